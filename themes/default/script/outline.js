// "On this page": mark the section being read.
(function () {
  "use strict";

  var root = window.bindery.root;
  var all = window.bindery.all;
  var updated = window.bindery.updated;
  var placeOf = window.bindery.placeOf;

  function scrollSpy() {
    var places = [];
    var marked = null;
    var waiting = false;

    function collect() {
      places = [];
      all(".outline-beside a").forEach(function (link) {
        var target = placeOf(link.hash);
        if (target) places.push({ link: link, target: target });
      });
      if (marked) marked.link.removeAttribute("aria-current");
      marked = null;
      // With the next frame, which measures the page anyhow.
      soon();
    }
    // A quarter down the window; towards the end of the page it sinks to the bottom, so that short last sections have their turn as well.
    function readingLine() {
      var height = window.innerHeight;
      var all = root.scrollHeight - height;
      var last = Math.min(all, height * 0.75);
      var left = all - window.scrollY;
      var sunk = last > 0 && left < last ? 1 - Math.max(left, 0) / last : 0;
      // Heights are rounded: at the very end nothing may be left below the line.
      return height * (0.25 + 0.75 * sunk) + sunk;
    }
    function mark() {
      waiting = false;
      if (!places.length) return;
      var line = readingLine();
      var found = null;
      places.forEach(function (place) {
        if (place.target.getBoundingClientRect().top <= line) found = place;
      });
      if (found === marked) return;
      if (marked) marked.link.removeAttribute("aria-current");
      marked = found;
      if (!marked) return;
      marked.link.setAttribute("aria-current", "true");
      var box = marked.link.getBoundingClientRect();
      var list = marked.link.closest(".outline-beside");
      var frame = list.getBoundingClientRect();
      if (box.top < frame.top || box.bottom > frame.bottom) list.scrollTop += box.top - frame.top - frame.height / 2;
    }
    function soon() {
      if (waiting) return;
      waiting = true;
      window.requestAnimationFrame(mark);
    }
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    collect();
    updated(collect);

    // A choice made in the folded list closes it again.
    document.addEventListener("click", function (event) {
      var link = event.target.closest(".outline-within details a");
      if (link) link.closest("details").open = false;
    });
  }

  scrollSpy();
})();
