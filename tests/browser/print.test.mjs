// On paper: dark ink on white, no header, navigation or buttons, and everything that was folded is open.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { parts } from './support/reader.mjs';
import { pages } from './support/site.mjs';

useBook();

function onPaper(body) {
    return withTab({ colorScheme: 'dark' }, async (tab) => {
        await tab.emulateMedia({ media: 'print' });
        await body(tab);
    });
}

test('header, navigation, footer and buttons are not printed', async () => {
    await onPaper(async (tab) => {
        const printed = [];
        const chrome = [parts.header, parts.navigation, parts.footer, parts.skipLink, 'button'].map((part) => `${part}:visible`).join(', ');
        for (const path of pages) {
            await tab.goto(url(path));
            for (const part of await tab.locator(chrome).all()) printed.push(`${path}: ${await part.evaluate((e) => e.outerHTML.slice(0, 80))}`);
        }
        none(printed, 'parts of the chrome in print');
    });
});

test('a dark page is printed dark on white', async () => {
    await onPaper(async (tab) => {
        await tab.goto(url('index.html'));
        const { paper, ink } = await tab.evaluate(() => {
            const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
            const luminance = (colour) => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
                return alpha === 0 ? 255 : 0.2126 * red + 0.7152 * green + 0.0722 * blue;
            };
            return {
                paper: luminance(getComputedStyle(document.body).backgroundColor),
                ink: luminance(getComputedStyle(document.querySelector('main p')).color),
            };
        });
        assert.equal(Math.round(paper), 255);
        assert.ok(ink < 80, `the ink is too light: ${ink}`);
    });
});
