// The theme switch: three choices, remembered from page to page, in force before anything is painted.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { chooseTheme, paper, parts, theme } from './support/reader.mjs';
import { varied } from './support/site.mjs';

useBook();

test('the switch goes through auto, light and dark and comes round again', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url('index.html'));
        const seen = [await theme(tab)];
        for (let click = 0; click < 3; click += 1) {
            await tab.click(parts.themeSwitch);
            seen.push(await theme(tab));
        }
        assert.deepEqual(new Set(seen), new Set([null, 'light', 'dark']));
        assert.equal(seen[0], seen[3]);
    });
});

test('the switch can be worked with the keyboard', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url('index.html'));
        const before = await theme(tab);
        await tab.focus(parts.themeSwitch);
        await tab.keyboard.press('Enter');
        assert.notEqual(await theme(tab), before);
    });
});

test('dark chosen by the reader looks like dark chosen by the system', async () => {
    const bySystem = await withTab({ colorScheme: 'dark' }, async (tab) => {
        await tab.goto(url('index.html'));
        return paper(tab);
    });
    await withTab({ colorScheme: 'light' }, async (tab) => {
        await tab.goto(url('index.html'));
        const light = await paper(tab);
        assert.notEqual(light, bySystem);
        await chooseTheme(tab, 'dark');
        assert.equal(await paper(tab), bySystem);
    });
});

test('a choice is in force on the next page before its body exists', async () => {
    await withTab({ colorScheme: 'light' }, async (tab) => {
        await tab.goto(url('index.html'));
        await chooseTheme(tab, 'dark');
        await tab.addInitScript(() => {
            // Nothing is painted before the body is there, so what holds at that moment holds at the first paint.
            new MutationObserver((_, observer) => {
                if (!document.body) return;
                window.themeAtBody = document.documentElement.getAttribute('data-theme');
                observer.disconnect();
            }).observe(document, { childList: true, subtree: true });
        });
        for (const path of varied) {
            await tab.goto(url(path));
            assert.equal(await tab.evaluate(() => window.themeAtBody), 'dark', path);
        }
    });
});

test('auto is remembered too', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url('index.html'));
        await chooseTheme(tab, 'dark');
        await chooseTheme(tab, null);
        await tab.reload();
        assert.equal(await theme(tab), null);
    });
});
