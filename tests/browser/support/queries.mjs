// Queries as readers type them, made from the words of a book by a seeded generator: the same on every run.

import { spawn } from 'node:child_process';

import { program } from './serve.mjs';

/** Whole numbers below `most`, one after the other, always the same for one seed. */
function dice(seed) {
    let state = seed;
    return (most) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * most);
    };
}

const slips = [
    (word, at) => word.slice(0, at) + word.slice(at + 1),
    (word, at) => word.slice(0, at) + 'e' + word.slice(at),
    (word, at) => word.slice(0, at) + 'x' + word.slice(at + 1),
    (word, at) => word.slice(0, at) + word.slice(at, at + 2).split('').reverse().join('') + word.slice(at + 2),
];

/** `count` queries from the words of `text`: one word or several, beginnings, slips of the finger, phrases, words run together. */
export function makeQueries(text, count, seed = 7) {
    const roll = dice(seed);
    const words = text.match(/[\p{L}\p{N}\p{M}_.:-]+/gu);
    const word = () => words[roll(words.length)];
    const long = () => Array.from({ length: 50 }, word).find((one) => one.length > 4) ?? word();
    const row = (length) => {
        const at = roll(words.length - length);
        return words.slice(at, at + length);
    };
    const kinds = [
        word,
        () => `${word()} ${word()}`,
        () => row(3).join(' '),
        () => row(2 + roll(6)).join(' '),
        () => long().slice(0, 1 + roll(5)),
        () => `${word()} ${long().slice(0, 2 + roll(3))}`,
        () => slips[roll(slips.length)](long(), roll(5)),
        () => `${word()} ${slips[roll(slips.length)](long(), roll(5))}`,
        () => `"${row(2 + roll(2)).join(' ')}"`,
        () => `${word()} “${row(2).join(' ')}” `,
        () => row(2).join(''),
        () => `${long().toUpperCase()}s ${word()}`,
        () => `${long()}ing`,
        () => `${word()} "${word()}`,
        () => row(2).join('_'),
    ];
    return Array.from({ length: count }, (_, number) => kinds[number % kinds.length]());
}

/** What `bindery search` prints for a query in a book, without the files and lines that only the terminal has. */
function ask(query, folder, limit) {
    return new Promise((done, failed) => {
        const child = spawn(program, ['search', '--format', 'json', '--limit', String(limit), '--', query, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
        let [out, said] = ['', ''];
        child.stdout.on('data', (data) => (out += data));
        child.stderr.on('data', (data) => (said += data));
        child.once('error', failed);
        child.once('close', (code) => {
            try {
                const answer = JSON.parse(out);
                answer.results = answer.results.map(({ file, line, ...result }) => result);
                done(answer);
            } catch {
                failed(new Error(`bindery search ${query} ended with ${code}: ${said}${out.slice(0, 200)}`));
            }
        });
    });
}

/** The answers of the program to all queries, two at a time. */
export async function askProgram(queries, folder, limit) {
    const answers = new Array(queries.length);
    let next = 0;
    const work = async () => {
        while (next < queries.length) {
            const at = next++;
            answers[at] = await ask(queries[at], folder, limit);
        }
    };
    await Promise.all([work(), work()]);
    return answers;
}

/** The answers of the page's search to all queries. */
export async function askPage(tab, queries, limit) {
    await tab.hover('.search-open');
    await tab.waitForFunction(() => window.bindery.search.query);
    return tab.evaluate(
        async ([texts, most]) => {
            const answers = [];
            for (const text of texts) answers.push(JSON.parse(JSON.stringify(await window.bindery.search.query(text, most))));
            return answers;
        },
        [queries, limit],
    );
}
