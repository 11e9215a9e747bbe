// Loads the files of the index and reads their form: content/contributing/search.md says what they hold.
//
// Each file is a script that calls `bindery.search.add`. An edition of the index is its manifest and the shards that were made with it; shards
// are asked for with its digest, so that two editions never mix.
(() => {
  "use strict";

  const search = window.bindery.search;
  const { compare, take, length } = search.analysis;
  const format = 2;
  const arrived = new WeakMap();
  let edition = null;
  let attempt = 0;

  search.add = (kind, number, data) => arrived.set(document.currentScript, data);

  // What the file adds; fails where there is no such file, or it adds nothing.
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = search.dialog.dataset.index.replace(/index\.js$/, name);
      const fail = () => reject(new Error(`${name} could not be loaded`));
      script.onload = () => {
        script.remove();
        if (arrived.has(script)) resolve(arrived.get(script));
        else fail();
      };
      script.onerror = () => {
        script.remove();
        fail();
      };
      document.head.append(script);
    });
  }

  function newEdition(manifest) {
    if (manifest.format !== format) throw new Error(`the index has the format ${manifest.format}, this script reads ${format}`);
    const shards = new Map();
    const firstGroups = readSums(manifest.postings);
    // Read once and kept. What failed is asked for anew next time.
    function shard(kind, number, read) {
      const name = `${kind}-${number}.js?${manifest.digest}`;
      if (!shards.has(name)) {
        const reading = load(name).then(read);
        shards.set(name, reading);
        reading.catch(() => shards.delete(name));
      }
      return shards.get(name);
    }
    return {
      manifest,
      stop: new Set(manifest.stop),
      words: lexicon(manifest.words, (number) => shard("words", number, readLexicon)),
      endings: lexicon(manifest.endings, (number) => shard("endings", number, readLexicon)),
      // What `readPostings` says of a group.
      async group(number) {
        const at = lastUpTo(firstGroups, number, (a, b) => a - b);
        const groups = await shard("postings", at, (data) => data.map((text) => ({ text, read: null })));
        const group = groups[number - firstGroups[at]];
        group.read = group.read || readPostings(group.text);
        return group.read;
      },
      async section(number) {
        const at = Math.floor(number / manifest.textsPerShard);
        const [pages, sections] = await shard("texts", at, (data) => data);
        const [page, anchor, path, heading, text] = sections[number - at * manifest.textsPerShard];
        const [url, title] = pages[page];
        return { url, title, anchor, path, heading, text };
      },
    };
  }

  // The place of the last of `list` that is not behind `item`, or the first place.
  function lastUpTo(list, item, order) {
    let [from, to] = [0, list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (order(list[middle], item) <= 0) from = middle + 1;
      else to = middle;
    }
    return Math.max(0, from - 1);
  }

  // Words in order, in shards of which the first words are known.
  function lexicon(firsts, shard) {
    const place = (form) => lastUpTo(firsts, form, compare);
    return {
      place,
      // The shards that may have words that begin with `beginning`, at most `most`.
      places(beginning, most) {
        const places = [place(beginning)];
        for (let next = places[0] + 1; places.length < most && next < firsts.length && firsts[next].startsWith(beginning); next += 1) places.push(next);
        return places;
      },
      shard: async (number) => (number < firsts.length ? shard(number) : []),
      async find(form) {
        if (firsts.length === 0) return undefined;
        const words = await shard(place(form));
        const word = words[lastUpTo(words, form, (one, other) => compare(one.form, other))];
        return word.form === form ? word : undefined;
      },
    };
  }

  // ---- Numbers in strings

  function digit(text, at) {
    const code = text.charCodeAt(at);
    return code - 35 - (code > 92 ? 1 : 0);
  }

  function numberReader(text) {
    let at = 0;
    return {
      isAtEnd: () => at >= text.length,
      digit: () => digit(text, at++),
      number() {
        for (let value = 0, place = 1; ; place *= 45) {
          const next = digit(text, at++);
          value += (next % 45) * place;
          if (!(next >= 45)) return value;
        }
      },
    };
  }

  // Numbers that are written as their differences.
  function readSums(text) {
    const numbers = numberReader(text);
    const sums = [];
    for (let sum = 0; !numbers.isAtEnd(); sums.push(sum)) sum += numbers.number();
    return sums;
  }

  function readLexicon([forms, groups, classes]) {
    const numbers = numberReader(groups);
    let before = "";
    let group = 0;
    return forms.split(" ").map((entry, at) => {
      const form = take(before, digit(entry, 0)) + entry.slice(1);
      const step = numbers.number();
      group += step % 2 ? -(step + 1) / 2 : step / 2;
      before = form;
      return { form, length: length(form), group, class: digit(classes, at) };
    });
  }

  // The weight of a group, and its sections with their impacts.
  function readPostings(text) {
    const numbers = numberReader(text);
    const group = { weight: numbers.number(), sections: [], impacts: [] };
    let section = -1;
    while (!numbers.isAtEnd()) {
      section += numbers.number();
      group.sections.push(section);
      group.impacts.push(numbers.digit());
    }
    return group;
  }

  // ---- Editions

  // The newest edition, asked for anew where `isFresh`; what has been read of one that did not change stays.
  function latest(isFresh, isRetry) {
    if (edition && !isFresh) return edition;
    const before = edition;
    const name = isRetry ? `index.js?again=${(attempt += 1)}` : "index.js";
    const current = load(name).then(async (manifest) => {
      const old = before && (await before.catch(() => null));
      return old && old.manifest.digest === manifest.digest ? old : newEdition(manifest);
    });
    edition = current;
    current.catch(() => {
      if (edition === current) edition = null;
    });
    return current;
  }

  search.edition = latest;
})();
