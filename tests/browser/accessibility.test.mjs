// axe-core finds nothing serious or critical on any page, in light and in dark, chosen by the system or by the switch.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { phone, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { chooseTheme, openDrawer } from './support/reader.mjs';
import { pages } from './support/site.mjs';

useBook();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical findings on the page that the tab shows. */
async function audit(tab, path) {
    // Evaluated from outside the page, so the content-security policy stays as strict as in use.
    await tab.evaluate(axe);
    const violations = await tab.evaluate(async () => {
        const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
        return violations;
    });
    return violations
        .filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map((node) => `${path}: ${id} at ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1, 2).join().trim()}`));
}

for (const theme of ['light', 'dark']) {
    test(`axe finds nothing serious where the system says ${theme}`, async () => {
        await withTab({ colorScheme: theme }, async (tab) => {
            const found = [];
            for (const path of pages) {
                await tab.goto(url(path));
                found.push(...(await audit(tab, path)));
            }
            none(found, 'findings');
        });
    });

    test(`axe finds nothing serious where the reader chose ${theme}`, async () => {
        await withTab({ colorScheme: theme === 'light' ? 'dark' : 'light' }, async (tab) => {
            await tab.goto(url('index.html'));
            await chooseTheme(tab, theme);
            const found = [];
            for (const path of pages) {
                await tab.goto(url(path));
                found.push(...(await audit(tab, path)));
            }
            none(found, 'findings');
        });
    });

    test(`axe finds nothing serious on a phone with the drawer open (${theme})`, async () => {
        await withTab({ viewport: phone, colorScheme: theme }, async (tab) => {
            await tab.goto(url('index.html'));
            await openDrawer(tab);
            none(await audit(tab, 'index.html'), 'findings');
        });
    });
}
