// An address that leads nowhere, however deep, shows a page of the book that looks right and leads on.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { origin, useBook, withTab } from './support/book.mjs';
import { parts } from './support/reader.mjs';

useBook();

for (const path of ['/nowhere.html', '/no/such/folder/page.html']) {
    test(`${path} answers 404 with a styled page whose links work`, async () => {
        await withTab({}, async (tab) => {
            const failed = [];
            const answer = await tab.goto(origin() + '/index.html').then(() => {
                tab.on('response', (response) => response.status() >= 400 && failed.push(new URL(response.url()).pathname));
                return tab.goto(origin() + path);
            });
            assert.equal(answer.status(), 404);
            assert.deepEqual(failed, [path], 'only the page itself is not there');
            assert.equal(await tab.locator('h1').count(), 1);
            assert.ok(await tab.isVisible(parts.header));
            const links = await tab.locator('a[href]').evaluateAll((all) => all.map((a) => a.href));
            const inside = links.filter((link) => link.startsWith(origin()) && !link.includes('#'));
            assert.ok(inside.length > 0, 'it leads somewhere');
            for (const link of new Set(inside)) assert.equal((await tab.request.get(link)).status(), 200, link);
        });
    });
}
