// An old address leads on: at once, without scripts as well, and with scripts to the same part of the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { buildOwnBook } from './support/own-book.mjs';
import { program } from './support/serve.mjs';

const skip = program ? false : 'BINDERY names no program';
useBook(undefined, program ? () => buildOwnBook('right-to-left') : undefined);

const old = 'old/keys.html';
const now = encodeURI('دليل/keys.html');

test('with scripts the part of the page is kept', { skip }, async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(`${old}#rotation`));
        await tab.waitForURL(`${url(now)}#rotation`);
        await tab.goto(url(old));
        await tab.waitForURL(url(now));
    });
});

test('without scripts the page is reached all the same', { skip }, async () => {
    await withTab({ javaScriptEnabled: false }, async (tab) => {
        await tab.goto(url(`${old}#rotation`));
        await tab.waitForURL((address) => address.pathname === `/${now}`);
        assert.ok(await tab.locator('.prose h1').isVisible());
    });
});
