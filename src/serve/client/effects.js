// What goes with an update: the reader's place is kept, pictures are loaded anew, what changed lights up, and blocks with findings are marked.

// ---- The place scrolled to

// Remembers where the things in the window stand. Called again after the update, it scrolls so that the topmost of those that are
// still there stands where it stood. At the very top of the page nothing is held.
function holdScroll() {
  if (window.scrollY <= 0) return () => {};
  const tops = inWindow(live.get(placeOf(page).parentNode)).map((element) => [element, element.getBoundingClientRect().top]);
  const root = document.documentElement;
  // Not every browser does this by itself, and one that does must not do it twice.
  root.style.overflowAnchor = "none";
  return () => {
    const [element, top] = tops.find(([one]) => one.isConnected && one.getClientRects().length > 0) || [];
    if (element) window.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
    requestAnimationFrame(() => {
      root.style.overflowAnchor = "";
      if (!root.getAttribute("style")) root.removeAttribute("style");
    });
  };
}

// Elements whose upper edge is in the window, the topmost first; inside one that begins above the window, the first such.
function inWindow(parent) {
  const found = [];
  for (const child of parent.children) {
    const { top, bottom } = child.getBoundingClientRect();
    if (top >= window.innerHeight || found.length > 40) break;
    if (top >= 0 && bottom > top) found.push(child);
    else if (bottom > 0) found.push(...inWindow(child));
  }
  return found;
}

// ---- Files that changed behind an address that stayed

const loaders = "img, source, video, audio, track, embed, object, iframe, input[type=image], image, feImage, use, link[rel~=icon], link[rel~=stylesheet]";

function refresh(path) {
  const stamp = (reference) => {
    const url = new URL(reference, document.baseURI);
    if (url.origin !== location.origin || decodeURI(url.pathname) !== decodeURI(path)) return reference;
    url.searchParams.set("changed", Date.now());
    return url.href;
  };
  let found = false;
  document.querySelectorAll(loaders).forEach((element) => {
    ["src", "srcset", "poster", "data", "href", "xlink:href"].forEach((name) => {
      const before = element.getAttribute(name);
      if (!before) return;
      const after = name === "srcset" ? before.replace(/[^\s,]\S*[^\s,]/g, stamp) : stamp(before);
      if (after === before) return;
      found = true;
      if (element.matches("link[rel~=stylesheet]")) renewStyleSheet(element, after);
      else element.setAttribute(name, after);
    });
  });
  // A picture that a style sheet shows has no element to change.
  if (!found && isNamedInStyles(path.slice(path.lastIndexOf("/") + 1))) reload();
}

function renewStyleSheet(before, href) {
  const after = before.cloneNode();
  after.href = href;
  page.root.querySelectorAll("link").forEach((link) => {
    if (live.get(link) === before) live.set(link, after);
  });
  replaceLoaded(before, after);
}

function isNamedInStyles(name) {
  const says = (rule) => rule.cssText.includes(name);
  return Array.from(document.styleSheets).some((sheet) => {
    try {
      return Array.from(sheet.cssRules).some(says);
    } catch (foreign) {
      return false;
    }
  });
}

// ---- What changed lights up

// Of live elements, those inside `within` that are in no other of them.
function outermost(elements, within) {
  const inside = new Set(Array.from(elements).filter((element) => element !== within && within.contains(element)));
  return Array.from(inside).filter((element) => {
    for (let at = element.parentElement; at; at = at.parentElement) if (inside.has(at)) return false;
    return true;
  });
}

function flash(element) {
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const frame = (colour) => ({ outline: `2px solid ${colour}`, outlineOffset: "5px" });
  element.animate([frame("#2f8c99"), frame("#2f8c9900")], { duration: 600, easing: "ease-in" });
}

// ---- Blocks with findings: a bar beside them, which moves nothing

const marks = new CSSStyleSheet();
marks.replaceSync(`
  [data-bindery-finding] { --bindery-finding: #b8770b; }
  [data-bindery-finding="error"] { --bindery-finding: #cf3338; }
  @media screen {
    [data-bindery-finding] { box-shadow: -9px 0 0 1px var(--paper, Canvas), -13px 0 var(--bindery-finding); }
    [dir="rtl"] [data-bindery-finding] { box-shadow: 9px 0 0 1px var(--paper, Canvas), 13px 0 var(--bindery-finding); }
  }
  @media screen and (forced-colors: active) {
    [data-bindery-finding] { outline: 2px solid Mark; outline-offset: 4px; }
  }
`);

function markBlocks(items) {
  if (!document.adoptedStyleSheets.includes(marks)) document.adoptedStyleSheets = document.adoptedStyleSheets.concat(marks);
  const levels = new Map();
  items.forEach(({ block, level }) => {
    const element = blockElement(block);
    if (element && levels.get(element) !== "error") levels.set(element, level);
  });
  document.querySelectorAll("[data-bindery-finding]").forEach((element) => {
    if (!levels.has(element)) element.removeAttribute("data-bindery-finding");
  });
  levels.forEach((level, element) => element.setAttribute("data-bindery-finding", level));
}

function blockElement(number) {
  const block = (page.blocks && page.blocks[number]) || [];
  return block.map((node) => live.get(node)).find((node) => node.nodeType === 1 && node.isConnected);
}

function showBlock(number) {
  const element = blockElement(number);
  if (!element) return;
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isNarrow = window.matchMedia("(max-width: 40em)").matches;
  element.scrollIntoView({ block: isNarrow ? "start" : "center", behavior: isStill ? "instant" : "smooth" });
  flash(element);
}
