// Copy buttons.
(function () {
  "use strict";

  var all = window.bindery.all;
  var updated = window.bindery.updated;
  var among = window.bindery.among;
  var copyText = window.bindery.copyText;

  function copyButtons() {
    var codes = ".prose pre:not(.verbatim) > code";
    all(codes).forEach(addButton);
    updated(function (nodes) {
      among(nodes, codes).forEach(addButton);
    });

    function addButton(code) {
      var pre = code.parentElement;
      var frame = pre.closest(".code, .code-frame");
      if (!frame) {
        frame = document.createElement("div");
        frame.className = "code-frame";
        pre.replaceWith(frame);
        frame.appendChild(pre);
      }
      if (frame.querySelector(":scope > .copy")) return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-live", "polite");
      button.addEventListener("click", function () {
        var text = code.cloneNode(true);
        // Prompts and the like are for the eye alone.
        all(".u, [aria-hidden='true'], [data-no-copy]", text).forEach(function (part) {
          part.remove();
        });
        copyText(text.textContent.replace(/\n$/, "")).then(
          function () {
            answer("Copied");
          },
          function () {
            answer("Not allowed");
          }
        );
      });
      function answer(word) {
        button.textContent = word;
        button.classList.add("is-done");
        window.setTimeout(function () {
          button.textContent = "Copy";
          button.classList.remove("is-done");
        }, 1600);
      }
      frame.appendChild(button);
    }
  }

  copyButtons();
})();
