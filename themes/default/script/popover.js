// One small window of text beside a link, shown while a pointer rests on the link or on the window, or while the link has the focus.
// Esc closes it and nothing else is lost. `bindery.popover` takes what is to be shown for which links:
//   find(element)   the link that the element is or is in, if this is about it, else null
//   fill(link)      what to show: an element, or null for nothing, or a promise of either
//   delay           milliseconds before it shows
//   touch           whether a tap shows it first, and only the next one follows the link
(function () {
  "use strict";

  var updated = window.bindery.updated;

  // The way from the link to the window takes a while; keys are quicker than they are meant to be.
  var leaveAfter = 300;
  var focusDelay = 500;

  var kinds = [];
  var box = null;
  var shown = null;
  var wanted = null;
  var opening = 0;
  var closing = 0;
  var pointer = "";

  function match(element) {
    for (var i = 0; element && element.closest && i < kinds.length; i++) {
      var link = kinds[i].find(element);
      if (link) return { link: link, kind: kinds[i] };
    }
    return null;
  }

  function makeBox() {
    box = document.createElement("div");
    box.className = "popover";
    box.id = "page.popover";
    box.hidden = true;
    box.setAttribute("role", "tooltip");
    document.body.appendChild(box);
  }

  function close() {
    window.clearTimeout(opening);
    window.clearTimeout(closing);
    wanted = null;
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  }

  function closeSoon() {
    window.clearTimeout(opening);
    window.clearTimeout(closing);
    wanted = null;
    closing = window.setTimeout(close, leaveAfter);
  }

  // `at` is where the pointer is: a link may begin on one line and end on the next.
  function openSoon(found, delay, at) {
    window.clearTimeout(closing);
    if (shown === found.link || wanted === found.link) return;
    window.clearTimeout(opening);
    wanted = found.link;
    opening = window.setTimeout(function () {
      open(found, at);
    }, delay);
  }

  function open(found, at) {
    var link = found.link;
    wanted = link;
    Promise.resolve(found.kind.fill(link)).then(
      function (content) {
        // Meanwhile the reader may have gone elsewhere, or the page may have changed.
        if (wanted !== link || !link.isConnected) return;
        close();
        if (!content) return;
        if (!box) makeBox();
        box.textContent = "";
        box.appendChild(content);
        box.hidden = false;
        shown = link;
        link.setAttribute("aria-describedby", box.id);
        place(link, at);
      },
      function () {
        // Nothing could be had: the link still leads there.
        if (wanted === link) close();
      }
    );
  }

  // Below the line that is pointed at; above it where there is no room; never past the sides of the window.
  function place(link, at) {
    var lines = Array.prototype.slice.call(link.getClientRects());
    var line = lines[0] || link.getBoundingClientRect();
    lines.forEach(function (one) {
      if (at && at.y >= one.top - 1 && at.y <= one.bottom + 1) line = one;
    });
    var margin = 12;
    var width = document.documentElement.clientWidth;
    box.style.left = "0";
    box.style.top = "0";
    var size = box.getBoundingClientRect();
    var rightToLeft = getComputedStyle(box).direction === "rtl";
    var left = rightToLeft ? line.right - size.width + margin : line.left - margin;
    left = Math.max(margin, Math.min(left, width - size.width - margin));
    var below = line.bottom + 6;
    var above = line.top - 6 - size.height;
    var header = document.querySelector(".site-header");
    var ceiling = header ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
    var top = below + size.height > window.innerHeight && above >= ceiling ? above : below;
    // In the page rather than in the window, so that it scrolls with the words that it is about.
    box.style.left = left + window.scrollX + "px";
    box.style.top = top + window.scrollY + "px";
  }

  function isInside(target) {
    return Boolean(box && target && target.nodeType === 1 && box.contains(target));
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    if (isInside(event.target)) return window.clearTimeout(closing);
    var found = match(event.target);
    if (found) openSoon(found, found.kind.delay, { y: event.clientY });
  });
  document.addEventListener("pointerout", function (event) {
    if (event.pointerType === "touch" || (!shown && !wanted)) return;
    var to = event.relatedTarget;
    var link = shown || wanted;
    if (isInside(to) || (to && to.nodeType === 1 && link.contains(to))) return;
    if (link.contains(event.target) || isInside(event.target)) {
      // What has the focus keeps its window.
      if (document.activeElement !== link || !link.matches(":focus-visible")) closeSoon();
    }
  });
  document.addEventListener("focusin", function (event) {
    if (isInside(event.target)) return;
    var found = event.target.matches(":focus-visible") && match(event.target);
    // At once: the window of the last link may lie over what has the focus now.
    if (shown && !(found && found.link === shown)) close();
    if (found) openSoon(found, focusDelay, null);
    else if (wanted) closeSoon();
  });
  document.addEventListener("focusout", function (event) {
    var link = shown || wanted;
    if (link && event.target === link && !isInside(event.relatedTarget)) closeSoon();
  });
  document.addEventListener("pointerdown", function (event) {
    pointer = event.pointerType;
    if (shown && !isInside(event.target) && !shown.contains(event.target)) close();
  });
  document.addEventListener("click", function (event) {
    var found = match(event.target);
    if (!found) return;
    var again = shown === found.link;
    if (pointer === "touch" && found.kind.touch && !again) {
      event.preventDefault();
      open(found, { y: event.clientY });
    } else {
      close();
    }
  });
  document.addEventListener(
    "keydown",
    function (event) {
      pointer = "";
      if (event.key !== "Escape" || !shown) return;
      // Only the window goes: a dialog around the link stays.
      event.stopPropagation();
      event.preventDefault();
      close();
    },
    true
  );
  window.addEventListener("resize", close);
  updated(close);

  window.bindery.popover = function (kind) {
    kinds.push(kind);
  };
})();
