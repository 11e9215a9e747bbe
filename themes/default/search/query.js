// From a query to results: `bindery.search.query(text, limit)`.
(() => {
  "use strict";

  const search = window.bindery.search;
  const verified = 30;

  // The best sections for a query, as `bindery search --format json` prints them. `mark` of the answer cuts a text into
  // parts that match the query and others, as the excerpts are.
  search.query = async (text, limit) => {
    const edition = await search.edition();
    try {
      return await ask(text, limit, edition);
    } catch (failure) {
      // The site may have been built anew since this page was opened: its shards go with another manifest.
      const newer = await search.edition(true, true);
      if (newer === edition) throw failure;
      return ask(text, limit, newer);
    }
  };

  // Loads what every query needs; with `isFresh` it looks whether the index has changed.
  search.prepare = (isFresh) => search.edition(isFresh);

  async function ask(text, limit, edition) {
    const question = search.readQuestion(text, edition);
    const meanings = await search.meanings(question, edition);
    const answer = { query: text, total: 0, corrected: [], missing: [], results: [] };
    const words = [];
    let isHopeless = false;
    question.words.forEach(({ form, inPhrase }, position) => {
      const meaning = meanings[position];
      if (meaning.corrected !== null) answer.corrected.push([form, meaning.corrected]);
      if (meaning.groups.size > 0) {
        words.push({ ...meaning, inPhrase });
      } else {
        answer.missing.push(form);
        isHopeless = isHopeless || inPhrase;
      }
    });
    const forms = search.formsOf(words, question.all);
    answer.mark = (title) => search.marked(title, forms);
    if (isHopeless) return answer;
    let found = await search.candidates(words, await search.names(question, edition), edition);
    if (question.phrases.length) found = await withPhrases(found.slice(0, verified), question.phrases, edition);
    found = await search.lookCloser(found, forms, edition);
    answer.total = found.length;
    const most = limit === undefined ? edition.manifest.limit : limit;
    answer.results = await Promise.all(found.slice(0, most).map((one) => shown(one, forms, edition)));
    return answer;
  }

  async function withPhrases(found, phrases, edition) {
    const sections = await Promise.all(found.map(({ number }) => edition.section(number)));
    return found.filter((_, at) => search.hasPhrases(sections[at], phrases));
  }

  async function shown({ number, score }, forms, edition) {
    const { url, title, anchor, path, heading, text } = await edition.section(number);
    const isTop = anchor === "";
    return {
      url: url + (anchor && "#") + anchor,
      title: heading,
      path: isTop ? [] : [title, ...path],
      excerpt: search.excerpt(text, forms, edition.manifest.excerpt),
      score,
    };
  }
})();
