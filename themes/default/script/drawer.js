// The drawer: on a narrow page the navigation opens over the text and keeps the focus.
(function () {
  "use strict";

  var root = window.bindery.root;
  var all = window.bindery.all;
  var showCurrent = window.bindery.showCurrent;

  function drawer() {
    var button = document.querySelector(".menu-button");
    var panel = document.getElementById("site.navigation");
    if (!button || !panel) return;
    var rest = all(".skip-link, .site-header, main, .site-footer");
    var wide = window.matchMedia("(min-width: 64em)");

    function isOpen() {
      return panel.classList.contains("is-open");
    }
    function set(open) {
      panel.classList.toggle("is-open", open);
      root.classList.toggle("drawer-open", open);
      button.setAttribute("aria-expanded", String(open));
      rest.forEach(function (part) {
        part.inert = open;
      });
      if (open) {
        showCurrent(panel);
        (panel.querySelector("[aria-current]") || panel.querySelector("a")).focus({ preventScroll: true });
      }
    }
    function close() {
      if (!isOpen()) return;
      set(false);
      button.focus({ preventScroll: true });
    }
    button.addEventListener("click", function () {
      set(true);
    });
    all(".drawer-close", panel).forEach(function (link) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        if (location.hash === "#" + panel.id) history.replaceState(null, "", location.pathname + location.search);
        if (isOpen()) close();
        else location.hash = "page.content";
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") close();
      if (event.key !== "Tab" || !isOpen()) return;
      // The rest of the page is inert; this keeps the focus from leaving for the browser's own bars as well.
      var stops = all("a[href], summary, button", panel).filter(function (stop) {
        // A link inside a closed branch has a box, yet cannot be reached.
        var closed = stop.parentElement.closest("details:not([open])");
        if (closed && !(stop.localName === "summary" && stop.parentElement === closed)) return false;
        return stop.getClientRects().length > 0;
      });
      var edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement === edge) {
        event.preventDefault();
        (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
      }
    });
    document.addEventListener("click", function (event) {
      if (isOpen() && !panel.contains(event.target) && !button.contains(event.target)) close();
    });
    wide.addEventListener("change", function () {
      if (isOpen()) set(false);
    });
  }

  drawer();
})();
