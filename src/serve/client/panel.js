// The findings of the checks, over the page and apart from it: an element beside <body> with a shadow root, so that neither the theme's
// styles nor its scripts meet it. There is none while there is nothing to say.

function createPanel(styles, showBlock) {
  let findings = { total: 0, stale: false, provisional: false, items: [] };
  let isAway = false;
  let awaySoon = 0;
  let drawn = null;
  let counted = "";
  let isOpen = recall("open") === "yes";
  let isAll = recall("all") === "yes";

  const said = make("p", { className: "said", role: "status" });
  const badge = make("button", { className: "badge", type: "button", "aria-controls": "findings", onclick: () => open(true) });
  const heading = make("h2", {});
  const note = make("p", { className: "note" });
  const here = make("button", { type: "button", onclick: () => filter(false) });
  const all = make("button", { type: "button", onclick: () => filter(true) });
  const choice = make("div", { className: "choice", role: "group", "aria-label": "Which findings are listed" }, here, all);
  const close = make("button", { className: "close", type: "button", "aria-label": "Close the list of findings", onclick: () => open(false) }, "×");
  const list = make("ul", { className: "list", role: "list" });
  const more = make("p", { className: "more" });
  const region = make(
    "section",
    { className: "panel", id: "findings", tabIndex: -1, "aria-label": "Findings of the checks" },
    make("header", {}, heading, choice, close), note, make("div", { className: "scroll" }, list, more),
  );
  region.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    open(false);
  });
  // The panel speaks English in a book of any language.
  const host = make("bindery-preview", { lang: "en", dir: "ltr", hidden: true });

  // The styles are asked for while the server is there, because the panel is also what says that it is not. Nothing is seen without them.
  const sheet = new CSSStyleSheet();
  let loaded = null;

  function load() {
    if (loaded) return;
    loaded = fetch(styles).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))));
    loaded.then(
      (text) => {
        sheet.replaceSync(text);
        host.hidden = false;
      },
      () => (loaded = null),
    );
  }

  function attach() {
    load();
    if (host.shadowRoot) return;
    const shadow = host.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(badge, region, said);
    document.documentElement.append(host);
  }

  function open(wanted) {
    isOpen = wanted;
    remember("open", isOpen ? "yes" : null);
    draw();
    if (isOpen) region.focus();
    else if (!badge.hidden) badge.focus();
  }

  function filter(wanted) {
    isAll = wanted;
    remember("all", isAll ? "yes" : null);
    draw();
  }

  // ---- Drawing

  function draw() {
    const { total, stale, provisional, items } = findings;
    if (total > 0 || stale || provisional || isAway || host.shadowRoot) attach();
    const own = items.filter((item) => item.here);
    const shown = isAll || own.length === 0 ? items : own;

    badge.hidden = isOpen || !(total > 0 || stale || isAway);
    badge.setAttribute("aria-expanded", String(isOpen));
    badge.dataset.level = stale || items.some((item) => item.level === "error") ? "error" : total > 0 ? "warning" : "none";
    badge.textContent = [isAway && "Not connected", stale && "Not up to date", total > 0 && count(total)].filter(Boolean).join(" · ");

    region.hidden = !isOpen;
    heading.textContent = total > 0 ? count(total) : "No findings";
    note.textContent = states(stale, provisional).join(" ");
    note.hidden = !note.textContent;
    choice.hidden = own.length === 0 || own.length === total;
    here.textContent = `This page ${own.length}`;
    here.setAttribute("aria-pressed", String(shown === own));
    all.textContent = `Whole book ${total}`;
    all.setAttribute("aria-pressed", String(shown !== own));
    drawList(shown);
    more.hidden = items.length >= total || shown === own;
    more.textContent = `The first ${items.length} of ${total}. For all of them run: bindery check`;
    retitle();
  }

  function states(stale, provisional) {
    return [
      isAway && "The preview server does not answer; this page is asking for it until it does.",
      stale && "The book cannot be built as it is now. You see the last good one.",
      provisional && "The book is still being read: some links and parts of the navigation may be missing.",
    ].filter(Boolean);
  }

  function drawList(items) {
    const text = JSON.stringify(items);
    if (text === drawn) return;
    drawn = text;
    const focused = host.shadowRoot && host.shadowRoot.activeElement;
    const name = focused && list.contains(focused) ? focused.dataset.name : null;
    list.replaceChildren(...items.map(drawItem));
    if (name) (Array.from(list.querySelectorAll("[data-name]")).find((one) => one.dataset.name === name) || region).focus();
  }

  function drawItem(item) {
    const level = item.level === "error" ? "Error" : "Warning";
    return make(
      "li",
      { className: "finding", "data-level": item.level },
      make("p", { className: "message" }, make("span", { className: "level" }, level), " ", ...inline(item.message)),
      make("p", { className: "where" }, place(item), item.block === null ? null : show(item), make("span", { className: "code" }, item.code)),
      item.source === null || item.source === undefined ? null : source(item),
      item.label ? make("p", { className: "label" }, ...inline(item.label)) : null,
      item.suggestions.some((one) => !(item.label || "").includes("`" + one + "`")) ? make("p", { className: "help" }, "Instead: ", ...spaced(item.suggestions.map((one) => make("code", {}, one)))) : null,
      ...item.help.map((sentence) => make("p", { className: "help" }, ...inline(sentence))),
    );
  }

  function place({ file, line, column, open, code }) {
    if (!file) return null;
    const where = line ? `${file}:${line}` : file;
    const text = column ? `${where}:${column}` : where;
    const name = `${text} ${code} place`;
    if (open) return make("a", { className: "place", href: open, "data-name": name, title: "Open in the editor" }, text);
    return make("button", { className: "place", type: "button", "data-name": name, title: `Copy ${where}`, onclick: (event) => copy(where, event.currentTarget) }, text);
  }

  function show({ block, file, line, column, code }) {
    const name = `${file}:${line}:${column} ${code} show`;
    return make("button", { className: "show", type: "button", "data-name": name, onclick: () => showBlock(block) }, "Show on page");
  }

  // The line with what is meant underlined; of a long line, what is around that.
  function source({ line, source: text, mark }) {
    const letters = Array.from(text);
    const from = mark ? mark[0] : 0;
    const to = mark ? Math.min(Math.max(mark[1], from + 1), from + 120) : 0;
    const [start, end] = [from > 70 ? from - 50 : 0, Math.max(to + 70, 140)];
    const piece = (first, last) => letters.slice(first, last).join("");
    return make(
      "pre",
      { className: "source" },
      make("span", { className: "number", "aria-hidden": "true" }, String(line)),
      make(
        "code", {}, start > 0 ? "…" : null, piece(start, from), mark ? make("mark", {}, piece(from, to) || " ") : null, piece(to, end),
        letters.length > end ? "…" : null,
      ),
    );
  }

  // What stands between backticks is code.
  function inline(text) {
    return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? make("code", {}, part) : part));
  }

  function copy(text, button) {
    const shown = button.textContent;
    copyText(text).then(
      () => answer("Copied"),
      () => answer("Copying is not allowed here"),
    );
    function answer(word) {
      button.textContent = word;
      said.textContent = `${word}: ${text}`;
      setTimeout(() => (button.textContent = shown), 1400);
    }
  }

  function copyText(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // Served to another machine over plain HTTP: the older way.
    const field = make("textarea", { className: "said", value: text });
    const focused = host.shadowRoot.activeElement;
    host.shadowRoot.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("copying is not allowed here"));
  }

  // The count stands before the title, in the text that the page's own title is in.
  function retitle() {
    const title = document.querySelector("head > title");
    const text = title && title.firstChild;
    if (!text) return;
    const plain = text.data.startsWith(counted) ? text.data.slice(counted.length) : text.data;
    counted = findings.total > 0 ? `(${findings.total}) ` : "";
    if (text.data !== counted + plain) text.data = counted + plain;
  }
  return {
    show(news) {
      const changed = news.total !== findings.total;
      findings = news;
      draw();
      if (changed) said.textContent = news.total > 0 ? count(news.total) : "No findings";
    },
    // A restart of the server is over before anybody needs to hear of it.
    away(now) {
      if (!now) {
        load();
        clearTimeout(awaySoon);
        awaySoon = 0;
        if (isAway) {
          isAway = false;
          draw();
        }
      } else if (!awaySoon) {
        awaySoon = setTimeout(() => {
          isAway = true;
          draw();
        }, 1500);
      }
    },
    retitle,
  };

  function count(number) {
    return number === 1 ? "1 finding" : `${number} findings`;
  }

  function spaced(nodes) {
    return nodes.flatMap((node, index) => (index > 0 ? [", ", node] : [node]));
  }

  function recall(name) {
    try {
      return sessionStorage.getItem(`bindery-preview-${name}`);
    } catch (refused) {
      return null;
    }
  }

  function remember(name, value) {
    try {
      if (value === null) sessionStorage.removeItem(`bindery-preview-${name}`);
      else sessionStorage.setItem(`bindery-preview-${name}`, value);
    } catch (refused) {
      // Storage is closed to this page: the panel begins closed on the next one.
    }
  }
}

// An element with properties, attributes (those with a dash, and role) and children; a child that is null is left out.
function make(name, properties, ...children) {
  const element = document.createElement(name);
  Object.entries(properties).forEach(([key, value]) => {
    if (key === "role" || key.includes("-")) element.setAttribute(key, value);
    else element[key] = value;
  });
  element.append(...children.filter((child) => child !== null));
  return element;
}
