// Which sections answer a query, and how well. Everything here follows content/contributing/search.md to the letter, since Rust does the same.
(() => {
  "use strict";

  const search = window.bindery.search;
  const { wordsOf } = search.analysis;
  const closer = 10;
  const pairs = 3;
  const reach = 3;

  const inOrder = (found) => found.sort((one, other) => other.score - one.score || one.number - other.number);
  const bitsOf = (words) => words.reduce((bits, word) => bits | word.matches, 0);

  // The sections that have enough of the words, the best first.
  search.candidates = async (words, edition) => {
    const sums = new Map();
    const best = await Promise.all(words.map((word) => bestOf(word, edition)));
    best.forEach((mosts, position) => {
      const { rarity } = words[position];
      mosts.forEach((most, number) => {
        const sum = sums.get(number) || { number, score: 0, covered: 0, matches: 0 };
        sum.score += rarity * most;
        sum.covered += rarity;
        sum.matches |= 1 << position;
        sums.set(number, sum);
      });
    });
    const needed = words.reduce((bits, word, position) => bits | (word.inPhrase || edition.manifest.all ? 1 << position : 0), 0);
    const having = Array.from(sums.values()).filter((sum) => (sum.matches & needed) === needed);
    const most = having.reduce((most, sum) => Math.max(most, sum.covered), 0);
    const total = words.reduce((total, word) => total + word.rarity, 0);
    return inOrder(
      having
        .filter((sum) => 2 * sum.covered >= most)
        .map(({ number, score, covered }) => ({ number, score: Math.floor((score * covered * covered) / (total * total)) })),
    );
  };

  // For each section that has the word the largest strength × impact.
  async function bestOf(word, edition) {
    const best = new Map();
    const numbers = Array.from(word.groups.keys());
    const groups = await Promise.all(numbers.map(edition.group));
    groups.forEach(({ sections, impacts }, at) => {
      const strength = word.groups.get(numbers[at]);
      sections.forEach((section, place) => {
        const value = strength * impacts[place];
        if (value > (best.get(section) || 0)) best.set(section, value);
      });
    });
    return best;
  }

  // Puts the best anew in order by what only their texts show.
  search.lookCloser = async (found, forms, edition) => {
    const sections = await Promise.all(found.slice(0, closer).map(({ number }) => edition.section(number)));
    const best = sections.map((section, at) => {
      const { number, score } = found[at];
      return { number, score: Math.floor((score * (64 + bonus(section, forms, edition))) / 64) };
    });
    return inOrder(best).concat(found.slice(closer));
  };

  function bonus(section, forms, { manifest, stop }) {
    const { exact, heading, titles, near } = manifest.bonus;
    const all = forms.count === 0 ? 0 : 2 ** forms.count - 1;
    const headingWords = search.seen(section.heading, forms);
    const textWords = search.seen(section.text, forms);
    const inHeading = bitsOf(headingWords);
    let bonus = 0;
    if (inHeading === all) {
      bonus = headingWords.every((word) => word.matches !== 0 || stop.has(word.form)) ? exact : heading;
    } else {
      const above = section.path.concat(section.title).reduce((bits, text) => bits | bitsOf(search.seen(text, forms)), inHeading);
      if (above === all) bonus = titles;
    }
    let close = 0;
    for (let position = 1; position < forms.count && close < pairs; position += 1) {
      const [one, other] = [1 << (position - 1), 1 << position];
      if (isNear(headingWords, one, other) || isNear(textWords, one, other)) close += 1;
    }
    return bonus + near * close;
  }

  // Whether a word that matches one and another word that matches the other stand close together.
  function isNear(words, one, other) {
    return words.some(({ matches }, at) => {
      if ((matches & (one | other)) === 0) return false;
      return words.slice(at + 1, at + 1 + reach).some((behind) => (matches & one && behind.matches & other) || (matches & other && behind.matches & one));
    });
  }

  // ---- What is seen of a query in a text

  // Which words of the query a word of a text matches: one bit for each.
  search.formsOf = (words) => {
    const bits = new Map();
    words.forEach((word, position) => {
      word.forms.forEach((form) => bits.set(form, (bits.get(form) || 0) | (1 << position)));
    });
    return { count: words.length, matches: (form) => bits.get(form) || 0 };
  };

  search.seen = (text, forms) => wordsOf(text).pieces.map((piece) => ({ ...piece, matches: forms.matches(piece.form) }));

  // Whether the heading or the text has each of the phrases.
  search.hasPhrases = (section, phrases) => {
    const texts = [section.heading, section.text].map((text) => wordsOf(text).pieces.map((piece) => piece.form));
    const has = (words, phrase) => words.some((_, at) => phrase.every((form, place) => words[at + place] === form));
    return phrases.every((phrase) => texts.some((words) => has(words, phrase)));
  };
})();
