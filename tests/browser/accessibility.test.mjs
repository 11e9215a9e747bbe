// axe-core finds nothing on any page: every rule but the experimental ones and those of level AAA, of any impact, at the
// narrowest and the usual width, in light and in dark, chosen by the system or by the switch.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { desktop, phone, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { chooseTheme, openDrawer } from './support/reader.mjs';
import { pages, varied, whole } from './support/site.mjs';

useBook();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const narrow = { width: 320, height: 800 };

/** What axe finds on the page that the tab shows; `others` are rules that do not apply to it. */
async function audit(tab, path, others = []) {
    // Evaluated from outside the page, so the content-security policy stays as strict as in use.
    await tab.evaluate(axe);
    const violations = await tab.evaluate(async (others) => {
        const wanted = window.axe
            .getRules()
            .filter(({ tags }) => !tags.some((tag) => ['deprecated', 'experimental', 'wcag2aaa'].includes(tag)));
        // Named one by one, so that rules which are off by default (the size of targets, for one) run as well.
        const rules = Object.fromEntries(wanted.map(({ ruleId }) => [ruleId, { enabled: !others.includes(ruleId) }]));
        const { violations } = await window.axe.run(document, { resultTypes: ['violations'], rules });
        return violations;
    }, others);
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${path}: ${id} at ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1, 2).join().trim()}`));
}

/** Each combination of width and theme once; at each width one theme is the system's and the other the reader's. All pages in one of them. */
const looks = [
    { viewport: desktop, theme: 'light', chosen: false, paths: [...pages, whole] },
    { viewport: desktop, theme: 'dark', chosen: true, paths: varied },
    { viewport: narrow, theme: 'light', chosen: true, paths: varied },
    { viewport: narrow, theme: 'dark', chosen: false, paths: varied },
];

for (const { viewport, theme, chosen, paths } of looks) {
    test(`axe finds nothing at ${viewport.width} px in ${theme}, as ${chosen ? 'the reader' : 'the system'} says`, async () => {
        const other = theme === 'light' ? 'dark' : 'light';
        await withTab({ viewport, colorScheme: chosen ? other : theme }, async (tab) => {
            await tab.goto(url('index.html'));
            if (chosen) await chooseTheme(tab, theme);
            const found = [];
            for (const path of paths) {
                await tab.goto(url(path));
                found.push(...(await audit(tab, path)));
            }
            none(found, 'findings');
        });
    });
}

for (const theme of ['light', 'dark']) {
    test(`axe finds nothing on a phone with the drawer open (${theme})`, async () => {
        await withTab({ viewport: phone, colorScheme: theme }, async (tab) => {
            await tab.goto(url('index.html'));
            await openDrawer(tab);
            // The text is inert meanwhile, with its landmark and its heading.
            none(await audit(tab, 'index.html', ['landmark-one-main', 'page-has-heading-one']), 'findings');
        });
    });
}
