// Opens the search: its button, its keys, its address. What searches is a second script, loaded when a reader first asks for it.
(function () {
  "use strict";

  var all = window.bindery.all;
  var recall = window.bindery.recall;
  var remember = window.bindery.remember;
  var dialog = document.getElementById("search.dialog");
  if (!dialog) return;

  var field = document.getElementById("search.field");
  var message = dialog.querySelector(".search-message");
  var isMac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
  var loading = null;

  function load() {
    loading =
      loading ||
      new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = dialog.getAttribute("data-script");
        script.onload = resolve;
        script.onerror = reject;
        document.head.appendChild(script);
      });
    return loading;
  }

  // Without a query of its own the dialog shows the last one again, ready to be typed over.
  function open(query) {
    if (!dialog.open) dialog.showModal();
    if (typeof query === "string") field.value = query;
    else field.value = field.value || recall("sessionStorage", "search") || "";
    field.focus();
    field.select();
    load().then(
      function () {
        if (dialog.open) window.bindery.search.begin();
      },
      function () {
        loading = null;
        message.textContent = "The search could not be loaded. Close this and try again, or use the navigation.";
        message.hidden = false;
        dialog.querySelector("[role=status]").textContent = message.textContent;
      }
    );
  }

  function warm() {
    load().then(
      function () {
        window.bindery.search.prepare();
      },
      function () {
        loading = null;
      }
    );
  }

  all(".search-open").forEach(function (button) {
    button.addEventListener("click", function () {
      open(button.getAttribute("data-query"));
    });
    button.addEventListener("pointerenter", warm);
    button.addEventListener("focus", warm);
  });
  if (isMac) {
    all(".search-open-key").forEach(function (key) {
      key.textContent = "⌘ K";
    });
  }

  // The words of an address that leads nowhere may lead somewhere after all.
  all("[data-search-address]").forEach(function (button) {
    var words = lastWords(location.pathname);
    if (!words) return;
    button.setAttribute("data-query", words);
    button.querySelector("b").textContent = words;
    button.hidden = false;
  });

  function lastWords(path) {
    var name = path.replace(/\/(index\.html?)?$/, "").split("/").pop();
    try {
      name = decodeURIComponent(name);
    } catch (malformed) {
      // Taken as it stands.
    }
    return name.replace(/\.\w+$/, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, 8).join(" ").slice(0, 80);
  }

  // A key by itself can be in the way of those who steer by voice: it can be turned off.
  var slash = dialog.querySelector(".search-slash input");
  slash.checked = recall("localStorage", "search-slash") !== "off";
  slash.addEventListener("change", function () {
    remember("localStorage", "search-slash", slash.checked ? null : "off");
  });

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    var target = event.composedPath()[0];
    if (target !== field && target.closest && target.closest("input, textarea, select, [contenteditable]")) return;
    var isCommand = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    var byLetter = isCommand && !event.shiftKey && event.key.toLowerCase() === "k";
    var bySlash = event.key === "/" && slash.checked && !event.ctrlKey && !event.metaKey && target !== field;
    if (!byLetter && !bySlash) return;
    event.preventDefault();
    open();
  });

  dialog.querySelector(".search-close").addEventListener("click", function () {
    dialog.close();
  });
  // The dialog itself is met only outside of its box. Who marks words in the field may let go out there, and wants it to stay.
  var isPressedOutside = false;
  dialog.addEventListener("pointerdown", function (event) {
    isPressedOutside = event.target === dialog;
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog && isPressedOutside) dialog.close();
  });
  dialog.addEventListener("close", function () {
    address("");
  });

  // While the dialog is open the address leads back to it.
  function address(query) {
    var url = new URL(location.href);
    if (query === (url.searchParams.get("q") || "")) return;
    if (query) url.searchParams.set("q", query);
    else url.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", url.href);
    } catch (refused) {
      // Some browsers do not let a page opened from a file change its address.
    }
  }

  window.bindery.search = { dialog: dialog, field: field, address: address };

  var asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);
})();
