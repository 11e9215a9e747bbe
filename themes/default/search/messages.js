// What the search says while it searches. A book in another language replaces this file, and the template search.html.
(() => {
  "use strict";

  window.bindery.search.messages = {
    loading: "Searching …",
    failed: "The index could not be loaded. Check the connection, then type again.",
    // `most` is how many are listed at all.
    results: (total, most) => (total === 1 ? "1 result" : `${total} results` + (total > most ? `, the best ${most} of them listed` : "")),
    none: (query) => `Nothing found for “${query}”. Try fewer words, or only the beginning of one.`,
    noPhrase: (query) => `Nothing found for ${query}. Without the quotation marks, the words may stand apart.`,
    corrected: (from, to) => `“${to}” for “${from}”`,
    missing: (word) => `without “${word}”`,
    within: " › ",
  };
})();
