// What holds for the HTML of every page as it stands in its file.

import { test } from 'node:test';

import { useBook, withTab } from './support/book.mjs';
import { facts } from './support/facts.mjs';
import { none } from './support/none.mjs';

let everything;
let book;

useBook(async () => {
    everything = await withTab({}, facts);
    book = everything.filter((page) => page.refresh === null);
});

/** A test that lists, for each page, what should not be there. */
function nowhere(title, what, of, find) {
    test(title, () => none(of().flatMap((page) => find(page).map((problem) => `${page.path}: ${problem}`)), what));
}

const repeated = (list) => [...new Set(list.filter((item, at) => list.indexOf(item) !== at))];

nowhere('ids are unique in each page', 'repeated ids', () => everything, (page) => repeated(page.ids));
nowhere('each page has exactly one h1', 'pages', () => book, (page) => (page.headings.length === 1 ? [] : [`${page.headings.length} of them`]));
nowhere('each page has a language', 'pages', () => everything, (page) => (page.lang ? [] : ['no lang']));
nowhere('each page has a title', 'pages', () => everything, (page) => (page.title ? [] : ['no title']));
nowhere('no page has an inline style', 'inline styles', () => everything, (page) => page.inlineStyles);
nowhere('no page has an inline script', 'inline scripts', () => everything, (page) => page.inlineScripts);
nowhere('no element has an event attribute', 'event attributes', () => everything, (page) => page.handlers);
nowhere('no link or source holds a script or data', 'such addresses', () => everything, (page) => page.javascriptLinks);
nowhere('drawings and icons have a size of their own', 'without width and height', () => book, (page) => page.unsizedDrawings);

test('no two pages have the same title', () => {
    none(repeated(book.map((page) => page.title)), 'titles used twice');
});
