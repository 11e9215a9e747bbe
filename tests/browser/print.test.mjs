// On paper: dark ink on white, no header, navigation or buttons, and everything that was folded is open.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { paper, parts } from './support/reader.mjs';
import { pages } from './support/site.mjs';
import { templates } from './support/templates.mjs';

useBook();

function onPaper(body) {
    return withTab({ colorScheme: 'dark' }, async (tab) => {
        await tab.emulateMedia({ media: 'print' });
        await body(tab);
    });
}

/** How light colours are, from 0 to 255; a canvas knows every notation. */
function luminance(colours) {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    return colours.map((colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
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
        const [white, ink] = await tab.evaluate(luminance, [
            await paper(tab),
            await tab.locator('main p').first().evaluate((text) => getComputedStyle(text).color),
        ]);
        assert.equal(Math.round(white), 255);
        assert.ok(ink < 80, `the ink is too light: ${ink}`);
    });
});

/** Boxes that hold more than they show, which paper cannot scroll. */
function cutByPaper() {
    const boxes = Array.from(document.querySelectorAll('.prose, .prose *')).filter((box) => {
        const scrolls = ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(box).overflowX);
        return scrolls && !box.closest('svg') && box.clientWidth > 1 && box.checkVisibility() && box.scrollWidth > box.clientWidth + 1;
    });
    const wide = document.documentElement.scrollWidth > innerWidth ? [document.documentElement] : [];
    return [...boxes, ...wide].map((box) => `<${box.localName} class="${box.getAttribute('class') ?? ''}"> ${box.scrollWidth} px in ${box.clientWidth}`);
}

test('a sheet of A4 cuts nothing off', async () => {
    // What the margins leave of 210 mm.
    await withTab({ viewport: { width: 657, height: 971 } }, async (tab) => {
        await tab.emulateMedia({ media: 'print' });
        const cut = [];
        for (const path of pages) {
            await tab.goto(url(path));
            cut.push(...(await tab.evaluate(cutByPaper)).map((what) => `${path}: ${what}`));
        }
        none(cut, 'boxes cut off');
    });
});

test('pages can be printed to PDF', async () => {
    await withTab({}, async (tab) => {
        for (const path of templates) {
            await tab.goto(url(path));
            const pdf = (await tab.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
            const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
            assert.ok(sheets >= 1 && sheets < 60, `${path} takes ${sheets} sheets`);
        }
    });
});
