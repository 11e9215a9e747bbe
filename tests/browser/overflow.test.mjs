// No page can be scrolled sideways at any width; what is wide scrolls inside its own box.

import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { pages } from './support/site.mjs';

useBook();

/** The elements that stick out of the window, unless a box of their own holds them. */
function tooWide() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const held = (element) => {
        for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
            if (getComputedStyle(box).overflowX !== 'visible') return true;
        }
        return false;
    };
    const culprits = Array.from(document.body.querySelectorAll('*'))
        .filter((element) => element.getBoundingClientRect().right > width + 0.5 && !held(element))
        .map((element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}">`);
    return [`${document.documentElement.scrollWidth} px wide: ${culprits.slice(0, 3).join(', ')}`];
}

for (const width of [320, 390, 768, 1440]) {
    test(`no page is wider than a window of ${width} px`, async () => {
        await withTab({ viewport: { width, height: 800 } }, async (tab) => {
            const found = [];
            for (const path of pages) {
                await tab.goto(url(path));
                found.push(...(await tab.evaluate(tooWide)).map((what) => `${path}: ${what}`));
            }
            none(found, 'pages too wide');
        });
    });
}
