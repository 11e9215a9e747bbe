// A book whose text runs from right to left is the mirror of one that does not, but for code.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desktop, phone, url, useBook, withTab } from './support/book.mjs';
import { buildOwnBook } from './support/own-book.mjs';
import { openDrawer, parts } from './support/reader.mjs';
import { program } from './support/serve.mjs';

const skip = program ? false : 'BINDERY names no program';
useBook(undefined, program ? () => buildOwnBook('right-to-left') : undefined);

const page = encodeURI('دليل/tokens.html');
const box = (tab, selector) => tab.locator(selector).first().boundingBox();
const middle = ({ x, width }) => x + width / 2;

test('the columns stand from right to left', { skip }, async () => {
    await withTab({ viewport: desktop }, async (tab) => {
        await tab.goto(url(page));
        const [navigation, text, outline, brand, tools] = [
            await box(tab, parts.navigation),
            await box(tab, '.prose h1'),
            await box(tab, '.outline-beside'),
            await box(tab, '.brand'),
            await box(tab, '.header-tools'),
        ];
        assert.ok(middle(navigation) > middle(text) && middle(text) > middle(outline), 'navigation, text, outline');
        assert.equal(navigation.x + navigation.width, desktop.width);
        assert.ok(middle(brand) > middle(tools));
        assert.ok(middle(await box(tab, '.pager-previous')) > middle(await box(tab, '.pager-next')));
    });
});

test('the drawer opens from the right', { skip }, async () => {
    await withTab({ viewport: phone }, async (tab) => {
        await tab.goto(url(page));
        await openDrawer(tab);
        const drawer = await box(tab, parts.navigation);
        assert.equal(drawer.x + drawer.width, phone.width);
        assert.ok(drawer.x > 0);
    });
});

test('what the search counts stays in front of its words', { skip }, async () => {
    await withTab({ viewport: desktop }, async (tab) => {
        await tab.goto(`${url(page)}?q=${encodeURIComponent('المفتاح')}`);
        const message = tab.locator('.search-message');
        await message.filter({ hasText: 'results' }).waitFor();
        const [number, word, row] = await message.evaluate((node) => {
            const text = node.firstChild;
            const part = (from, to) => {
                const range = document.createRange();
                range.setStart(text, from);
                range.setEnd(text, to);
                return range.getBoundingClientRect().toJSON();
            };
            const at = text.data.indexOf(' ');
            return [part(0, at), part(at + 1, text.length), node.getBoundingClientRect().toJSON()];
        });
        assert.ok(number.right <= word.left, 'the number comes first');
        assert.ok(row.right - word.right < 40, 'on the side of the results');
    });
});

test('arrows that mean onwards point to the left', { skip }, async () => {
    await withTab({ viewport: desktop }, async (tab) => {
        await tab.goto(url(page));
        const turned = await tab.evaluate(() =>
            Array.from(Array.from(document.querySelectorAll('.icon-directional, .footnote-back')).filter((icon) => icon.getClientRects().length), (icon) => new DOMMatrix(getComputedStyle(icon).transform).a),
        );
        assert.ok(turned.length > 3);
        assert.deepEqual([...new Set(turned)], [-1]);
    });
});

test('code runs from left to right, and its button covers no beginning of a line', { skip }, async () => {
    await withTab({ viewport: phone }, async (tab) => {
        await tab.goto(url(page));
        const code = tab.locator('.prose pre').first();
        assert.equal(await code.evaluate((pre) => getComputedStyle(pre).direction), 'ltr');
        assert.equal(await code.evaluate((pre) => getComputedStyle(pre.querySelector('code')).direction), 'ltr');
        assert.equal(await code.evaluate((pre) => pre.scrollLeft), 0);
        const [frame, button] = [await code.boundingBox(), await box(tab, '.copy')];
        assert.ok(middle(button) > middle(frame));
        assert.equal(await tab.locator('p code').first().evaluate((one) => getComputedStyle(one).direction), 'ltr');
    });
});

test('the left arrow key goes on to the next tab', { skip }, async () => {
    await withTab({ viewport: desktop }, async (tab) => {
        await tab.goto(url(page));
        const buttons = tab.locator('[role=tab]');
        const [first, second] = [await buttons.nth(0).boundingBox(), await buttons.nth(1).boundingBox()];
        assert.ok(first.x > second.x);
        await buttons.nth(0).focus();
        await tab.keyboard.press('ArrowLeft');
        assert.equal(await buttons.nth(1).getAttribute('aria-selected'), 'true');
        assert.equal(decodeURIComponent(new URL(tab.url()).hash), '#tab-ويندوز');
    });
});

for (const width of [320, 768, 1440]) {
    test(`nothing sticks out, and the note of a footnote stays in the window (${width} px)`, { skip }, async () => {
        await withTab({ viewport: { width, height: 800 } }, async (tab) => {
            await tab.goto(url(page));
            const wide = () => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.equal(await wide(), 0);
            await tab.hover('.footnote-ref a');
            await tab.waitForSelector('.popover', { state: 'visible' });
            const shown = await box(tab, '.popover');
            assert.ok(shown.x >= 0 && shown.x + shown.width <= width, JSON.stringify(shown));
            assert.equal(await wide(), 0);
        });
    });
}

test('the breadcrumbs of a phone stay on one line', { skip }, async () => {
    await withTab({ viewport: { width: 320, height: 600 } }, async (tab) => {
        await tab.goto(url(encodeURI('دليل/checks.html')));
        const crumbs = tab.locator('.breadcrumbs li');
        assert.equal(await crumbs.count(), 2);
        const tops = await crumbs.evaluateAll((items) => items.map((item) => Math.round(item.getBoundingClientRect().top)));
        assert.equal(new Set(tops).size, 1);
        assert.ok((await box(tab, '.breadcrumbs')).height < 40);
    });
});
