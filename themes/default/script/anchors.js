// The link after a heading or a caption leads to its place, and copies the full address of it on the way.
(function () {
  "use strict";

  var copyText = window.bindery.copyText;
  var announce = window.bindery.announce;

  function answer(link, word) {
    announce(word);
    link.setAttribute("data-answer", word);
    window.setTimeout(function () {
      link.removeAttribute("data-answer");
    }, 1600);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest(".anchor");
    // With a key held down, the reader wants a new tab or the like, and no copy.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    copyText(link.href).then(
      function () {
        answer(link, "Copied");
      },
      function () {
        answer(link, "Not allowed to copy");
      }
    );
  });
})();
