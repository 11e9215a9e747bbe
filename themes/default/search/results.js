// A result as the reader sees it, and hears it, the title first: a link that is an option of the list. Every part of the book's text is set as text, never as HTML.
(() => {
  "use strict";

  const search = window.bindery.search;
  // Addresses of results are from the root of the site, and so is that of the index.
  const root = () => search.dialog.dataset.index.replace(/_search\/index\.js$/, "");

  // `number` counts from 0 through the whole list; `follows` says that the result before is of the same page.
  search.resultLink = (result, number, follows, mark) => {
    const link = document.createElement("a");
    link.id = `search.result-${number}`;
    link.className = follows ? "search-result is-same-page" : "search-result";
    link.href = root() + result.url || "./";
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    const path = result.path.join(search.messages.within);
    link.append(part("title", mark(result.title)));
    if (path) link.append(part("path", [{ text: path, mark: false }]));
    if (result.excerpt.length) link.append(part("excerpt", result.excerpt));
    return link;
  };

  function part(name, pieces) {
    const element = document.createElement("span");
    element.className = `search-${name}`;
    element.dir = "auto";
    element.append(...pieces.map(({ text, mark }) => (mark ? marked(text) : text)));
    return element;
  }

  function marked(text) {
    const element = document.createElement("mark");
    element.append(text);
    return element;
  }

  // The words that are marked in links of results, each once and in lower case.
  search.markedWords = (links) => {
    const marks = links.flatMap((link) => Array.from(link.querySelectorAll("mark"), (mark) => mark.textContent.toLowerCase()));
    return Array.from(new Set(marks));
  };
})();
