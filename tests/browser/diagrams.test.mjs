// Every mermaid fence of the book's sources is a drawing in the built book, with a name and a text beside it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { facts } from './support/facts.mjs';
import { countDiagrams } from './support/fences.mjs';
import { none } from './support/none.mjs';

let drawn;

useBook(async () => {
    drawn = (await withTab({}, facts)).filter((page) => page.diagrams > 0);
});

test('there are as many drawings as mermaid fences', () => {
    const fences = countDiagrams();
    const drawings = drawn.reduce((sum, page) => sum + page.diagrams, 0);
    assert.ok(fences > 0, 'no mermaid fence was found in the sources');
    assert.ok(drawings >= fences, `${fences} fences but ${drawings} drawings`);
});

test('every drawing has a name, a size on the screen and a text that can be opened', async () => {
    await withTab({}, async (tab) => {
        const problems = [];
        for (const { path } of drawn) {
            await tab.goto(url(path));
            const found = await tab.locator('figure.diagram').evaluateAll((figures) => figures.flatMap((figure, number) => {
                const svg = figure.querySelector('svg:is([role=img], [role=group])');
                const named = (svg?.getAttribute('aria-labelledby') ?? '').split(/\s+/).some((id) => id && document.getElementById(id)?.textContent.trim());
                const box = svg?.getBoundingClientRect();
                return [
                    !svg && 'no drawing',
                    svg && !named && !svg.getAttribute('aria-label') && 'no name',
                    box && (box.width < 10 || box.height < 10) && `drawn ${box.width} by ${box.height} px`,
                    !figure.querySelector('details')?.textContent.trim() && 'no text',
                ].filter(Boolean).map((what) => `diagram ${number + 1}: ${what}`);
            }));
            problems.push(...found.map((what) => `${path}: ${what}`));
        }
        none(problems, 'problems');
    });
});

test('drawings follow the theme', async () => {
    const colours = async (colorScheme) => withTab({ colorScheme }, async (tab) => {
        await tab.goto(url(drawn[0]?.path ?? 'index.html'));
        return tab.locator('figure.diagram svg text').first().evaluate((text) => getComputedStyle(text).fill);
    });
    assert.notEqual(await colours('light'), await colours('dark'));
});
