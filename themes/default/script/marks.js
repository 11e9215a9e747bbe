// Marks the words that were searched for on the page that was chosen. They are painted over the text and change nothing in it, and they go
// with the next click or Escape. Browsers that cannot paint so show the page as it is.
(function () {
  "use strict";

  var all = window.bindery.all;
  var recall = window.bindery.recall;
  var remember = window.bindery.remember;
  var canMark = window.CSS && CSS.highlights && window.Highlight;
  var most = 500;
  var unspaced = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

  function page(url) {
    return url.split("#")[0];
  }

  // Says to the page at `url`, which opens next in this window or in another one, which words to mark.
  function leave(url, words) {
    remember("localStorage", "marks", JSON.stringify({ page: page(url), words: words, at: Date.now() }));
  }

  function take() {
    var left = null;
    try {
      left = JSON.parse(recall("localStorage", "marks"));
    } catch (damaged) {
      left = null;
    }
    // What was left for a page that never opened is not meant for a later visit.
    if (!left || left.page !== page(location.href) || !(Date.now() - left.at < 60000)) return;
    remember("localStorage", "marks", null);
    show(left.words);
  }

  function show(words) {
    clear();
    if (!canMark || !words.length) return;
    var found = new window.Highlight();
    var pattern = wordPattern(words);
    all("main .prose").forEach(function (prose) {
      var walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && found.size < most) markIn(walker.currentNode, pattern, found);
    });
    if (!found.size) return;
    CSS.highlights.set("search", found);
    // Not by the click that brought the reader here.
    window.setTimeout(function () {
      document.addEventListener("click", clear);
      document.addEventListener("keydown", clearByKey);
    });
  }

  function markIn(node, pattern, found) {
    pattern.lastIndex = 0;
    for (var match = pattern.exec(node.data); match && found.size < most; match = pattern.exec(node.data)) {
      var range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      found.add(range);
    }
  }

  // Any of the words, and whole where the script sets words apart. Longer ones come first: none is cut short by its own beginning.
  function wordPattern(words) {
    var sorted = words.slice().sort(function (one, other) {
      return other.length - one.length;
    });
    var any = sorted.map(function (word) {
      var text = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return unspaced.test(word) ? text : "(?<![\\p{L}\\p{N}])" + text + "(?![\\p{L}\\p{N}])";
    });
    return new RegExp(any.join("|"), "giu");
  }

  function clear() {
    if (canMark) CSS.highlights.delete("search");
    document.removeEventListener("click", clear);
    document.removeEventListener("keydown", clearByKey);
  }

  function clearByKey(event) {
    if (event.key === "Escape") clear();
  }

  window.bindery.marks = { leave: leave, show: show };
  take();
})();
