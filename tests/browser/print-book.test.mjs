// The page that holds the whole book: every page is in it, every link within it leads somewhere, and it can be put on paper.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { parts } from './support/reader.mjs';
import { read } from './support/site.mjs';

useBook();

const path = 'print.html';
const addresses = Array.from(read('sitemap.xml').matchAll(/<loc>https?:\/\/[^/]+\/([^<]+)<\/loc>/g), ([, at]) => at);

test('every page of the book is there once, without scripts, under one heading of the first level', async () => {
    await withTab({ javaScriptEnabled: false }, async (tab) => {
        await tab.goto(url(path));
        const ids = await tab.locator('.print-page').evaluateAll((all) => all.map((section) => section.id));
        assert.deepEqual(ids, addresses.map((at) => `page.${at.replace(/\.html$/, '').replaceAll('/', '.')}`));
        assert.equal(await tab.locator('h1').count(), 1);
        for (const id of ids) assert.equal(await tab.locator(`[id="${id}"] > h2`).count(), 1, id);
    });
});

test('no two anchors are the same, and every link leads somewhere', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(path));
        const { twice, dangling, outside } = await tab.evaluate(() => {
            const all = Array.from(document.querySelectorAll('[id]'), (element) => element.id);
            const known = new Set(all);
            const links = Array.from(document.querySelectorAll('a[href], use'), (link) => link.getAttribute('href'));
            const within = links.filter((link) => link.startsWith('#'));
            const references = Array.from(document.querySelectorAll('[aria-labelledby], [aria-describedby]'), (element) =>
                ['aria-labelledby', 'aria-describedby'].flatMap((name) => (element.getAttribute(name) ?? '').split(/\s+/).filter(Boolean)),
            ).flat();
            return {
                twice: all.filter((id, at) => all.indexOf(id) !== at),
                dangling: [...within.map((link) => decodeURIComponent(link.slice(1))), ...references].filter((id) => id && !known.has(id)),
                outside: links.filter((link) => !/^(#|[a-z]+:)/.test(link)),
            };
        });
        none(twice, 'anchors that stand there twice');
        none(dangling, 'links to anchors that are not there');
        for (const link of new Set(outside)) assert.equal((await tab.request.get(url(link))).status(), 200, link);
    });
});

test('a link to a section of another page leads to it within the page', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(path));
        const link = tab.locator('.print-page a[href^="#"][href*=".."]:not(.anchor)').first();
        const id = decodeURIComponent((await link.getAttribute('href')).slice(1));
        await link.click();
        assert.equal(new URL(tab.url()).pathname, `/${path}`);
        const top = await tab.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, id);
        assert.ok(top >= -1 && top < 300, `${id} is at ${top}`);
    });
});

test('search engines leave it out', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(path));
        assert.equal(await tab.locator('meta[name=robots]').getAttribute('content'), 'noindex');
        assert.ok(!addresses.includes(path));
    });
});

test('no error is thrown, nothing is blocked, and the page is no wider than a phone', async () => {
    await withTab({ viewport: { width: 320, height: 640 } }, async (tab) => {
        const errors = [];
        tab.on('pageerror', (error) => errors.push(String(error)));
        tab.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
        await tab.goto(url(path));
        none(errors, 'errors');
        assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), 320);
    });
});

test('on paper each page of the book starts a sheet, without header and footer', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(path));
        await tab.emulateMedia({ media: 'print' });
        none(await tab.locator(`${parts.header}:visible, ${parts.footer}:visible, .page-foot:visible`).all(), 'parts of the chrome');
        const breaks = await tab.locator('.print-page').evaluateAll((all) => all.map((section) => getComputedStyle(section).breakBefore));
        assert.ok(breaks.every((value) => value === 'page'));
        const pdf = await tab.pdf({ preferCSSPageSize: true });
        const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
        assert.ok(sheets > addresses.length, `${sheets} sheets for ${addresses.length} pages`);
    });
});
