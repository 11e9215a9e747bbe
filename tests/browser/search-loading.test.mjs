// What the search loads and when, that it works under `default-src 'self'`, from a file and in the preview, and that everybody can use it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { desktop, origin, phone, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { find, openSearch, search } from './support/search.mjs';
import { program, serveBook } from './support/serve.mjs';
import { root } from './support/site.mjs';

useBook();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('nothing of it is loaded before it is asked for, and little then', async () => {
    await withTab({}, async (tab) => {
        const loaded = [];
        tab.on('response', async (response) => {
            const { pathname } = new URL(response.url());
            if (/^\/(_search\/|_theme\/search-)/.test(pathname)) loaded.push({ pathname, size: (await response.body()).length });
        });
        await tab.goto(url('guide/themes.html'), { waitUntil: 'networkidle' });
        assert.deepEqual(loaded, []);
        await openSearch(tab);
        await find(tab, 'jwt token lifetime');
        await tab.waitForLoadState('networkidle');
        const index = loaded.filter(({ pathname }) => pathname.startsWith('/_search/'));
        const bytes = index.reduce((sum, { size }) => sum + size, 0);
        assert.ok(index.length > 3);
        assert.ok(bytes <= 120_000, `${bytes} bytes of the index for a first query`);
        assert.equal(new Set(loaded.map(({ pathname }) => pathname)).size, loaded.length, 'each file once');
    });
});

test('a pointer over the button loads it before the click', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url('index.html'));
        await Promise.all([tab.waitForResponse(/_search\/index\.js/), tab.hover(search.button)]);
    });
});

for (const colorScheme of ['light', 'dark']) {
    for (const [name, viewport] of Object.entries({ desktop, phone })) {
        test(`open, it breaks no rule of the policy and none of axe (${colorScheme}, ${name})`, async () => {
            await withTab({ colorScheme, viewport }, async (tab) => {
                const found = [];
                tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && found.push(message.text()));
                tab.on('pageerror', (error) => found.push(String(error)));
                tab.on('request', (request) => request.url().startsWith(`${origin()}/`) || found.push(request.url()));
                const audit = async (state) => {
                    // Evaluated from outside the page, so the content-security policy stays as strict as in use.
                    await tab.evaluate(axe);
                    const violations = await tab.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations);
                    found.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${state}: ${id} at ${node.target.join(' ')}`)));
                };
                await tab.goto(url('index.html'));
                await openSearch(tab);
                await tab.waitForTimeout(300);
                await audit('empty');
                await find(tab, 'token');
                await audit('results');
                await find(tab, 'qqqqzzzz');
                await audit('nothing found');
                none(found, 'findings');
            });
        });
    }
}

for (const width of [320, 390, 768, 1440]) {
    test(`nothing runs out of the window at ${width} px`, async () => {
        await withTab({ viewport: { width, height: 700 } }, async (tab) => {
            await tab.goto(url('guide/themes.html'));
            const parts = await tab.locator('.site-header > *, .header-tools > *, .search-open').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0).map(({ left, right }) => [left, right]));
            assert.ok(parts.every(([left, right]) => left >= 0 && right <= width), JSON.stringify(parts));
            await openSearch(tab);
            await find(tab, 'AIRFLOW__API_AUTH__JWT_LEEWAY');
            const wide = await tab.locator('dialog.search, dialog.search *').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.visually-hidden')).map((one) => one.className));
            none(wide, 'parts too wide');
        });
    });
}

test('it works in a page opened from a file', async () => {
    await withTab({}, async (tab) => {
        const page = pathToFileURL(join(root, 'guide/themes.html')).href;
        await tab.goto(page);
        await openSearch(tab);
        await find(tab, 'leeway');
        const target = await tab.locator(search.result).first().evaluate((link) => link.href);
        assert.match(target, /^file:.*\.html/);
        await tab.keyboard.press('Enter');
        await tab.waitForURL(target);
        assert.equal(await tab.locator('h1').count(), 1);
        await tab.goto(`${page}?q=leeway`);
        assert.ok(await tab.isVisible(search.dialog));
    });
});

test('with colours forced and without motion it can be read and used', async () => {
    await withTab({ forcedColors: 'active', reducedMotion: 'reduce' }, async (tab) => {
        await tab.goto(url('index.html'));
        await openSearch(tab);
        await find(tab, 'token');
        assert.equal(await tab.$eval(search.dialog, (dialog) => getComputedStyle(dialog).animationName), 'none');
        assert.notEqual(await tab.$eval(search.chosen, (link) => getComputedStyle(link).outlineStyle), 'none', 'what is chosen has an outline');
    });
});

test('in print there is nothing of it', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url('index.html'));
        await openSearch(tab);
        await tab.emulateMedia({ media: 'print' });
        assert.equal(await tab.isVisible(search.dialog), false);
    });
});

test('in the preview a query finds what was written since', { skip: program ? false : 'BINDERY does not name a program' }, async () => {
    const files = { 'content/index.md': '# Start\n\nSee [other](other.md).\n', 'content/other.md': '# Other\n\nAbout gardens.\n' };
    const book = await serveBook(files);
    try {
        await withTab({}, async (tab) => {
            await tab.goto(book.url);
            await openSearch(tab);
            assert.match(await find(tab, 'gardens'), /^1 result$/);
            // Another page changes while the dialog is open: this page is told nothing.
            book.write('content/other.md', '# Other\n\nAbout gardens.\n\n## Meadows\n\nFull of cornflowers, near gardens.\n');
            await tab.waitForTimeout(1500);
            await tab.keyboard.press('Escape');
            await openSearch(tab);
            assert.match(await find(tab, 'cornflowers'), /^1 result$/);
            assert.match(await tab.locator(search.result).getAttribute('href'), /other\.html#meadows$/);
            // This page changes: it is told, and the open dialog stays.
            book.write('content/index.md', '# Start\n\nSee [other](other.md) for poppies.\n');
            await tab.waitForSelector('main >> text=poppies');
            assert.ok(await tab.isVisible(search.dialog));
            assert.match(await find(tab, 'poppies'), /^1 result$/);
        });
    } finally {
        await book.close();
    }
});
