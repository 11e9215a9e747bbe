// Colours: automatic, light, dark, and round again.
(function () {
  "use strict";

  var root = window.bindery.root;
  var remember = window.bindery.remember;

  function themeSwitch() {
    var button = document.querySelector(".theme-switch");
    if (!button) return;
    var label = button.querySelector(".visually-hidden");
    var order = ["auto", "light", "dark"];
    var words = { auto: "as the system has them", light: "light", dark: "dark" };

    function current() {
      return root.getAttribute("data-theme") || "auto";
    }
    function show() {
      label.textContent = "Colours: " + words[current()];
      button.title = label.textContent;
    }
    button.addEventListener("click", function () {
      var next = order[(order.indexOf(current()) + 1) % order.length];
      if (next === "auto") root.removeAttribute("data-theme");
      else root.setAttribute("data-theme", next);
      remember("localStorage", "theme", next);
      show();
    });
    show();
  }

  themeSwitch();
})();
