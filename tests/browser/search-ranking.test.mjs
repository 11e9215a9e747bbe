// The page's search gives what `bindery search` gives, to the letter: results, order, scores, excerpts, corrections. `BINDERY` is the program.

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { askPage, askProgram, makeQueries } from './support/queries.mjs';
import { program, serveBook } from './support/serve.mjs';
import { content, pages, read } from './support/site.mjs';

const skip = program ? false : 'BINDERY does not name a program';

useBook();

/** Fails with the first query whose answers differ. */
function same(queries, ofPage, ofProgram) {
    queries.forEach((query, at) => assert.deepEqual(ofPage[at], ofProgram[at], `answers to ${JSON.stringify(query)}`));
}

/** The words of the built pages. */
function textOfBook() {
    const articles = pages.map((path) => read(path).replace(/^.*?<article/s, '').replace(/<\/article>.*$/s, ''));
    return articles.join(' ').replace(/<[^>]*>/g, ' ').replace(/&\w+;/g, ' ');
}

test('60 queries made from the words of the book', { skip }, async () => {
    const queries = makeQueries(textOfBook(), 60);
    const expected = await askProgram(queries, resolve(content, '..'), 12);
    await withTab({}, async (tab) => {
        await tab.goto(url('index.html'));
        same(queries, await askPage(tab, queries, 12), expected);
    });
    const found = expected.filter((answer) => answer.total > 0).length;
    assert.ok(found > 40, `only ${found} of the queries found anything`);
    assert.ok(expected.some((answer) => answer.corrected.length > 0), 'no query had a slip of the finger');
});

const mixed = {
    'content/index.md': `# 説明書

トークンの有効期限は設定で変更できます。認証トークンを検証する前に、時計のずれを確認してください。 Größe, straße, İstanbul, ΟΔΟΣ, œuvre.

## 鍵の更新 rotation

署名鍵を更新すると、古い鍵で署名したトークンは無効になります。東京都の API サーバー。ｶﾞｲﾄﾞ が ﾊﾝｶｸ で書かれる。

## ความปลอดภัย

โทเค็นมีอายุจำกัด ตรวจสอบเวลาเสมอ 보안 설명서 토큰 검증 безопасность токена
`,
    'content/names.md': `# Names in code

\`JwtLeewaySeconds\`, \`jwt_leeway\`, \`AIRFLOW__API_AUTH__JWT_LEEWAY\`, \`std::io::Error\`, \`HTTPServer2Go\`, \`log-level\`, \`--no-cache\`, \`v1.2.3\`, URLs, Bob's key, don’t.

## 𝒜stral letters 𠀋𠀌 and 𐐀𐐁

Words like 𐐀𐐁𐐂 and naïveté, façade, Ａｐａｃｈｅ, ① ½ Ⅷ ﬁle, co-operate, e.g. and i.e., x86_64-unknown-linux-gnu.
`,
};

test('queries in scripts without spaces, in names of code, with accents and letters beyond 16 bits', { skip }, async () => {
    const book = await serveBook(mixed);
    try {
        const text = Object.values(mixed).join(' ');
        const characters = Array.from(text.replace(/\s+/g, ''));
        const cut = Array.from({ length: 60 }, (_, at) => characters.slice((at * 13) % characters.length).slice(0, 1 + (at % 5)).join(''));
        const queries = ['jwtleeway', 'JWT leeway', 'jwt-leeway', 'http server', 'bobs', "Bob's", 'strasse', 'ISTANBUL', 'οδος', 'file', '12', 'viii', 'apache', '"鍵の更新"', '有効 期限', '"', '""', ' ', '_', '.', 'nothingatall', '"nothing at"', ...cut, ...makeQueries(text, 75, 11)];
        const expected = await askProgram(queries, book.folder, 5);
        await withTab({}, async (tab) => {
            await tab.goto(book.url);
            same(queries, await askPage(tab, queries, 5), expected);
        });
    } finally {
        await book.close();
    }
});
