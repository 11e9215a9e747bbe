// The dialog at work: asks while the reader types, shows the answers, and lets arrows choose among them.
//
// The field keeps the focus, and `aria-activedescendant` says which result is chosen: so whoever listens can type on at any moment, hears
// each result with its number in the list, and finds the same list by swiping. What is chosen is told when the reader pauses, not at each letter.
(() => {
  "use strict";

  const search = window.bindery.search;
  const { dialog, field, messages } = search;
  const list = document.getElementById("search.results");
  const message = dialog.querySelector(".search-message");
  const more = dialog.querySelector(".search-more");
  const help = dialog.querySelector(".search-help");
  const body = dialog.querySelector(".search-body");
  const status = dialog.querySelector("[role=status]");

  const step = 10;
  const pageStep = 5;
  const nothing = { total: 0, corrected: [], missing: [], results: [] };
  // In milliseconds. A word of one or two letters is most often going on: its many sections are not worth loading.
  const [typingPause, beginningPause, loadingPause, readingPause] = [60, 250, 400, 600];

  let limit = step;
  // How many the book wants to be listed at all.
  let most = step;
  let asked = 0;
  let shown = { query: "", answer: nothing, links: [] };
  let chosen = -1;
  let hasMoved = false;
  let opensFirst = false;
  // What asks for more results, while it does.
  let growing = null;
  let typing = 0;
  let waiting = 0;
  let settling = 0;

  // ---- Asking

  async function ask() {
    const query = field.value;
    const number = (asked += 1);
    hush();
    if (!query.trim()) {
      show(query, nothing);
      settle();
      return;
    }
    // Nothing flickers: the last answer stays until there is a new one, and only a long wait is spoken of.
    waiting = window.setTimeout(() => say(messages.loading), loadingPause);
    try {
      most = (await search.edition()).manifest.limit;
      const answer = await search.query(query, Math.min(limit, most));
      if (number === asked) show(query, answer);
    } catch (failure) {
      if (number === asked) say(messages.failed);
    }
    if (number !== asked) return;
    window.clearTimeout(waiting);
    settling = window.setTimeout(settle, readingPause);
    // Where the answer did not come, the list is still that of another query.
    if (opensFirst && shown.query === query) openChosen({});
    opensFirst = false;
  }

  // What is about to be said may be what was said before: that is heard only if there was nothing in between.
  function hush() {
    [typing, waiting, settling].forEach((timer) => window.clearTimeout(timer));
    status.textContent = "";
  }

  function say(text) {
    message.textContent = text;
    message.hidden = !text;
  }

  // ---- Showing

  function show(query, answer) {
    const isLonger = query === shown.query && answer.results.length >= shown.links.length;
    const isEmpty = !query.trim();
    const pageOf = (result) => result && result.url.split("#")[0];
    const links = answer.results.map((result, at) => {
      const follows = pageOf(answer.results[at - 1]) === pageOf(result);
      return search.resultLink(result, at, follows, answer.mark);
    });
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...links);
    shown = { query, answer, links };
    list.hidden = links.length === 0;
    more.hidden = links.length >= Math.min(answer.total, most);
    // Of a single letter nothing is expected yet.
    const isBegun = query.trim().length === 1 && links.length === 0;
    help.hidden = !isEmpty && !isBegun;
    field.setAttribute("aria-expanded", String(links.length > 0));
    say(isEmpty || isBegun ? "" : summary());
    if (isLonger && chosen < links.length) {
      choose(Math.max(chosen, links.length ? 0 : -1));
      if (hasMoved) tellChosen();
      return;
    }
    body.scrollTop = 0;
    hasMoved = false;
    choose(links.length ? 0 : -1);
  }

  function summary() {
    const { query, answer } = shown;
    if (answer.total === 0) return /["“”„].*["“”„]/.test(query) ? messages.noPhrase(query.trim()) : messages.none(query.trim());
    const notes = answer.corrected.map(([from, to]) => messages.corrected(from, to)).concat(answer.missing.map(messages.missing));
    return [messages.results(answer.total, most), ...notes].join(", ");
  }

  // The reader has paused: what was found is said, and the address leads back to it.
  function settle() {
    const query = field.value.trim();
    status.textContent = message.textContent;
    tellChosen();
    if (dialog.open) search.address(query);
    window.bindery.remember("sessionStorage", "search", query || null);
  }

  // ---- Choosing

  function choose(number) {
    if (shown.links[chosen]) shown.links[chosen].setAttribute("aria-selected", "false");
    chosen = number;
    if (shown.links[chosen]) shown.links[chosen].setAttribute("aria-selected", "true");
  }

  function tellChosen() {
    if (shown.links[chosen]) field.setAttribute("aria-activedescendant", shown.links[chosen].id);
    else field.removeAttribute("aria-activedescendant");
  }

  function move(number) {
    hasMoved = true;
    choose(number);
    tellChosen();
    if (number === 0) body.scrollTop = 0;
    else shown.links[number].scrollIntoView({ block: "nearest" });
  }

  // Scrolling may already have asked for the same.
  function showMore() {
    if (more.hidden) return null;
    if (limit <= shown.links.length) {
      limit = Math.min(shown.links.length + step, most);
      growing = ask();
    }
    return growing;
  }

  async function onArrowDown() {
    const last = shown.links.length - 1;
    if (chosen === last) await showMore();
    move(chosen + 1 < shown.links.length ? chosen + 1 : 0);
  }

  function target(key) {
    const last = shown.links.length - 1;
    if (key === "ArrowUp") return chosen <= 0 ? last : chosen - 1;
    if (key === "PageDown") return Math.min(last, chosen + pageStep);
    if (key === "PageUp") return Math.max(0, chosen - pageStep);
    // In the text these keys move the cursor, until arrows have led into the list.
    if (key === "Home" && hasMoved) return 0;
    if (key === "End" && hasMoved) return last;
    return undefined;
  }

  function onKey(event) {
    const { key } = event;
    if (event.isComposing || event.altKey) return;
    if (key === "Enter") {
      event.preventDefault();
      enter(event);
      return;
    }
    if (shown.links.length === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (key === "ArrowLeft" || key === "ArrowRight") hasMoved = false;
    if (key !== "ArrowDown" && target(key) === undefined) return;
    event.preventDefault();
    if (key === "ArrowDown") onArrowDown();
    else move(target(key));
  }

  function enter(event) {
    // On a phone the key puts the keyboard away, so that the results can be seen.
    if (!hasMoved && window.matchMedia("(pointer: coarse)").matches) {
      field.blur();
    } else if (field.value !== shown.query) {
      // What was typed last is still on its way.
      opensFirst = true;
      ask();
    } else {
      openChosen(event);
    }
  }

  // ---- Opening a result

  const isAside = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0;

  function openChosen(event) {
    const link = shown.links[chosen];
    if (!link) return;
    if (isAside(event)) {
      leaveMarks(link);
      window.open(link.href, "_blank", "noopener");
    } else {
      link.click();
    }
  }

  function leaveMarks(link) {
    window.bindery.marks.leave(link.href, search.markedWords(shown.links));
  }

  function onClick(event) {
    const link = event.target.closest(".search-result");
    if (!link) return;
    settle();
    leaveMarks(link);
    if (isAside(event)) return;
    const here = new URL(location.href);
    if (link.origin !== here.origin || link.pathname !== here.pathname) return;
    // The section is on this page: the address has to be clean before the link is followed, or the page would be loaded again.
    search.address("");
    dialog.close();
    window.bindery.marks.show(search.markedWords(shown.links));
  }

  // ---- Wiring

  function onInput() {
    limit = step;
    opensFirst = false;
    hush();
    const isBeginning = /(^|\s)\S{1,2}$/.test(field.value);
    typing = window.setTimeout(ask, isBeginning ? beginningPause : typingPause);
  }

  field.addEventListener("input", (event) => {
    if (!event.isComposing) onInput();
  });
  field.addEventListener("compositionend", onInput);
  field.addEventListener("keydown", onKey);
  more.addEventListener("click", () => {
    showMore();
    field.focus();
  });
  body.addEventListener("scroll", () => {
    if (body.scrollTop + body.clientHeight > body.scrollHeight - body.clientHeight / 2) showMore();
  }, { passive: true });
  list.addEventListener("click", onClick);
  list.addEventListener("auxclick", onClick);
  // A press must not take the focus from the field.
  list.addEventListener("mousedown", (event) => {
    if (event.button === 0) event.preventDefault();
  });
  // A pointer that moves chooses; one that rests while results change beneath it does not.
  list.addEventListener("pointermove", (event) => {
    const number = shown.links.indexOf(event.target.closest(".search-result"));
    if (event.pointerType !== "mouse" || number < 0 || number === chosen) return;
    choose(number);
    tellChosen();
  });

  // Called each time the dialog opens: the index may have changed since it was last read.
  search.begin = () => {
    search.prepare(true).catch(() => say(messages.failed));
    ask();
  };

  // In the preview the book changes while it is read.
  window.bindery.updated(() => {
    search.prepare(true).catch(() => undefined);
    if (dialog.open) ask();
  });
})();
