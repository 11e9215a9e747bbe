// Makes the pristine tree equal to a newer one and does the same to the live nodes, and no more than that: what is alike stays the
// same node, and an attribute or a text changes only where the newer page was written otherwise.
//
// Scripts of the theme may have wrapped live nodes or put others among them. Those are never looked at: a live node is found from
// its pristine one, and its place by climbing to the child of the live parent.

class NeedsReload extends Error {}

// What one update did: `became` leads from nodes of the newer page to those that stand for them, `touched` holds live elements. `body` are
// the nodes that belong in front of the newer page's <bindery-body>.
function newChange() {
  return { became: new Map(), touched: new Set(), body: [] };
}

function morph(old, now, change) {
  if (old === now || old.nodeName === mark || same(old, now)) return;
  if (isScript(old) || isScript(now)) throw new NeedsReload("a script changed");
  if (old.nodeType !== 1) return morphText(old, now, change);
  if (isStyleSheet(old) && old.getAttribute("href") !== now.getAttribute("href")) return swapStyleSheet(old, now);
  morphAttributes(old, now, change);
  const wanted = Array.from(now.childNodes);
  const place = wanted.findIndex((node) => node.nodeName === mark);
  if (place >= 0) wanted.splice(place, 0, ...change.body);
  morphChildren(old, wanted, change);
}

function morphText(old, now, change) {
  const node = live.get(old);
  const [was, is] = [old.data, now.data];
  old.data = is;
  if (node.data === was) {
    // Only the letters that changed, so that a selection beside them stays.
    const most = Math.min(was.length, is.length);
    let from = 0;
    while (from < most && was[from] === is[from]) from += 1;
    let tail = 0;
    while (tail < most - from && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail += 1;
    node.replaceData(from, was.length - from - tail, is.slice(from, is.length - tail));
  } else {
    node.data = is;
  }
  if ((was + is).trim()) touch(node, change);
}

function touch(node, change) {
  const element = node.nodeType === 1 ? node : node.nodeType === 3 && node.parentElement;
  if (element) change.touched.add(element);
}

function morphAttributes(old, now, change) {
  const node = live.get(old);
  const names = new Set(Array.from(old.attributes).concat(Array.from(now.attributes)).map(({ name }) => name));
  names.forEach((name) => {
    const [was, is] = [old.getAttribute(name), now.getAttribute(name)];
    if (was === is) return;
    change.touched.add(node);
    if (name === "class") morphClasses(node, was || "", is || "");
    else setAttribute(node, name, now);
    setAttribute(old, name, now);
    if (name === "checked") node.checked = is !== null;
    if (name === "value" && "value" in node) node.value = is || "";
  });
}

// The attribute's own node is copied: a parser allows names that setAttribute refuses, and knows namespaces.
function setAttribute(node, name, from) {
  const attribute = from.getAttributeNode(name);
  if (attribute) node.setAttributeNode(node.ownerDocument.importNode(attribute));
  else node.removeAttribute(name);
}

function morphClasses(node, was, is) {
  const words = (text) => text.split(/\s+/).filter(Boolean);
  node.classList.remove(...words(was).filter((word) => !words(is).includes(word)));
  node.classList.add(...words(is));
  if (!is && node.classList.length === 0) node.removeAttribute("class");
}

// The old sheet goes when the new one is there, so that the page is never without.
function swapStyleSheet(old, now) {
  const before = live.get(old);
  const after = document.importNode(now, true);
  Array.from(now.attributes).forEach(({ name }) => setAttribute(old, name, now));
  live.set(old, after);
  replaceLoaded(before, after);
}

const outdated = new WeakMap();

function replaceLoaded(before, after) {
  // Whichever of several quick changes is there first takes all older ones away.
  outdated.set(after, [before].concat(outdated.get(before) || []));
  after.onload = after.onerror = () => outdated.get(after).forEach((sheet) => sheet.remove());
  before.after(after);
}

// ---- Children: which are which, then each to its place

function morphChildren(parent, wanted, change) {
  const old = Array.from(parent.childNodes);
  const { partners, still } = match(old, wanted);
  const used = new Set(partners);
  old.forEach((node) => {
    if (!used.has(node)) drop(node);
  });
  let last = null;
  wanted.forEach((now, index) => {
    const partner = partners[index];
    const node = partner || inert.adoptNode(now);
    if (!partner || !still.has(partner)) {
      parent.insertBefore(node, last ? last.nextSibling : parent.firstChild);
      if (!partner) insert(node, change);
      else if (live.has(node)) seat(node, live.get(node));
    }
    change.became.set(now, node);
    if (partner) morph(partner, now, change);
    last = node;
  });
}

// For each wanted node the old one that becomes it, or undefined; and those old nodes that need not move. A wanted node that is an
// old one becomes itself.
function match(old, wanted) {
  const kept = new Set(wanted.filter((now) => old.length > 0 && now.parentNode === old[0].parentNode));
  const partners = wanted.map((now) => (kept.has(now) ? now : undefined));
  const alike = (o, w) => old[o] === wanted[w] || (!kept.has(old[o]) && !kept.has(wanted[w]) && same(old[o], wanted[w]));
  let start = 0;
  while (start < old.length && start < wanted.length && alike(start, start)) partners[start] = old[start++];
  let end = 0;
  while (end < old.length - start && end < wanted.length - start && alike(old.length - 1 - end, wanted.length - 1 - end)) {
    end += 1;
    partners[wanted.length - end] = old[old.length - end];
  }
  const places = new Map(old.map((node, index) => [node, index]));
  const free = old.slice(start, old.length - end);
  const open = wanted.map((_, index) => index).slice(start, wanted.length - end);
  pairBy(print, free, wanted, open, partners);
  pairBy(key, free, wanted, open, partners);

  const found = open.filter((index) => partners[index]);
  const still = new Set(increasing(found.map((index) => places.get(partners[index]))).map((place) => old[place]));
  pairGaps(old, start, old.length - end, wanted, open, partners, still);
  partners.forEach((node, index) => {
    if (index < start || index >= wanted.length - end) still.add(node);
  });
  return { partners, still };
}

// Pairs nodes for which `of` says the same, first come, first served; those for which it says nothing are left alone.
function pairBy(of, free, wanted, open, partners) {
  const taken = new Set(partners);
  const waiting = new Map();
  free.forEach((node) => {
    const word = of(node);
    if (!word || taken.has(node)) return;
    if (!waiting.has(word)) waiting.set(word, []);
    waiting.get(word).push(node);
  });
  open.forEach((index) => {
    if (!partners[index]) partners[index] = (waiting.get(of(wanted[index])) || []).shift();
  });
}

// Between nodes that stay where they are, old and wanted nodes of the same kind are paired in their order.
function pairGaps(old, from, to, wanted, open, partners, still) {
  const taken = new Set(partners);
  let gap = [];
  const fill = () => {
    let limit = from;
    while (limit < to && !still.has(old[limit])) limit += 1;
    const rest = old.slice(from, limit).filter((node) => !taken.has(node));
    gap.forEach((index) => {
      const at = rest.findIndex((node) => kind(node) === kind(wanted[index]));
      if (at < 0) return;
      partners[index] = rest[at];
      still.add(rest[at]);
      rest.splice(0, at + 1);
    });
    from = limit + 1;
    gap = [];
  };
  open.forEach((index) => {
    if (partners[index] && still.has(partners[index])) fill();
    else if (!partners[index]) gap.push(index);
  });
  fill();
}

// The longest increasing run of numbers, not necessarily side by side.
function increasing(numbers) {
  const ends = [];
  const previous = numbers.map(() => -1);
  numbers.forEach((number, index) => {
    let at = ends.findIndex((end) => numbers[end] > number);
    if (at < 0) at = ends.length;
    previous[index] = at > 0 ? ends[at - 1] : -1;
    ends[at] = index;
  });
  const run = [];
  for (let at = ends.length ? ends[ends.length - 1] : -1; at >= 0; at = previous[at]) run.unshift(numbers[at]);
  return run;
}

function same(one, other) {
  if (one === other) return true;
  // Equality of nodes does not look into templates.
  return one.isEqualNode(other) && !(one.nodeType === 1 && (one.localName === "template" || one.querySelector("template")) && one.outerHTML !== other.outerHTML);
}

// What is exactly alike has the same print. White space has none: it goes with its neighbours.
function print(node) {
  if (node.nodeType === 1) return node.outerHTML;
  return node.data.trim() ? `${node.nodeName} ${node.data}` : null;
}

// What a node is about, whatever it says: its id, or where an entry of a list leads.
function key(node) {
  if (node.nodeType !== 1) return null;
  if (node.localName === "li") return entry(node);
  return node.id ? `${node.nodeName}#${node.id}` : null;
}

// Only nodes of one kind can become each other. The first class counts: it says what an element is, and scripts go by it.
function kind(node) {
  if (node.nodeType !== 1) return node.nodeName;
  if (node.localName === "li") return entry(node) || "LI";
  if (node.localName === "link") return `LINK ${node.rel}`;
  if (node.localName === "meta") return `META ${node.name} ${node.getAttribute("property")}`;
  if (node.localName === "script" || node.localName === "template") return `${node.outerHTML}`;
  return `${node.namespaceURI} ${node.nodeName} ${node.classList[0]}`;
}

function entry(item) {
  const link = item.querySelector(":scope > a[href]");
  return link && `LI ${link.getAttribute("href")}`;
}

function isScript(node) {
  return node.localName === "script" && /^$|module|javascript|ecmascript/i.test(node.type);
}

function isStyleSheet(node) {
  return node.localName === "link" && node.relList.contains("stylesheet");
}

function holdsScript(node) {
  return node.nodeType === 1 && (isScript(node) || Array.from(node.querySelectorAll("script")).some(isScript));
}

// ---- The live side of one node

function insert(pristine, change) {
  if (pristine.nodeName === mark) return;
  // A script that comes by an update does not run, and one that went has run: only loading the page anew is right.
  if (holdsScript(pristine)) throw new NeedsReload("a script came");
  if (change.body.length > 0 && pristine.nodeType === 1 && pristine.querySelector(mark)) throw new NeedsReload("the body has a new place");
  const node = liveOf(pristine);
  seat(pristine, node);
  if (node.nodeType === 1 || node.data.trim()) touch(node, change);
}

function drop(pristine) {
  if (holdsScript(pristine)) throw new NeedsReload("a script went");
  let node = live.get(pristine);
  if (node) {
    // With what a script wrapped around it and nothing else.
    const home = live.get(pristine.parentNode);
    const others = [neighbour(pristine, "previousSibling"), neighbour(pristine, "nextSibling")].filter(Boolean);
    const isWrapper = (element) => element && element !== home && home.contains(element) && !others.some((other) => element.contains(other));
    while (isWrapper(node.parentNode)) node = node.parentNode;
    node.remove();
  }
  pristine.remove();
}

// Puts a live node where its pristine one stands.
function seat(pristine, node) {
  let home = live.get(pristine.parentNode);
  const [before, after] = [neighbour(pristine, "previousSibling"), neighbour(pristine, "nextSibling")];
  for (;;) {
    const [left, right] = [climb(before, home), climb(after, home)];
    if (!left || left !== right) {
      home.insertBefore(node, left ? left.nextSibling : right);
      return;
    }
    // A script put both into a wrapper.
    home = left;
  }
}

// The live node of the nearest sibling that is still somewhere in the live parent.
function neighbour(pristine, direction) {
  const home = live.get(pristine.parentNode);
  let sibling = pristine[direction];
  while (sibling && !(live.has(sibling) && home.contains(live.get(sibling)))) sibling = sibling[direction];
  return sibling ? live.get(sibling) : null;
}

function climb(node, home) {
  while (node && node.parentNode !== home) node = node.parentNode;
  return node;
}
