// Words of a page copied for a small window: text and the plainest markup, made anew element by element, so that nothing comes along.
(function () {
  "use strict";

  var all = window.bindery.all;

  var inline = /^(abbr|b|bdi|code|em|i|kbd|mark|q|s|samp|strong|sub|sup|var)$/;
  var block = /^(p|ul|ol|li|pre|blockquote)$/;
  var left = ".anchor, .footnote-ref, .footnote-back, .copy, .visually-hidden, script, style, template, nav, svg, [hidden]";

  // Copies what is in `from` to the end of `to`, until `room.left` characters are used up. `links` are kept where they are asked for.
  function copy(from, to, room, links) {
    Array.prototype.forEach.call(from.childNodes, function (node) {
      if (room.left <= 0) return;
      if (node.nodeType === 3) return text(node.data, to, room);
      if (node.nodeType !== 1 || node.matches(left)) return;
      var name = node.localName;
      if (name === "math") return text(node.textContent, to, room);
      if (name === "img") return text(node.getAttribute("alt") || "", to, room);
      var into = to;
      if (inline.test(name) || block.test(name)) into = to.appendChild(document.createElement(name));
      if (name === "a" && links && /^(https?|mailto):$/.test(node.protocol)) {
        into = to.appendChild(document.createElement("a"));
        into.href = node.href;
        // Keys reach it where it stands in the page.
        into.tabIndex = -1;
      }
      copy(node, into, room, links);
      if (name === "br") to.appendChild(document.createElement("br"));
    });
  }

  function text(words, to, room) {
    if (words.length > room.left) {
      words = words.slice(0, room.left).replace(/\s+\S*$/, "") + " …";
      room.left = 0;
    }
    room.left -= words.length;
    to.appendChild(document.createTextNode(words));
  }

  // What a heading or the like says, in plain text.
  function words(element) {
    var copied = element.cloneNode(true);
    all(left, copied).forEach(function (part) {
      part.remove();
    });
    return copied.textContent.replace(/\s+/g, " ").trim();
  }

  window.bindery.excerpt = { copy: copy, words: words };
})();
