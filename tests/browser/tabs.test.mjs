// With scripts, tab sets are tab lists: one panel at a time, chosen by click or arrow key.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { parts } from './support/reader.mjs';
import { pages, read } from './support/site.mjs';

useBook();

test('one panel shows at a time, and click and arrow keys choose which', async (t) => {
    const path = pages.find((page) => /class="tabs[ "]/.test(read(page)));
    if (!path) return t.skip('the book has no tabs');
    await withTab({}, async (tab) => {
        await tab.goto(url(path));
        const set = tab.locator(parts.tabSet).first();
        const buttons = set.getByRole('tab');
        const shown = () => set.locator('[role=tabpanel]:visible');
        assert.ok((await buttons.count()) > 1);
        assert.equal(await shown().count(), 1);

        await buttons.nth(1).click();
        assert.equal(await shown().count(), 1);
        assert.equal(await buttons.nth(1).getAttribute('aria-selected'), 'true');
        assert.equal(await shown().getAttribute('id'), await buttons.nth(1).getAttribute('aria-controls'));

        await tab.keyboard.press('ArrowLeft');
        assert.equal(await buttons.nth(0).getAttribute('aria-selected'), 'true');
        assert.equal(await shown().count(), 1);
    });
});
