// Everything here improves a page that already works without it. No dependency, one file, each concern in a
// function of its own; the last lines start them. In the preview a page changes while it is shown: each concern then looks
// again at what it is about, by `updated`, and leaves alone what it has done already. A built site never changes.
(function () {
  "use strict";

  var root = document.documentElement;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  // Calls back with the elements that are new or that something changed in.
  function updated(back) {
    document.addEventListener("bindery:update", function (event) {
      back(event.detail.nodes);
    });
  }

  // What matches the selector among these elements and in them.
  function among(nodes, selector) {
    return nodes.reduce(function (found, node) {
      return found.concat(node.matches(selector) ? [node] : [], all(selector, node));
    }, []);
  }

  // Storage may be closed to the page (file://, strict privacy settings): then nothing is remembered.
  function recall(store, key) {
    try {
      return window[store].getItem("bindery-" + key);
    } catch (refused) {
      return null;
    }
  }

  function remember(store, key, value) {
    try {
      if (value === null) window[store].removeItem("bindery-" + key);
      else window[store].setItem("bindery-" + key, value);
    } catch (refused) {
      // Nothing to do: the reader chooses again on the next page.
    }
  }

  // ---- Colours: automatic, light, dark, and round again

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

  // ---- The drawer: on a narrow page the navigation opens over the text and keeps the focus

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

  // ---- The tree of pages: open branches and the place scrolled to stay from page to page

  function showCurrent(panel) {
    var current = panel.querySelector("[aria-current='page']");
    if (!current) return;
    var place = current.getBoundingClientRect();
    var frame = panel.getBoundingClientRect();
    if (place.top < frame.top + 60 || place.bottom > frame.bottom - 60) {
      panel.scrollTop += place.top - frame.top - frame.height / 3;
    }
  }

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
    var place = recall("sessionStorage", "navigation");
    if (place !== null) panel.scrollTop = Number(place);
    showCurrent(panel);
    window.addEventListener("pagehide", function () {
      remember("sessionStorage", "navigation", String(Math.round(panel.scrollTop)));
    });
  }

  // ---- "On this page": mark the section being read

  function scrollSpy() {
    var places = [];
    var marked = null;
    var waiting = false;

    function collect() {
      places = [];
      all(".outline-beside a").forEach(function (link) {
        var target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        if (target) places.push({ link: link, target: target });
      });
      if (marked) marked.link.removeAttribute("aria-current");
      marked = null;
      mark();
    }
    function mark() {
      waiting = false;
      if (!places.length) return;
      var line = window.innerHeight * 0.25;
      var atEnd = window.innerHeight + window.scrollY >= root.scrollHeight - 2;
      var found = null;
      places.forEach(function (place) {
        if (place.target.getBoundingClientRect().top <= line) found = place;
      });
      if (atEnd && window.scrollY > 0) found = places[places.length - 1];
      if (found === marked) return;
      if (marked) marked.link.removeAttribute("aria-current");
      marked = found;
      if (!marked) return;
      marked.link.setAttribute("aria-current", "true");
      var box = marked.link.getBoundingClientRect();
      var list = marked.link.closest(".outline-beside");
      var frame = list.getBoundingClientRect();
      if (box.top < frame.top || box.bottom > frame.bottom) list.scrollTop += box.top - frame.top - frame.height / 2;
    }
    function soon() {
      if (waiting) return;
      waiting = true;
      window.requestAnimationFrame(mark);
    }
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    collect();
    updated(collect);

    // A choice made in the folded list closes it again.
    document.addEventListener("click", function (event) {
      var link = event.target.closest(".outline-within details a");
      if (link) link.closest("details").open = false;
    });
  }

  // ---- Copy buttons

  function copyText(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // Opened from a file or over plain HTTP: the older way.
    return new Promise(function (resolve, reject) {
      var field = document.createElement("textarea");
      field.value = text;
      field.className = "visually-hidden";
      document.body.appendChild(field);
      field.select();
      var done = document.execCommand("copy");
      field.remove();
      if (done) resolve();
      else reject(new Error("copying is not allowed here"));
    });
  }

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
        // Line numbers and the like are for the eye alone.
        all("[aria-hidden='true'], [data-no-copy]", text).forEach(function (part) {
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

  // ---- Tabs

  function tabs() {
    var chosen = {};
    (recall("localStorage", "tabs") || "").split("\n").forEach(function (key) {
      if (key) chosen[key] = true;
    });
    var sets = [];
    var made = 0;

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

    function makeTabs(box, shown) {
      var number = made++;
      var panels = panelsOf(box);
      if (panels.length < 2) return null;
      var titles = panels.map(titleOf);
      var list = document.createElement("div");
      list.className = "tab-list";
      list.setAttribute("role", "tablist");
      var buttons = panels.map(function (panel, index) {
        var button = document.createElement("button");
        panel.id = panel.id || "tab-" + number + "-" + index;
        button.type = "button";
        button.id = panel.id + "-title";
        button.textContent = titles[index];
        button.setAttribute("role", "tab");
        button.setAttribute("aria-controls", panel.id);
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", button.id);
        button.addEventListener("click", function () {
          choose(index);
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
        choose(to);
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
            if (panel.contains(target)) show(index);
          });
        },
      };
    }

    makeAll();
    updated(makeAll);

    // A link into a hidden panel, or to the panel itself, opens it.
    function revealTarget() {
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !target.closest(".tabs")) return;
      sets.forEach(function (set) {
        set.reveal(target);
      });
      target.scrollIntoView();
    }
    window.addEventListener("hashchange", revealTarget);
    if (location.hash) revealTarget();
  }

  themeSwitch();
  drawer();
  navigation();
  tabs();
  copyButtons();
  scrollSpy();
})();
