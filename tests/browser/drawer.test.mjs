// On a phone the navigation is a drawer: it opens by the menu button, keeps the focus, and closes on Escape.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { phone, url, useBook, withTab } from './support/book.mjs';
import { openDrawer, parts } from './support/reader.mjs';

useBook();

const focusIsIn = (tab, selector) => tab.evaluate((s) => document.activeElement.closest(s) !== null, selector);

function onPhone(body) {
    return withTab({ viewport: phone, hasTouch: true }, async (tab) => {
        await tab.goto(url('index.html'));
        await body(tab);
    });
}

test('the drawer is shut at first and opens by the menu button', async () => {
    await onPhone(async (tab) => {
        assert.equal(await tab.isVisible(parts.navigation), false);
        await openDrawer(tab);
        assert.ok(await tab.isVisible(`${parts.navigation} a[href]`));
    });
});

test('the open drawer has the focus and keeps it, forwards and backwards', async () => {
    await onPhone(async (tab) => {
        await openDrawer(tab);
        assert.ok(await focusIsIn(tab, parts.navigation), 'focus moves into the drawer');
        const stops = await tab.locator(`${parts.navigation} :is(a[href], button, summary)`).count();
        for (const key of ['Tab', 'Shift+Tab']) {
            for (let press = 0; press < stops + 2; press += 1) {
                await tab.keyboard.press(key);
                assert.ok(await focusIsIn(tab, parts.navigation), `${key} number ${press + 1} left the drawer`);
            }
        }
    });
});

test('Escape shuts the drawer and gives the focus back to the menu button', async () => {
    await onPhone(async (tab) => {
        await openDrawer(tab);
        await tab.keyboard.press('Escape');
        assert.equal(await tab.isVisible(parts.navigation), false);
        assert.ok(await focusIsIn(tab, '.menu'));
    });
});

test('a link in the drawer leads to its page, with the drawer shut', async () => {
    await onPhone(async (tab) => {
        await openDrawer(tab);
        const link = tab.locator(`${parts.navigation} a[href]:not([aria-current], [href*="#"]):visible`).first();
        const target = await link.evaluate((a) => a.href);
        await link.click();
        await tab.waitForURL(target);
        assert.equal(await tab.isVisible(parts.navigation), false);
    });
});
