// Tabs.
(function () {
  "use strict";

  var all = window.bindery.all;
  var updated = window.bindery.updated;
  var recall = window.bindery.recall;
  var remember = window.bindery.remember;
  var placeOf = window.bindery.placeOf;

  function tabs() {
    var chosen = {};
    (recall("localStorage", "tabs") || "").split("\n").forEach(function (key) {
      if (key) chosen[key] = true;
    });
    var sets = [];

    function makeAll() {
      sets = all(".tabs")
        .map(function (box) {
          var set = sets.filter(function (one) {
            return one.box === box;
          })[0];
          return set && set.isCurrent() ? set : makeTabs(box, set && set.undo());
        })
        .filter(Boolean);
    }
    function panelsOf(box) {
      return all(":scope > .tab", box);
    }
    function titleOf(panel, index) {
      var title = panel.querySelector(":scope > .tab-title");
      return title ? title.textContent : String(index + 1);
    }

    // A name for the address of a panel, the same each time the page is shown: `tab-` and its title.
    function nameOf(title) {
      var words = title.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
      var wish = words ? "tab-" + words : "tab";
      var name = wish;
      for (var count = 2; document.getElementById(name); count++) name = wish + "-" + count;
      return name;
    }

    function makeTabs(box, shown) {
      var panels = panelsOf(box);
      if (panels.length < 2) return null;
      var titles = panels.map(titleOf);
      var list = document.createElement("div");
      list.className = "tab-list";
      list.setAttribute("role", "tablist");
      var buttons = panels.map(function (panel, index) {
        var button = document.createElement("button");
        panel.id = panel.id || nameOf(titles[index]);
        button.type = "button";
        button.id = panel.id + "-title";
        button.textContent = titles[index];
        button.setAttribute("role", "tab");
        button.setAttribute("aria-controls", panel.id);
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", button.id);
        button.addEventListener("click", function () {
          choose(index);
          // The address now leads to this panel; the way back stays as long as it was.
          history.replaceState(history.state, "", "#" + encodeURIComponent(panel.id));
        });
        list.appendChild(button);
        return button;
      });
      function show(index) {
        panels.forEach(function (panel, other) {
          panel.hidden = other !== index;
          buttons[other].setAttribute("aria-selected", String(other === index));
          buttons[other].tabIndex = other === index ? 0 : -1;
        });
      }
      // A choice holds for every set on the page that offers the same, and for the pages to come.
      function choose(index) {
        var before = box.getBoundingClientRect().top;
        show(index);
        var key = panels[index].getAttribute("data-sync");
        if (key) {
          panels.forEach(function (panel) {
            delete chosen[panel.getAttribute("data-sync")];
          });
          chosen[key] = true;
          remember("localStorage", "tabs", Object.keys(chosen).sort().join("\n"));
          sets.forEach(function (set) {
            set.follow(key);
          });
        }
        // Sets above may have grown or shrunk: keep the one in hand where it was.
        window.scrollBy(0, box.getBoundingClientRect().top - before);
      }
      list.addEventListener("keydown", function (event) {
        var at = buttons.indexOf(document.activeElement);
        var onward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
        var back = onward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
        var to = { Home: 0, End: buttons.length - 1 }[event.key];
        if (event.key === onward) to = (at + 1) % buttons.length;
        if (event.key === back) to = (at + buttons.length - 1) % buttons.length;
        if (to === undefined) return;
        event.preventDefault();
        buttons[to].click();
        buttons[to].focus();
      });
      box.insertBefore(list, panels[0]);
      box.classList.add("is-live");
      var first = 0;
      panels.forEach(function (panel, index) {
        if (panel.hasAttribute("data-selected")) first = index;
      });
      panels.forEach(function (panel, index) {
        if (chosen[panel.getAttribute("data-sync")]) first = index;
      });
      show(panels.indexOf(shown) < 0 ? first : panels.indexOf(shown));
      return {
        box: box,
        // Whether the panels and their titles are still those that the list was made for.
        isCurrent: function () {
          var now = panelsOf(box);
          return (
            now.length === panels.length &&
            now.every(function (panel, index) {
              return panel === panels[index] && titleOf(panel, index) === titles[index];
            })
          );
        },
        // Takes the list away and says which panel was shown.
        undo: function () {
          list.remove();
          box.classList.remove("is-live");
          return panels.filter(function (panel) {
            var isShown = !panel.hidden;
            panel.hidden = false;
            panel.removeAttribute("role");
            panel.removeAttribute("aria-labelledby");
            return isShown;
          })[0];
        },
        follow: function (key) {
          panels.forEach(function (panel, index) {
            if (panel.getAttribute("data-sync") === key) show(index);
          });
        },
        reveal: function (target) {
          panels.forEach(function (panel, index) {
            if (!panel.contains(target)) return;
            show(index);
            // Whoever follows a link to one panel wants its fellows to match, on this page.
            var key = panel.getAttribute("data-sync");
            if (!key) return;
            sets.forEach(function (set) {
              set.follow(key);
            });
          });
        },
      };
    }

    makeAll();
    updated(makeAll);

    // A link into a hidden panel, or to the panel itself, opens it.
    function revealTarget() {
      var target = placeOf(location.hash);
      if (!target || !target.closest(".tabs")) return;
      sets.forEach(function (set) {
        set.reveal(target);
      });
      // Of a panel, the row of titles is to be seen as well.
      (target.matches(".tab") ? target.parentElement : target).scrollIntoView();
    }
    window.addEventListener("hashchange", revealTarget);
    if (location.hash) revealTarget();
  }

  tabs();
})();
