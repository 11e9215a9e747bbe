// The words of a text, told apart as in Rust (src/search/words.rs): content/contributing/search.md says how.
(() => {
  "use strict";

  const chunkPattern = /[\p{L}\p{N}\p{M}]+(?:(?:_+|--?|\.|::)[\p{L}\p{N}\p{M}]+)*/gu;
  const runPattern = /[\p{L}\p{N}\p{M}]+/gu;
  const possessive = /[\p{L}\p{N}\p{M}]['’]$/u;
  const notKept = /[^\p{L}\p{N}]/gu;
  const unspaced = "\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u3005-\\u3007\\u3040-\\u30FF\\u3100-\\u312F\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\uFF66-\\uFF9F\\u{20000}-\\u{3FFFF}";
  const partPattern = new RegExp(`([${unspaced}]+)|[^${unspaced}]+`, "gu");
  const joint = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/u;
  const special = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" };
  const longest = 40;

  const fold = (text) => text.normalize("NFKD").replace(notKept, "").toLowerCase().replace(/[ßæœøłđıς]/g, (letter) => special[letter]);

  const length = (text) => (hasSurrogates(text) ? Array.from(text).length : text.length);
  const take = (text, count) => (hasSurrogates(text) ? Array.from(text).slice(0, count).join("") : text.slice(0, count));
  const reverse = (text) => Array.from(text).reverse().join("");
  const hasSurrogates = (text) => /[\ud800-\udfff]/.test(text);

  // The order of code points: UTF-16 has those above U+FFFF, which are pairs of surrogates, too early.
  function compare(one, other) {
    const most = Math.min(one.length, other.length);
    for (let at = 0; at < most; at += 1) {
      const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
      if (a !== b) return rank(a) - rank(b);
    }
    return one.length - other.length;
  }
  const rank = (unit) => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

  // `pieces` are the words in order, each with its place in the text; `wholes` are names made of several pieces: from the piece
  // `from` to the one before `to`.
  function wordsOf(text) {
    const words = { pieces: [], wholes: [] };
    addWords(words, text, 0, text.length);
    return words;
  }

  // Adds the words of a part of the text; no name reaches across its ends.
  function addWords(words, text, start, end) {
    const part = text.slice(start, end);
    for (const match of part.matchAll(chunkPattern)) {
      if (length(match[0]) === 1 && possessive.test(part.slice(Math.max(0, match.index - 3), match.index))) continue;
      addChunk(words, match[0], start + match.index);
    }
  }

  function addChunk(words, chunk, start) {
    const { pieces } = words;
    const number = pieces.length ? pieces[pieces.length - 1].chunk + 1 : 0;
    const first = pieces.length;
    const runs = Array.from(chunk.matchAll(runPattern));
    let hasUnspaced = false;
    for (const run of runs) {
      const firstOfRun = pieces.length;
      const isUnspaced = addRun(pieces, run[0], start + run.index, number);
      if (!isUnspaced) addWhole(words, firstOfRun);
      hasUnspaced = hasUnspaced || isUnspaced;
    }
    if (runs.length > 1 && !hasUnspaced) addWhole(words, first);
  }

  function addWhole({ pieces, wholes }, from) {
    if (pieces.length < from + 2) return;
    const form = pieces.slice(from).map((piece) => piece.form).join("");
    wholes.push({ form: take(form, longest), from, to: pieces.length });
  }

  // Says whether some of the run is of a script without spaces.
  function addRun(pieces, run, start, chunk) {
    let hasUnspaced = false;
    for (const part of run.matchAll(partPattern)) {
      if (part[1]) addPairs(pieces, part[0], start + part.index, chunk);
      else addJoined(pieces, part[0], start + part.index, chunk);
      hasUnspaced = hasUnspaced || Boolean(part[1]);
    }
    return hasUnspaced;
  }

  function addPairs(pieces, part, start, chunk) {
    const folded = [];
    let at = start;
    for (const character of part) {
      const end = at + character.length;
      for (const form of fold(character)) folded.push({ form, start: at, end });
      at = end;
    }
    if (folded.length === 1) pieces.push({ ...folded[0], chunk, isPair: true });
    for (let second = 1; second < folded.length; second += 1) {
      const [a, b] = [folded[second - 1], folded[second]];
      pieces.push({ form: a.form + b.form, start: a.start, end: b.end, chunk, isPair: true });
    }
  }

  function addJoined(pieces, part, start, chunk) {
    let at = start;
    for (const joined of part.split(joint)) {
      const form = take(fold(joined), longest);
      if (form) pieces.push({ form, start: at, end: at + joined.length, chunk, isPair: false });
      at += joined.length;
    }
  }

  window.bindery.search.analysis = { longest, fold, length, take, reverse, compare, wordsOf, addWords };
})();
