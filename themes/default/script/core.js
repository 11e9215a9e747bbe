// What the scripts of the theme share: `window.bindery`. Each concern has a file of its own, and each improves a page that already works
// without it; `theme.toml` lists the files that are joined into the one script of the site. In the preview a page changes while it is
// shown: each concern then looks again at what it is about, by `updated`, and leaves alone what it has done already. A built site
// never changes.
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

  // The element that the hash of an address leads to, or null. An author's anchor may hold any character, and whoever types an address may end it
  // in a lone "%": neither may stop the scripts that come after.
  function placeOf(hash, page) {
    var name = hash.slice(1);
    var raw = (page || document).getElementById(name);
    if (raw || name.indexOf("%") < 0) return raw;
    try {
      return (page || document).getElementById(decodeURIComponent(name));
    } catch (malformed) {
      return null;
    }
  }

  // Says something to those who listen to the page. The place for it is made when it is first needed, a moment before it says anything,
  // since a new one is not heard.
  var status = null;
  function announce(words) {
    if (!status) {
      status = document.createElement("p");
      status.className = "visually-hidden";
      status.setAttribute("role", "status");
      document.body.appendChild(status);
    }
    status.textContent = "";
    window.setTimeout(function () {
      status.textContent = words;
    }, 100);
  }

  // Brings the current page into sight in the tree of pages.
  function showCurrent(panel) {
    var current = panel.querySelector("[aria-current='page']");
    if (!current) return;
    var place = current.getBoundingClientRect();
    var frame = panel.getBoundingClientRect();
    if (place.top < frame.top + 60 || place.bottom > frame.bottom - 60) {
      panel.scrollTop += place.top - frame.top - frame.height / 3;
    }
  }

  window.bindery = {
    root: root,
    all: all,
    updated: updated,
    among: among,
    recall: recall,
    remember: remember,
    copyText: copyText,
    placeOf: placeOf,
    announce: announce,
    showCurrent: showCurrent,
  };
})();
