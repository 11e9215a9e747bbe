// What each word of a query stands for in the book: groups of words, each with a strength, and the forms that match it in texts.
(() => {
  "use strict";

  const search = window.bindery.search;
  const { compare, length, reverse, take } = search.analysis;
  const exact = 16;
  const longerWords = 24;
  const meantWords = 12;
  const shards = 3;

  // The groups of the names that are written in one, each once.
  search.names = async (question, { words }) => {
    const found = await Promise.all(question.names.map(words.find));
    return Array.from(new Set(found.filter(Boolean).map((word) => word.group)));
  };

  // Of each of the question's words, in their order.
  search.meanings = (question, edition) =>
    Promise.all(
      question.words.map((asked, position) => {
        const joined = question.joined.filter(({ words }) => words.includes(position)).map(({ form }) => form);
        return meaning(asked, joined, edition);
      }),
    );

  async function meaning(asked, joined, edition) {
    const { words } = edition;
    const { strength } = edition.manifest;
    const found = { typed: asked.form, groups: new Map(), forms: new Set(), corrected: null, rarity: 1 };
    const count = length(asked.form);
    const home = words.place(asked.form);
    const lookedAt = new Set([home]);
    const isLookedUpOpen = asked.isOpen && (count > 1 || asked.isPair);
    const places = isLookedUpOpen ? words.places(asked.form, shards) : [];
    places.forEach((place) => lookedAt.add(place));
    const [same, others, ...ranges] = await Promise.all([words.find(asked.form), Promise.all(joined.map(words.find)), ...places.map(words.shard)]);
    [same, ...others].filter(Boolean).forEach((word) => add(found, word, exact));
    addLonger(found, asked, count, ranges.flat(), strength.prefix, Boolean(same));
    if (found.groups.size === 0 && !asked.inPhrase) {
      await addCorrections(found, asked, count, edition, lookedAt);
    }
    if (found.groups.size === 0 && !asked.inPhrase) await addSplit(found, asked.form, count, words, strength.typo);
    await weigh(found, same, edition);
    for (const shard of await Promise.all(Array.from(lookedAt, words.shard))) {
      shard.filter((word) => found.groups.has(word.group)).forEach((word) => found.forms.add(word.form));
    }
    return found;
  }

  function add(found, word, strength) {
    found.forms.add(word.form);
    found.groups.set(word.group, Math.max(strength, found.groups.get(word.group) || 0));
  }

  async function weigh(found, same, edition) {
    const groups = await Promise.all((same ? [same.group] : Array.from(found.groups.keys())).map(edition.group));
    if (groups.length) found.rarity = Math.min(...groups.map((group) => group.weight));
  }

  // What the word may be the beginning of. It counts half where the word itself is known: who types `logo` in a book of logos rarely wants `logout`.
  function addLonger(found, asked, count, words, [least, most], isKnown) {
    words
      .filter((word) => word.form.startsWith(asked.form) && word.length > count)
      .sort((one, other) => other.class - one.class || one.length - other.length)
      .slice(0, longerWords)
      .forEach((word) => {
        const strength = Math.min(most, Math.max(least, Math.floor((exact * count) / word.length)));
        add(found, word, isKnown ? Math.floor(strength / 2) : strength);
      });
  }

  // What the word may have been meant to be, as the book does not have it.
  async function addCorrections(found, asked, count, edition, lookedAt) {
    const typos = count >= 4 ? await wordsWithTypo(asked.form, count, edition, lookedAt) : [];
    const beginnings = count >= 5 ? likeBeginnings(asked, count, await edition.words.shard(edition.words.place(asked.form))) : [];
    const meant = typos[0] || beginnings[0];
    if (meant) found.corrected = meant.form;
    typos.forEach((word) => add(found, word, edition.manifest.strength.typo));
    beginnings.forEach((word) => add(found, word, edition.manifest.strength.beginning));
  }

  // With one typo, the first or the second half of a word is intact: what is meant stands close by in one of the two lists.
  async function wordsWithTypo(form, count, { words, endings }, lookedAt) {
    const front = Math.floor((count - 1) / 2);
    const start = take(form, front);
    const end = take(reverse(form), count - 1 - front);
    const within = async (lexicon, places, first) => (await Promise.all(places.map(lexicon.shard))).flat().filter((word) => word.form.startsWith(first));
    const places = words.places(start, shards);
    const [straight, reversed] = await Promise.all([within(words, places, start), within(endings, endings.places(end, shards), end)]);
    places.forEach((place) => lookedAt.add(place));
    const found = new Map();
    const turned = reversed.map((word) => ({ ...word, form: reverse(word.form) }));
    straight.concat(turned).forEach((word) => {
      if (isTypo(form, word.form)) found.set(word.form, word);
    });
    return likeliest(Array.from(found.values()));
  }

  // Words that share most of their beginning with the one that is asked for.
  function likeBeginnings(asked, count, shard) {
    const shares = shard.map((word) => shared(asked.form, word.form));
    const most = Math.max(0, ...shares);
    if (most < 4 || most + 4 < count) return [];
    return likeliest(shard.filter((word, at) => shares[at] === most && (asked.isOpen || word.length <= most + 4)));
  }

  function likeliest(words) {
    return words.sort((one, other) => other.class - one.class || compare(one.form, other.form)).slice(0, meantWords);
  }

  // Takes the word for two that were written in one.
  async function addSplit(found, form, count, words, strength) {
    const characters = Array.from(form);
    for (let first = count - 3; first >= 3; first -= 1) {
      const halves = [characters.slice(0, first).join(""), characters.slice(first).join("")];
      const [one, two] = await Promise.all(halves.map(words.find));
      if (!one || !two) continue;
      add(found, one, strength);
      add(found, two, strength);
      found.corrected = `${one.form} ${two.form}`;
      return;
    }
  }

  // How many characters two words have in common from their beginnings.
  function shared(one, other) {
    let at = 0;
    while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
    // Half of a character is none.
    if (at > 0 && /[\ud800-\udbff]/.test(one[at - 1])) at -= 1;
    return length(one.slice(0, at));
  }

  // Whether two words differ by one character that is inserted, left out or replaced, or by two neighbours that are swapped.
  function isTypo(form, otherForm) {
    const [one, other] = [Array.from(form), Array.from(otherForm)];
    if (Math.abs(one.length - other.length) > 1) return false;
    while (one.length && other.length && one[one.length - 1] === other[other.length - 1]) {
      one.pop();
      other.pop();
    }
    let front = 0;
    while (front < one.length && front < other.length && one[front] === other[front]) front += 1;
    const [a, b] = [one.slice(front), other.slice(front)];
    if (a.length === 2 && b.length === 2) return a[0] === b[1] && a[1] === b[0];
    return Math.max(a.length, b.length) === 1;
  }
})();
