// Boxes that scroll sideways (code, drawings, tables). As HTML they all take the focus, so that keys scroll them in every browser without a
// script. Here those keep it that have something to scroll to, by a name, and the rest is no stop for those who go by keyboard.
(function () {
  "use strict";

  var all = window.bindery.all;
  var updated = window.bindery.updated;
  var among = window.bindery.among;
  var boxes = ".prose pre:has(> code), .diagram-scroll, .table-scroll";
  var widths = new ResizeObserver(function (changes) {
    settle(
      changes.map(function (change) {
        return change.target;
      })
    );
  });

  // All are measured before any is changed, so that the page is laid out once.
  function settle(some) {
    some
      .map(function (box) {
        return { box: box, scrolls: box.scrollWidth > box.clientWidth + 1 };
      })
      .forEach(function (found) {
        if (found.scrolls) admit(found.box);
        else if (found.box !== document.activeElement) found.box.removeAttribute("tabindex");
      });
  }
  function admit(box) {
    box.tabIndex = 0;
    if (box.hasAttribute("role")) return;
    var title = box.parentElement.querySelector(":scope > figcaption");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", title ? "Code: " + title.textContent : "Code");
  }

  function watch(box) {
    widths.observe(box);
  }
  all(boxes).forEach(watch);
  updated(function (nodes) {
    var changed = among(nodes, boxes);
    nodes.forEach(function (node) {
      var box = node.closest(boxes);
      if (box) changed.push(box);
    });
    changed.forEach(watch);
    settle(changed);
  });
})();
