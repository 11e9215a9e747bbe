// The first press of Tab on a page shows a link that leads past header and navigation to the content.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { phone, url, useBook, withTab } from './support/book.mjs';
import { parts } from './support/reader.mjs';

useBook();

for (const viewport of [undefined, phone]) {
    test(`the skip link comes first, shows itself and leads into main${viewport ? ' (phone)' : ''}`, async () => {
        await withTab(viewport ? { viewport } : {}, async (tab) => {
            await tab.goto(url('index.html'));
            await tab.keyboard.press('Tab');
            const box = await tab.locator(`${parts.skipLink}:focus`).boundingBox();
            assert.ok(box && box.x >= 0 && box.y >= 0 && box.width > 40 && box.height > 15, 'it is on the screen');
            await tab.keyboard.press('Enter');
            await tab.keyboard.press('Tab');
            assert.ok(await tab.evaluate(() => document.activeElement.closest('main') !== null), 'the next stop is in main');
        });
    });
}
