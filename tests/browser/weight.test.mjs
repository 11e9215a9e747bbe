// What a page costs before the search is opened, as a host sends it: HTML, styles and scripts, compressed.

import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { none } from './support/none.mjs';
import { pages, read } from './support/site.mjs';

const most = 60_000;
const weights = new Map();

function weigh(path) {
    if (!weights.has(path)) weights.set(path, gzipSync(read(path), { level: 9 }).length);
    return weights.get(path);
}

/** The style sheets and scripts that the page loads by itself, by their paths in the site. */
function parts(path) {
    const html = read(path);
    const addresses = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g), ...html.matchAll(/<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"/g)];
    return addresses.map(([, address]) => (address.startsWith('/') ? address.slice(1) : join(dirname(path), address)));
}

test('no page weighs more than 60 kB', (t) => {
    const all = pages.map((path) => ({ path, html: weigh(path), rest: parts(path).reduce((sum, part) => sum + weigh(part), 0) }));
    const heaviest = all.toSorted((a, b) => b.html + b.rest - a.html - a.rest);
    const show = ({ path, html, rest }) => `${path}: ${html} bytes of HTML and ${rest} of styles and scripts`;
    t.diagnostic(`the heaviest is ${show(heaviest[0])}`);
    none(heaviest.filter(({ html, rest }) => rest === 0 || html + rest > most).map(show), 'pages too heavy, or without styles');
});
