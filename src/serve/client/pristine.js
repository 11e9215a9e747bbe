// The page as the server wrote it, kept beside the page in the window.
//
// The pristine tree is a copy that no script and no reader ever touches; each of its nodes knows the live node it stands for. Where
// the body ends, at the place of the preview's own script, it has an element <bindery-body> that stands for nothing.

const mark = "BINDERY-BODY";
const inert = document.implementation.createHTMLDocument("");
const live = new WeakMap();

function pair(pristine, node) {
  live.set(pristine, node);
  let other = node.firstChild;
  for (let child = pristine.firstChild; child && other; child = child.nextSibling) {
    pair(child, other);
    other = other.nextSibling;
  }
}

// In a document of its own a copy loads no picture and runs no script.
function pristineOf(node) {
  const copy = inert.importNode(node, true);
  pair(copy, node);
  return copy;
}

// A live node for a pristine one that the window does not have yet.
function liveOf(pristine) {
  const node = document.importNode(pristine, true);
  pair(pristine, node);
  const place = pristine.nodeType === 1 && pristine.querySelector(mark);
  if (place) {
    live.get(place).remove();
    live.delete(place);
  }
  return node;
}

// Reads the page down to its script, which is the last thing that has been parsed, and takes the script out. The rest is read
// by `finish`, once it is parsed and before deferred scripts change anything.
function openPage(script) {
  const before = script.previousSibling;
  const root = pristineOf(document.documentElement);
  let place = root;
  while (place.lastChild) place = place.lastChild;
  const own = place;
  place = inert.createElement(mark);
  own.replaceWith(place);
  script.remove();

  // What scripts in the head did to <html> cannot be told from what was written there; the first new frame says.
  scriptable(root).forEach((attribute) => root.removeAttributeNode(attribute));

  return { root, before, settled: false, version: script.dataset.page, whole: "whole" in script.dataset, blocks: null };
}

function finish(page) {
  let last = page.before;
  for (let at = placeOf(page).parentNode; at; at = at.parentNode) {
    let next = last ? last.nextSibling : live.get(at).firstChild;
    for (; next; next = next.nextSibling) at.appendChild(pristineOf(next));
    last = live.get(at);
  }
}

function scriptable(root) {
  return Array.from(root.attributes).filter(({ name }) => /^(class|style|data-.*)$/.test(name));
}

function placeOf(page) {
  return page.root.querySelector(mark);
}

// The nodes before the place of the script: those of the body, and before them what the template writes in front of it.
function nodesBefore(page) {
  const nodes = [];
  for (let node = placeOf(page).previousSibling; node; node = node.previousSibling) nodes.unshift(node);
  return nodes;
}

// The last of `nodes`, cut into blocks by the names that they must have; null where they have others.
function fit(nodes, names) {
  let at = nodes.length - names.reduce((sum, block) => sum + block.length, 0);
  if (at < 0) return null;
  const blocks = names.map((block) => nodes.slice(at, (at += block.length)));
  return blocks.every((block, b) => block.every((node, n) => node.nodeName === names[b][n])) ? blocks : null;
}

// The nodes of a block's HTML, as they are parsed in the place of the body.
function parseBlock(page, html) {
  const holder = inert.createElement(placeOf(page).parentNode.localName);
  holder.innerHTML = html;
  return Array.from(asScripted(holder).childNodes);
}

function parsePage(html) {
  return asScripted(new DOMParser().parseFromString(html, "text/html").documentElement);
}

// Where scripts run, what is inside <noscript> is text; parsed apart from the window it is elements.
function asScripted(root) {
  root.querySelectorAll("noscript").forEach((part) => {
    part.textContent = part.innerHTML;
  });
  return root;
}
