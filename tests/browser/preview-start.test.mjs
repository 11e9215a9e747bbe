// A preview of a book that cannot be shown says why, and shows the book by itself as soon as it can.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './support/chromium.mjs';
import { serveBook } from './support/serve.mjs';

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

async function withPreview(files, options, body) {
    const preview = await serveBook(files);
    const context = await browser.newContext(options);
    try {
        await body(await context.newPage(), preview);
    } finally {
        await context.close();
        await preview.close();
    }
}

const broken = { 'book.toml': '[book\n', 'src/index.md': '# Home\n\nThe first words.\n' };

test('a broken book says why and appears once it is mended', () =>
    withPreview(broken, {}, async (tab, preview) => {
        const answer = await tab.goto(preview.url);
        assert.equal(answer.status(), 503);
        await tab.getByText('config-syntax').first().waitFor();
        preview.write('book.toml', '');
        await tab.getByText('The first words.').waitFor({ timeout: 10_000 });
        assert.equal(await tab.title(), 'Home · Documentation');
        assert.equal(await tab.locator('link[rel="stylesheet"]').count() > 0, true, 'with its style');
    }));

test('the reason can be read without scripts, on any screen', () =>
    withPreview(broken, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } }, async (tab, preview) => {
        await tab.goto(preview.url);
        assert.match(await tab.textContent('main'), /config-syntax/);
        assert.equal(await tab.locator('html').getAttribute('lang'), 'en');
        assert.equal(await tab.locator('h1').count(), 1);
    }));
