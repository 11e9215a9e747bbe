// What a query asks for, before anything is looked up.
(() => {
  "use strict";

  const search = window.bindery.search;
  const { take, addWords, longest } = search.analysis;
  const longestQuery = 400;
  const mostWords = 16;

  // `words` are those that sections are to have, each once; `all` are all of the query's words in order; `phrases` the words of each phrase; `names`
  // those that are written in one; `joined` words that stand for several of the query's, by their positions in `words`.
  search.readQuestion = (query, { manifest, stop }) => {
    const text = take(query, longestQuery);
    const read = { pieces: [], wholes: [] };
    const inPhrase = [];
    const phrases = [];
    for (const { start, end, isQuoted } of parts(text)) {
      const first = read.pieces.length;
      addWords(read, text, start, end);
      while (inPhrase.length < read.pieces.length) inPhrase.push(isQuoted);
      const phrase = read.pieces.slice(first, Math.max(first, mostWords)).map((piece) => piece.form);
      if (isQuoted && phrase.length) phrases.push(phrase);
    }
    read.pieces.splice(mostWords);
    const asked = read.pieces.map(({ form, isPair }, at) => ({ form, isPair, inPhrase: inPhrase[at], isOpen: false }));
    const last = asked[asked.length - 1];
    if (last) last.isOpen = manifest.prefix && !last.inPhrase && read.pieces[asked.length - 1].end === text.length;
    const words = contentWords(asked, stop);
    const names = read.wholes.filter(({ to }) => to <= read.pieces.length).map(({ form }) => form);
    return { words, all: read.pieces.map(({ form }) => form), phrases, names, joined: joined(read, words) };
  };

  // The parts of a query, every second one in quotation marks.
  function parts(text) {
    const marks = Array.from(text.matchAll(/["“”„]/g), (match) => match.index);
    if (marks.length % 2 === 1) marks.pop();
    const starts = [0, ...marks.map((mark) => mark + 1)];
    const ends = [...marks, text.length];
    return starts.map((start, number) => ({ start, end: ends[number], isQuoted: number % 2 === 1 }));
  }

  function contentWords(asked, stop) {
    const saysSomething = (word) => word.inPhrase || !stop.has(word.form);
    const content = new Map();
    for (const word of asked.some(saysSomething) ? asked.filter(saysSomething) : asked) {
      const before = content.get(word.form);
      if (!before) {
        content.set(word.form, { ...word });
      } else {
        before.isOpen = word.isOpen;
        before.inPhrase = before.inPhrase || word.inPhrase;
      }
    }
    return Array.from(content.values());
  }

  // The names that are written in one, and every two words that may be written in one.
  function joined({ pieces, wholes }, words) {
    const positions = (some) => some.map((piece) => words.findIndex((word) => word.form === piece.form)).filter((position) => position >= 0);
    const found = wholes
      .filter(({ to }) => to <= pieces.length)
      .map(({ form, from, to }) => ({ form, words: positions(pieces.slice(from, to)) }));
    pieces.forEach((two, at) => {
      const one = pieces[at - 1];
      if (!one || one.chunk === two.chunk || one.isPair || two.isPair) return;
      found.push({ form: take(one.form + two.form, longest), words: positions([one, two]) });
    });
    return found;
  }
})();
