// The list of versions closes when the reader turns to something else: by Esc, which leads back to its button, by a click elsewhere, and when
// the focus goes on. Without scripts it stays open until its button is pressed again.
(function () {
  "use strict";

  var bindery = window.bindery;

  function opened() {
    return document.querySelector("details[data-versions][open]");
  }

  function step(list, by) {
    var links = bindery.all("a", list);
    var next = links[links.indexOf(document.activeElement) + by];
    if (next) next.focus();
    else if (by < 0) list.querySelector("summary").focus();
  }

  document.addEventListener("keydown", function (event) {
    var list = opened();
    if (!list || event.defaultPrevented) return;
    if (event.key === "Escape") {
      list.open = false;
      if (list.contains(document.activeElement)) list.querySelector("summary").focus();
    } else if (list.contains(document.activeElement) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(list, event.key === "ArrowDown" ? 1 : -1);
    }
  });

  function leave(event) {
    var list = opened();
    if (list && !list.contains(event.target)) list.open = false;
  }

  document.addEventListener("click", leave);
  document.addEventListener("focusin", leave);
})();
