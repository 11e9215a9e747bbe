// The part of a text that says most about a query, and marks in texts.
(() => {
  "use strict";

  const search = window.bindery.search;
  const before = 4;

  // The parts of the excerpt, marked and not in turns, of at most `length` words.
  search.excerpt = (text, forms, length) => {
    const words = search.seen(text, forms);
    const [from, to] = bestWindow(words, Math.max(1, length));
    if (from === to) return [];
    const [isStart, isEnd] = [from === 0, to === words.length];
    const parts = cut(text, isStart ? 0 : words[from].start, isEnd ? text.length : words[to - 1].end, words.slice(from, to));
    if (!isStart) push(parts, "… ", false, true);
    if (!isEnd) push(parts, " …", false);
    return parts;
  };

  // A whole text as parts, marked and not.
  search.marked = (text, forms) => cut(text, 0, text.length, search.seen(text, forms));

  function cut(text, start, end, words) {
    const parts = [];
    let at = start;
    for (const word of words) {
      if (word.matches === 0) continue;
      push(parts, text.slice(at, word.start), false);
      push(parts, text.slice(Math.max(at, word.start), word.end), true);
      at = Math.max(at, word.end);
    }
    push(parts, text.slice(at, end), false);
    return parts;
  }

  function push(parts, text, mark, isFirst) {
    if (!text) return;
    const plain = text.replace(/\n/g, " ");
    const next = isFirst ? parts[0] : parts[parts.length - 1];
    if (next && next.mark === mark) next.text = isFirst ? plain + next.text : next.text + plain;
    else if (isFirst) parts.unshift({ text: plain, mark });
    else parts.push({ text: plain, mark });
  }

  function bestWindow(words, length) {
    let best = [0, Math.min(length, words.length)];
    let most = 0;
    words.forEach(({ matches }, at) => {
      if (matches === 0) return;
      const from = Math.max(0, at - before);
      const to = Math.min(from + length, words.length);
      let bits = 0;
      let count = 0;
      for (let place = from; place < to; place += 1) {
        bits |= words[place].matches;
        if (words[place].matches !== 0) count += 1;
      }
      const value = 16 * ones(bits) + Math.min(15, count);
      if (value > most) [most, best] = [value, [from, to]];
    });
    return best;
  }

  function ones(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count += 1;
    return count;
  }
})();
