// A stage that holds a drawing which can be moved and enlarged: by wheel, by one finger or two, by a double tap, and by calls.
// The drawing cannot be lost: in both directions at least half of what the stage could show of it is in sight.
(function () {
  "use strict";

  // Pixels left free around a drawing that fits.
  var MARGIN = 16;
  // Times its natural size.
  var MOST = 8;
  var MOST_FITTED = 2;
  // How far a pointer moves before it drags, and how far apart in time and place two taps are one.
  var SLACK = 4;
  var TAP_TIME = 320;
  var TAP_SPACE = 30;

  function between(least, value, most) {
    return Math.min(Math.max(value, least), most);
  }

  // `changed` is called with the scale whenever the view has changed.
  window.bindery.panZoom = function (stage, changed) {
    var drawing = null;
    var natural = { width: 1, height: 1 };
    var view = { scale: 1, x: 0, y: 0 };
    var isFitted = true;

    function fitted() {
      var width = Math.max(stage.clientWidth - 2 * MARGIN, 1);
      var height = Math.max(stage.clientHeight - 2 * MARGIN, 1);
      return Math.min(width / natural.width, height / natural.height, MOST_FITTED);
    }
    // Where one edge may be, of a drawing that long in a stage that long.
    function placed(at, drawn, room) {
      var half = Math.min(drawn, room) / 2;
      return between(half - drawn, at, room - half);
    }
    function set(scale, x, y, isGliding) {
      view.scale = scale;
      view.x = placed(x, natural.width * scale, stage.clientWidth);
      view.y = placed(y, natural.height * scale, stage.clientHeight);
      if (!drawing) return;
      drawing.classList.toggle("is-gliding", Boolean(isGliding));
      drawing.style.transform = "translate(" + view.x + "px, " + view.y + "px) scale(" + view.scale + ")";
      changed(view.scale);
    }
    function fit(isGliding) {
      var scale = fitted();
      var at = middle();
      set(scale, at.x - (natural.width * scale) / 2, at.y - (natural.height * scale) / 2, isGliding);
      isFitted = true;
    }
    function middle() {
      return { x: stage.clientWidth / 2, y: stage.clientHeight / 2 };
    }
    // What is under `point` stays there.
    function zoomTo(scale, point, isGliding) {
      var whole = fitted();
      if (scale <= whole && whole <= 1) return fit(isGliding);
      var to = between(Math.min(whole, 1), scale, MOST);
      var at = point || middle();
      var growth = to / view.scale;
      isFitted = false;
      set(to, at.x - (at.x - view.x) * growth, at.y - (at.y - view.y) * growth, isGliding);
    }
    function pan(right, down, isGliding) {
      isFitted = false;
      set(view.scale, view.x - right, view.y - down, isGliding);
    }
    function pointOf(event) {
      var box = stage.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    }

    stage.addEventListener(
      "wheel",
      function (event) {
        event.preventDefault();
        // Lines and pages, as some browsers count, in pixels.
        var unit = [1, 16, stage.clientHeight][event.deltaMode] || 1;
        var right = (event.shiftKey && !event.deltaX ? event.deltaY : event.deltaX) * unit;
        var back = (event.shiftKey ? 0 : event.deltaY) * unit;
        if (Math.abs(right) > Math.abs(back)) return pan(right, 0);
        // Two fingers on a touch pad come as small steps with Ctrl.
        zoomTo(view.scale * Math.exp(-between(-200, back, 200) * (event.ctrlKey ? 0.01 : 0.002)), pointOf(event));
      },
      { passive: false }
    );

    // Pointers that are down, by their ids, and where each is.
    var down = new Map();
    var start = null;
    var last = null;
    var isDragging = false;
    var tapped = null;

    // Of one or two pointers: their middle and how far they are apart.
    function grip() {
      var points = Array.from(down.values());
      var a = points[0];
      var b = points[1] || a;
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
    }
    stage.addEventListener("pointerdown", function (event) {
      if (event.button !== 0 || down.size > 1) return;
      if (!down.size) {
        start = pointOf(event);
        isDragging = false;
      }
      down.set(event.pointerId, pointOf(event));
      last = grip();
      // Two fingers never tap.
      if (down.size > 1) drag(event.pointerId);
    });
    function drag(pointer) {
      isDragging = true;
      tapped = null;
      stage.classList.add("is-dragging");
      // Only now: a captured pointer would take the click away from a link.
      Array.from(down.keys()).concat(pointer).forEach(function (id) {
        if (!stage.hasPointerCapture(id)) stage.setPointerCapture(id);
      });
    }
    stage.addEventListener("pointermove", function (event) {
      if (!down.has(event.pointerId)) return;
      var point = pointOf(event);
      if (!isDragging && Math.hypot(point.x - start.x, point.y - start.y) < SLACK) return;
      if (!isDragging) drag(event.pointerId);
      down.set(event.pointerId, point);
      var now = grip();
      pan(last.x - now.x, last.y - now.y);
      if (last.apart && now.apart) zoomTo((view.scale * now.apart) / last.apart, now);
      last = now;
    });
    function release(event) {
      if (!down.delete(event.pointerId)) return;
      if (down.size) last = grip();
      else stage.classList.remove("is-dragging");
      if (event.type === "pointerup" && !isDragging && !event.target.closest("a")) tap(event);
    }
    stage.addEventListener("pointerup", release);
    stage.addEventListener("pointercancel", release);
    stage.addEventListener("lostpointercapture", function (event) {
      if (event.target === stage) release(event);
    });
    // The end of a drag over a link does not follow it.
    stage.addEventListener(
      "click",
      function (event) {
        if (!isDragging || !event.detail) return;
        event.preventDefault();
        event.stopPropagation();
      },
      true
    );
    stage.addEventListener("dragstart", function (event) {
      event.preventDefault();
    });

    // A link that takes the focus out of sight is moved into sight; what the browser scrolls for that is taken back.
    stage.addEventListener("focusin", function (event) {
      if (event.target === stage || down.size) return;
      var link = event.target.getBoundingClientRect();
      var frame = stage.getBoundingClientRect();
      var right = Math.min(link.left - frame.left - MARGIN, 0) || Math.max(link.right - frame.right + MARGIN, 0);
      var below = Math.min(link.top - frame.top - MARGIN, 0) || Math.max(link.bottom - frame.bottom + MARGIN, 0);
      if (right || below) pan(right, below);
    });
    stage.addEventListener("scroll", function () {
      stage.scrollTo(0, 0);
    });

    function tap(event) {
      var point = pointOf(event);
      var isSecond =
        tapped && event.timeStamp - tapped.time < TAP_TIME && Math.hypot(point.x - tapped.x, point.y - tapped.y) < TAP_SPACE;
      tapped = isSecond ? null : { time: event.timeStamp, x: point.x, y: point.y };
      if (!isSecond) return;
      if (view.scale > fitted() * 1.05) fit(true);
      else zoomTo(Math.max(1, fitted() * 2), point, true);
    }

    // After a turn of the phone, what was in the middle of the stage still is.
    var room = middle();
    new ResizeObserver(function () {
      var now = middle();
      if (isFitted) fit();
      else {
        var least = Math.min(fitted(), 1);
        set(Math.max(view.scale, least), view.x + now.x - room.x, view.y + now.y - room.y);
      }
      room = now;
    }).observe(stage);

    return {
      // Takes a drawing that stands in the stage; `isKept` leaves the view as it is, as far as the new drawing allows.
      hold: function (next, width, height, isKept) {
        drawing = next;
        down.clear();
        natural = { width: width || 1, height: height || 1 };
        if (isKept && !isFitted) set(view.scale, view.x, view.y);
        else fit();
      },
      fit: fit,
      zoomTo: zoomTo,
      zoomBy: function (factor, isGliding) {
        zoomTo(view.scale * factor, null, isGliding);
      },
      // By shares of what is seen.
      panBy: function (right, down, isGliding) {
        pan(right * stage.clientWidth, down * stage.clientHeight, isGliding);
      },
    };
  };
})();
