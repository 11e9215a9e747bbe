// The link after a heading leads to it and copies its address; without scripts it is a plain link.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desktop, origin, phone, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { pages } from './support/site.mjs';

useBook();

const page = 'guide/themes.html';
const heading = '.prose h2:has(.anchor)';

test('a click copies the full address, goes there, and says so', async () => {
    await withTab({ permissions: ['clipboard-read', 'clipboard-write'] }, async (tab) => {
        await tab.goto(`${url(page)}?from=mail#elsewhere`);
        const place = tab.locator(heading).nth(1);
        const id = await place.getAttribute('id');
        const link = place.locator('.anchor');
        assert.equal(await link.evaluate((node) => getComputedStyle(node).opacity), '0');
        await place.hover();
        await tab.waitForFunction((node) => getComputedStyle(node).opacity === '1', await link.elementHandle());
        await link.click();
        const address = `${origin()}/${page}?from=mail#${id}`;
        await tab.waitForFunction(() => Array.from(document.querySelectorAll('[role=status]')).some((one) => one.textContent === 'Copied'));
        assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), address);
        assert.equal(tab.url(), address);
        assert.equal(await link.getAttribute('data-answer'), 'Copied');
        await tab.waitForFunction((node) => !node.hasAttribute('data-answer'), await link.elementHandle());
    });
});

test('by keyboard alone, and where nothing may be copied', async () => {
    await withTab({}, async (tab) => {
        await tab.addInitScript(() => {
            Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
        });
        await tab.goto(url(page));
        const link = tab.locator(`${heading} .anchor`).first();
        await link.focus();
        await tab.waitForFunction((node) => getComputedStyle(node).opacity === '1', await link.elementHandle());
        await tab.keyboard.press('Enter');
        await tab.waitForFunction(() => Array.from(document.querySelectorAll('[role=status]')).some((one) => one.textContent === 'Not allowed to copy'));
        assert.equal(new URL(tab.url()).hash, await link.getAttribute('href'));
    });
});

test('without scripts the link leads to its place, on a phone it can be seen', async () => {
    await withTab({ javaScriptEnabled: false, viewport: phone, hasTouch: true, isMobile: true }, async (tab) => {
        await tab.goto(url(page));
        const link = tab.locator(`${heading} .anchor`).nth(2);
        assert.equal(await link.evaluate((node) => getComputedStyle(node).opacity), '1');
        await link.tap();
        assert.ok(tab.url().endsWith(await link.getAttribute('href')));
    });
});

test('a lone percent sign in an address or an anchor stops no script', async () => {
    await withTab({}, async (tab) => {
        const errors = [];
        tab.on('pageerror', (error) => errors.push(error.message));
        await tab.route(url(page), async (route) => {
            const response = await route.fetch();
            const html = await response.text();
            const [, id] = /<h2 id="([^"]+)"/.exec(html);
            await route.fulfill({ response, body: html.replaceAll(`"${id}"`, '"50%"').replaceAll(`"#${id}"`, '"#50%"') });
        });
        for (const hash of ['#100%', '#50%', '#%E4']) {
            await tab.goto('about:blank');
            await tab.goto(url(page) + hash);
            await tab.waitForFunction(() => window.bindery.marks);
            await tab.keyboard.press('/');
            assert.ok(await tab.isVisible('.search-field'), hash);
        }
        assert.deepEqual(errors, []);
    });
});

test('every link has a name of its own kind, and room for a finger', async () => {
    const wrong = [];
    await withTab({ viewport: desktop }, async (tab) => {
        for (const path of pages) {
            await tab.goto(url(path));
            const found = await tab.evaluate(() =>
                Array.from(document.querySelectorAll('.anchor'))
                    .filter((link) => link.getClientRects().length)
                    .map((link) => {
                        const { width, height } = link.getBoundingClientRect();
                        const tall = Math.max(height, Number.parseFloat(getComputedStyle(link, '::before').blockSize));
                        return { name: link.getAttribute('aria-label'), width, tall };
                    }),
            );
            for (const { name, width, tall } of found) {
                if (!/^Link to this (section|figure|diagram|table|entry): \S/.test(name)) wrong.push(`${path}: ${name}`);
                if (width < 24 || tall < 24) wrong.push(`${path}: ${name} is ${width} by ${tall}`);
            }
        }
    });
    none(wrong, 'links after headings');
});
