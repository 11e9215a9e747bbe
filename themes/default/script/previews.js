// What a link leads to, shown beside it: the note behind a footnote's mark, and of a page of this book its title and first words.
(function () {
  "use strict";

  var updated = window.bindery.updated;
  var popover = window.bindery.popover;
  var copy = window.bindery.excerpt.copy;
  var words = window.bindery.excerpt.words;
  var placeOf = window.bindery.placeOf;

  var headings = "h1, h2, h3, h4, h5, h6";

  // ---- Footnotes

  popover({
    delay: 150,
    touch: true,
    find: function (element) {
      return element.closest(".footnote-ref a");
    },
    fill: function (link) {
      var note = placeOf(link.hash);
      if (!note) return null;
      var content = document.createElement("div");
      content.className = "popover-note";
      copy(note, content, { left: 800 }, true);
      return content;
    },
  });

  // ---- Pages of this book

  var pages = new Map();
  var most = 20;
  updated(function () {
    pages.clear();
  });

  function fetched(address) {
    if (pages.has(address)) return pages.get(address);
    var page = fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok || !/^text\/html\b/.test(answer.headers.get("Content-Type") || "")) throw new Error("no page");
      return answer.text().then(function (html) {
        // Parsed apart from the window: no script runs and no picture loads.
        return new DOMParser().parseFromString(html, "text/html");
      });
    });
    page.catch(function () {
      pages.delete(address);
    });
    if (pages.size >= most) pages.delete(pages.keys().next().value);
    pages.set(address, page);
    return page;
  }

  // The words right after a heading, down to the next one.
  function firstWords(heading) {
    for (var next = heading.nextElementSibling; next && !next.matches(headings); next = next.nextElementSibling) {
      if (next.localName === "p" && words(next)) return next;
    }
    return null;
  }

  // What the place is about: its title, and what says more.
  function about(page, hash) {
    var place = hash.length > 1 ? placeOf(hash, page) : page.querySelector(".prose h1");
    if (!place || !place.closest(".prose")) return null;
    // The names of a place may stand on empty elements in it.
    var whole = place.closest(headings + ", dt, figure, table, .admonition, li, p") || place;
    if (whole.matches(headings)) return { title: words(whole), text: firstWords(whole), top: whole.localName === "h1" };
    if (whole.localName === "dt") {
      var meaning = whole.nextElementSibling;
      while (meaning && meaning.localName === "dt") meaning = meaning.nextElementSibling;
      return { title: words(whole), text: meaning };
    }
    var caption = whole.querySelector("figcaption, caption");
    if (caption) return { title: words(caption), text: null };
    return whole.matches("figure, table") ? null : { title: "", text: whole };
  }

  function show(page, hash, isHere) {
    var found = about(page, hash);
    if (!found) return null;
    var content = document.createElement("div");
    content.className = "popover-page";
    var heading = page.querySelector(".prose h1");
    function line(name, text) {
      if (!text) return;
      var made = content.appendChild(document.createElement("p"));
      made.className = name;
      made.textContent = text;
    }
    if (!found.top && !isHere && heading) line("popover-where", words(heading));
    line("popover-title", found.title);
    if (found.text) {
      var text = content.appendChild(document.createElement("div"));
      text.className = "popover-text";
      // Its blocks would have nothing to stand apart from.
      copy(found.text, text, { left: 280 }, false);
    } else if (found.top) {
      var description = page.querySelector("meta[name='description']");
      line("popover-text", description && description.content);
    }
    return content.firstChild ? content : null;
  }

  function isInSight(element) {
    var box = element.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight;
  }

  popover({
    delay: 450,
    touch: false,
    find: function (element) {
      var link = element.closest(".prose a[href]");
      if (!link || link.matches(".anchor, .footnote-ref a, .footnote-back, [download]") || link.closest("nav, svg, " + headings)) return null;
      // From a file, no other file may be read.
      if (!/^https?:$/.test(location.protocol) || link.origin !== location.origin) return null;
      return /(\/|\.html?)$/.test(link.pathname) ? link : null;
    },
    fill: function (link) {
      if (link.pathname !== location.pathname) {
        return fetched(link.origin + link.pathname).then(function (page) {
          return show(page, link.hash, false);
        });
      }
      var place = link.hash && placeOf(link.hash);
      return place && !isInSight(place) ? show(document, link.hash, true) : null;
    },
  });
})();
