// A book in reStructuredText in the preview: a saved page follows in place, and a toctree that is changed changes the navigation.
// `BINDERY` is the program.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './support/chromium.mjs';
import { complaints } from './support/preview.mjs';
import { program, serveBook } from './support/serve.mjs';

const skip = program ? false : 'BINDERY does not name a program';

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

const index = 'Start\n=====\n\n.. toctree::\n   :caption: Guide\n\n   tokens\n';
const tokens = `Tokens
======

A token lives for |minutes|.

.. _signing:

Signing
-------

.. note::

   The key is *secret*.

.. |minutes| replace:: ten minutes
`;
const files = { 'content/index.rst': index, 'content/tokens.rst': tokens, 'content/keys.rst': 'Keys\n====\n\nSee :ref:`signing`.\n' };

const shows = (tab, where, text) =>
    tab.waitForFunction(([selector, wanted]) => document.querySelector(selector).textContent.includes(wanted), [where, text], { timeout: 5000 });
const edit = (book, path, from, to) => book.write(path, book.read(path).replace(from, to));

test('a page in reStructuredText follows what is saved, and its navigation the toctrees', { skip }, async () => {
    const book = await serveBook(files);
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    try {
        const tab = await context.newPage();
        const complained = await complaints(tab);
        await tab.goto(`${book.origin}/tokens.html`, { waitUntil: 'networkidle' });
        await shows(tab, '.prose', 'A token lives for ten minutes.');
        await tab.evaluate(() => (window.kept = document.querySelector('#signing')));

        edit(book, 'content/tokens.rst', 'replace:: ten minutes', 'replace:: one hour');
        await shows(tab, '.prose', 'A token lives for one hour.');
        edit(book, 'content/tokens.rst', 'The key is *secret*.', 'The key is *secret*.\n\n   .. code-block:: sh\n\n      openssl rand 32');
        await shows(tab, '.prose .admonition', 'openssl rand 32');
        assert.ok(await tab.evaluate(() => window.kept === document.querySelector('#signing')), 'what was not edited stays the same element');

        edit(book, 'content/index.rst', '   tokens\n', '   tokens\n   keys\n');
        await shows(tab, '.site-navigation', 'Keys');

        edit(book, 'content/tokens.rst', 'A token', 'A **token');
        await tab.waitForSelector('.badge', { timeout: 10000 });
        await tab.click('.badge');
        const finding = tab.locator('.finding', { hasText: 'start-string without end-string' });
        assert.match(await finding.locator('.place').innerText(), /tokens\.rst:4:3$/);
        edit(book, 'content/tokens.rst', 'A **token', 'A token');
        await finding.waitFor({ state: 'detached', timeout: 5000 });
        assert.deepEqual(complained, []);
    } catch (problem) {
        problem.message += `\n${book.output()}`;
        throw problem;
    } finally {
        await context.close();
        await book.close();
    }
});
