// Nothing moves while a page loads: what has its place at the first paint keeps it. Browsers call 0.1 good; a hundredth leaves room
// for the columns of a long table, which find their widths as its rows come in.

import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { varied } from './support/site.mjs';

useBook();

for (const width of [390, 1440]) {
    test(`no page shifts while it loads (${width} px)`, async () => {
        await withTab({ viewport: { width, height: 900 } }, async (tab) => {
            await tab.addInitScript(() => {
                window.shifts = [];
                new PerformanceObserver((list) => {
                    for (const shift of list.getEntries()) window.shifts.push([shift.value, shift.sources.map(({ node }) => node?.className ?? node?.nodeName).join(', ')]);
                }).observe({ type: 'layout-shift', buffered: true });
            });
            const most = 0.01;
            const found = [];
            for (const path of varied) {
                await tab.goto(url(path), { waitUntil: 'load' });
                // Two frames on, what the scripts did has been painted and the shifts have been told.
                const shifts = await tab.evaluate(() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => told(window.shifts), 50)))));
                const sum = shifts.reduce((total, [value]) => total + value, 0);
                if (sum > most) found.push(`${path}: ${sum.toFixed(4)} by ${shifts.map(([, what]) => what).join('; ')}`);
            }
            none(found, 'shifts');
        });
    });
}
