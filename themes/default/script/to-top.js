// "Back to the top" in wide windows: it comes once the reader is two windows of text down the page.
(function () {
  "use strict";

  var waiting = false;

  function mark() {
    waiting = false;
    var link = document.querySelector(".to-top");
    if (link) link.classList.toggle("is-far", window.scrollY > window.innerHeight * 2);
  }
  function soon() {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(mark);
  }
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("resize", soon);
  mark();
})();
