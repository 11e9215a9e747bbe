// The tree of pages: open branches and the place scrolled to stay from page to page.
(function () {
  "use strict";

  var all = window.bindery.all;
  var updated = window.bindery.updated;
  var among = window.bindery.among;
  var recall = window.bindery.recall;
  var remember = window.bindery.remember;
  var showCurrent = window.bindery.showCurrent;

  function navigation() {
    var panel = document.getElementById("site.navigation");
    if (!panel) return;
    function reveal(branch) {
      if (branch.querySelector("[aria-current='page']")) branch.open = true;
      // Its own page is the current one: show what lies beneath it.
      var link = branch.previousElementSibling;
      if (link && link.getAttribute("aria-current") === "page") branch.open = true;
    }
    all("details", panel).forEach(reveal);
    updated(function (nodes) {
      among(nodes, ".site-navigation details").forEach(reveal);
    });
    // With the first frame, which measures the page anyhow: asking now would have it measured twice.
    window.requestAnimationFrame(function () {
      var place = recall("sessionStorage", "navigation");
      if (place !== null) panel.scrollTop = Number(place);
      showCurrent(panel);
    });
    window.addEventListener("pagehide", function () {
      remember("sessionStorage", "navigation", String(Math.round(panel.scrollTop)));
    });
  }

  navigation();
})();
