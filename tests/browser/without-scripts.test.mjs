// With JavaScript off everything can still be reached and read.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { phone, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { parts } from './support/reader.mjs';
import { pages, read } from './support/site.mjs';

useBook();

const scriptless = { javaScriptEnabled: false };

test('the navigation stands beside the page', async () => {
    await withTab(scriptless, async (tab) => {
        await tab.goto(url('index.html'));
        assert.ok((await tab.locator(`${parts.navigation} a[href]:visible`).count()) > 0);
        assert.equal(await tab.locator(`${parts.navigation} a[aria-current=page]`).count(), 1);
    });
});

test('on a phone the menu link opens the navigation, and there is a way back', async () => {
    await withTab({ ...scriptless, viewport: phone }, async (tab) => {
        await tab.goto(url('index.html'));
        assert.equal(await tab.isVisible(parts.navigation), false);
        await tab.click(parts.menu);
        assert.ok(await tab.isVisible(`${parts.navigation} a[href]`));
        await tab.goBack();
        assert.equal(await tab.isVisible(parts.navigation), false);
    });
});

test('every panel of every tab set can be read', async (t) => {
    const withTabs = pages.filter((path) => /class="tabs[ "]/.test(read(path)));
    if (withTabs.length === 0) return t.skip('the book has no tabs');
    await withTab(scriptless, async (tab) => {
        const hidden = [];
        for (const path of withTabs) {
            await tab.goto(url(path));
            for (const panel of await tab.locator(`${parts.tabSet} > ${parts.tab}`).all()) {
                if (!(await panel.isVisible())) hidden.push(`${path}: ${(await panel.textContent()).trim().slice(0, 40)}`);
            }
        }
        none(hidden, 'hidden panels');
    });
});

test('no control is shown that only a script could work', async () => {
    await withTab(scriptless, async (tab) => {
        const dead = [];
        for (const path of pages) {
            await tab.goto(url(path));
            for (const button of await tab.locator('button:visible').all()) {
                dead.push(`${path}: ${await button.evaluate((b) => b.outerHTML.slice(0, 80))}`);
            }
        }
        none(dead, 'dead buttons');
    });
});
