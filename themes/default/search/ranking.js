// Which sections answer a query, and how well. Everything here follows content/contributing/search.md to the letter, since Rust does the same.
(() => {
  "use strict";

  const search = window.bindery.search;
  const { wordsOf } = search.analysis;
  const typedStrength = 16;
  const closer = 10;
  const pairs = 3;
  const reach = 3;
  const least = 3;

  const inOrder = (found) => found.sort((one, other) => other.score - one.score || one.number - other.number);
  const bitsOf = (words) => words.reduce((bits, word) => bits | word.matches, 0);

  // The sections that have enough of the words, the best first. `names` are groups that count besides.
  search.candidates = async (words, names, edition) => {
    const sums = new Map();
    const best = await Promise.all(words.map((word) => bestOf(word, edition)));
    const namesRead = await Promise.all(names.map(edition.group));
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
    namesRead.forEach(({ weight, sections, impacts }) => {
      sections.forEach((number, at) => {
        if (sums.has(number)) sums.get(number).score += weight * typedStrength * impacts[at];
      });
    });
    const needed = words.reduce((bits, word, position) => bits | (word.inPhrase ? 1 << position : 0), 0);
    const having = Array.from(sums.values()).filter((sum) => (sum.matches & needed) === needed);
    const most = having.reduce((most, sum) => Math.max(most, sum.covered), 0);
    const total = words.reduce((total, word) => total + word.rarity, 0);
    return inOrder(
      having
        .filter(({ covered }) => (edition.manifest.all ? covered === most : least * covered >= most))
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
    const { exact, heading, titles, form, nearInHeading, nearInText } = manifest.bonus;
    const words = search.seen(section.heading, forms);
    const inHeading = bitsOf(words);
    const inTitles = section.path.concat(section.title).reduce((bits, text) => bits | bitsOf(search.seen(text, forms)), inHeading);
    const matching = words.filter((word) => word.matches !== 0).length;
    const saying = words.filter((word) => word.matches !== 0 || !stop.has(word.form)).length;
    const ofHeading = heading + Math.floor(((exact - heading) * matching) / Math.max(1, saying));
    let bonus = partOf(ofHeading, inHeading, forms) + partOf(titles, inTitles, forms);
    if (forms.typed.every((typed) => words.some((word) => word.form === typed))) bonus += form;
    bonus += nearInHeading * Math.min(pairs, forms.pairs.filter((pair) => hasPair(words, pair)).length);
    return bonus + nearInText * nearPairs(search.seen(section.text, forms), forms.count);
  }

  // The part of a bonus that is earned by some of the words: all of it by all of them, a quarter by half.
  function partOf(bonus, bits, { rarities }) {
    const sum = (some) => some.reduce((sum, rarity) => sum + rarity, 0);
    const [all, having] = [sum(rarities), sum(rarities.filter((_, position) => bits & (1 << position)))];
    return Math.floor((bonus * having * having) / Math.max(1, all * all));
  }

  // Whether two words stand one directly behind the other.
  function hasPair(words, [one, two]) {
    const is = (word, side) => (side.bits === 0 ? word.form === side.form : (word.matches & side.bits) !== 0);
    return words.some((word, at) => at > 0 && is(words[at - 1], one) && is(word, two));
  }

  // How many of the pairs of words that follow each other in the query stand close together, as far as they count.
  function nearPairs(words, count) {
    let near = 0;
    for (let position = 1; position < count && near < pairs; position += 1) {
      if (isNear(words, 1 << (position - 1), 1 << position)) near += 1;
    }
    return near;
  }

  // Whether a word that matches one and another word that matches the other stand close together.
  function isNear(words, one, other) {
    return words.some(({ matches }, at) => {
      if ((matches & (one | other)) === 0) return false;
      return words.slice(at + 1, at + 1 + reach).some((behind) => (matches & one && behind.matches & other) || (matches & other && behind.matches & one));
    });
  }

  // ---- What is seen of a query in a text

  // Which words of the query a word of a text matches: one bit for each. `all` are the query's words in order; `pairs` each two that follow each
  // other there.
  search.formsOf = (words, all) => {
    const bits = new Map();
    words.forEach((word, position) => {
      word.forms.forEach((form) => bits.set(form, (bits.get(form) || 0) | (1 << position)));
    });
    const typed = words.map((word) => word.typed);
    const side = (form) => ({ form, bits: typed.includes(form) ? 1 << typed.indexOf(form) : 0 });
    const pairs = all.slice(1).map((form, at) => [side(all[at]), side(form)]);
    return { count: words.length, rarities: words.map((word) => word.rarity), typed, pairs, matches: (form) => bits.get(form) || 0 };
  };

  search.seen = (text, forms) => wordsOf(text).pieces.map((piece) => ({ ...piece, matches: forms.matches(piece.form) }));

  // Whether the heading or the text has each of the phrases.
  search.hasPhrases = (section, phrases) => {
    const texts = [section.heading, section.text].map((text) => wordsOf(text).pieces.map((piece) => piece.form));
    const has = (words, phrase) => words.some((_, at) => phrase.every((form, place) => words[at + place] === form));
    return phrases.every((phrase) => texts.some((words) => has(words, phrase)));
  };
})();
