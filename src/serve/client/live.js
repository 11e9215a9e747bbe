// The browser's half of `bindery serve`: tells the server what the window shows, and does to the page what the server answers.

const self = document.currentScript;
const client = new URL(self.src).search.slice(1);
const address = new URL(self.dataset.socket, self.src).href.replace(/^http/, "ws");
const panel = createPanel(self.src.replace("live.js", "live.css"), showBlock);
const page = openPage(self);
const place = "<bindery-body></bindery-body>";

// ---- The socket: there again by itself whenever the server is

let socket = null;
let pause = 0;
let retry = 0;

function connect() {
  clearTimeout(retry);
  if (socket) return;
  socket = new WebSocket(address);
  socket.onopen = () => {
    panel.away(false);
    hello();
  };
  socket.onmessage = ({ data }) => {
    // A server that only opens sockets and closes them again is not back.
    pause = 0;
    receive(JSON.parse(data));
  };
  socket.onclose = () => {
    socket = null;
    panel.away(true);
    pause = Math.min(2000, pause * 2 || 50);
    retry = setTimeout(connect, pause);
  };
}

function disconnect() {
  clearTimeout(retry);
  if (!socket) return;
  socket.onopen = socket.onmessage = socket.onclose = null;
  socket.close();
  socket = null;
}

function send(message) {
  if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function hello() {
  const nodes = nodesBefore(page).map((node) => node.nodeName);
  send({ hello: { address: location.pathname, page: page.version, client, nodes } });
}

function receive(message) {
  if (message.reload) reload();
  if (message.blocks) {
    page.blocks = fit(nodesBefore(page), message.blocks);
    if (!page.blocks) send({ whole: true });
  }
  if (message.update) update(message.update);
  if (message.findings) {
    panel.show(message.findings);
    markBlocks(message.findings.items);
  }
}

// A second after it was loaded at the soonest: whatever goes wrong, the window does not flicker.
function reload() {
  disconnect();
  setTimeout(() => location.reload(), Math.max(0, 1000 - performance.now()));
}

// ---- Updates

function update(news) {
  const change = newChange();
  const hold = holdScroll();
  try {
    if (!apply(news, change)) {
      send({ whole: true });
      return;
    }
  } catch (problem) {
    if (!(problem instanceof NeedsReload)) console.error(problem);
    reload();
    return;
  }
  page.version = news.page;
  (news.refreshed || []).forEach(refresh);
  panel.retitle();
  // Scripts of the theme run now, so that the place scrolled to is kept over what they do as well.
  document.dispatchEvent(new CustomEvent("bindery:update", { detail: { nodes: outermost(change.touched, document.body) } }));
  hold();
  outermost(change.touched, live.get(placeOf(page).parentNode)).forEach(flash);
}

// False where the update does not fit what the window has; then nothing has been changed.
function apply(news, change) {
  if (news.whole || (news.frame && !news.frame.includes(place))) {
    applyWhole(news, change);
    return true;
  }
  if (!news.frame && !news.blocks) return true;
  if (!page.blocks) return false;
  const blocks = news.blocks ? newBlocks(news.blocks) : page.blocks;
  if (!blocks) return false;
  if (news.frame) applyFrame(parsePage(news.frame), blocks.flat(), change);
  else applyBody(blocks.flat(), change);
  page.blocks = blocks.map((block) => block.map((node) => change.became.get(node) || node));
  return true;
}

// The blocks of the new body: arrays of pristine nodes, some kept and some new. Null where a block is not what the server thinks.
function newBlocks(list) {
  const blocks = [];
  for (const part of list) {
    if (Array.isArray(part)) {
      if (part[1] > page.blocks.length) return null;
      blocks.push(...page.blocks.slice(part[0], part[1]));
    } else {
      const nodes = parseBlock(page, part.html);
      if (nodes.length !== part.nodes) return null;
      blocks.push(nodes);
    }
  }
  return blocks;
}

function applyBody(body, change) {
  const end = placeOf(page);
  const all = Array.from(end.parentNode.childNodes);
  const at = all.indexOf(end);
  morphChildren(end.parentNode, all.slice(0, at - page.blocks.flat().length).concat(body, all.slice(at)), change);
}

// Parsed in one piece as the window parses a page, so that an element left open in one block takes in the next ones here, too.
function applyWhole(news, change) {
  const blocks = news.blocks ? news.blocks.map(({ html }) => html) : [];
  const frame = parsePage(news.frame.replace(place, () => blocks.join("") + place));
  if (!frame.querySelector(mark)) frame.querySelector("body").append(inert.createElement(mark));
  applyFrame(frame, [], change);
  const names = blocks.map((html) => parseBlock(page, html).map((node) => node.nodeName));
  page.blocks = news.blocks && fit(nodesBefore(page), names);
}

function applyFrame(frame, body, change) {
  if (!page.settled) {
    page.settled = true;
    scriptable(frame).forEach(({ name }) => setAttribute(page.root, name, frame));
  }
  change.body = body;
  // Now it differs from the old one's, so that the morph comes here even if nothing around it changed.
  if (body.length > 0) frame.querySelector(mark).setAttribute("holds", "body");
  morph(page.root, frame, change);
}

// ---- Start: connected once the page is read and before deferred scripts run

document.addEventListener("readystatechange", () => {
  finish(page);
  connect();
}, { once: true });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && document.readyState !== "loading") connect();
});
window.addEventListener("online", connect);
// A page with a socket is not kept for the way back.
window.addEventListener("pagehide", disconnect);
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) connect();
});
