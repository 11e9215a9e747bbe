// Our own book in the other theme, with colours, fonts and sizes of its own: as good as in the default one.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch } from './support/chromium.mjs';
import { none } from './support/none.mjs';
import { program } from './support/serve.mjs';
import { serve } from './support/server.mjs';

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Pages of every make: prose, tables, code, diagrams, boxes, and the one for missing addresses. */
const pages = ['index.html', 'guide/directives.html', 'guide/configuration.html', 'security/jwt-authentication.html', 'security/glossary.html', '404.html'];

const settings = {
    manual: '[theme]\nname = "manual"\n',
    own: [
        '[theme]\nname = "manual"',
        '[theme.colors]\naccent = "#7a1f5c"',
        '[theme.dark-colors]\naccent = "#e5a3cf"',
        '[theme.fonts]\ntext = "sans-serif"',
        '[theme.sizes]\nmeasure = "34rem"',
    ].join('\n'),
};

let folder;
let browser;
const servers = {};

before(async () => {
    assert.ok(program, 'set BINDERY to the program');
    folder = mkdtempSync(join(tmpdir(), 'bindery-themes-'));
    // Pages include files of the checkout, so the book is all of it but for what is built.
    for (const part of ['book.toml', 'content', 'src', 'templates', 'tests', 'themes']) {
        cpSync(join(checkout, part), join(folder, part), { recursive: true, filter: (path) => !path.includes('node_modules') });
    }
    const book = readFileSync(join(folder, 'book.toml'), 'utf8');
    for (const [name, text] of Object.entries(settings)) {
        writeFileSync(join(folder, 'book.toml'), `${book}\n${text}\n`);
        execFileSync(program, ['build', '--no-check', '--out', `site-${name}`], { cwd: folder, stdio: 'pipe' });
        servers[name] = await serve(join(folder, `site-${name}`));
    }
    browser = await launch();
});

after(async () => {
    await browser?.close();
    for (const server of Object.values(servers)) await server.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
});

async function withTab(options, body) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', ...options });
    try {
        return await body(await context.newPage());
    } finally {
        await context.close();
    }
}

for (const name of Object.keys(settings)) {
    for (const colorScheme of ['light', 'dark']) {
        test(`${name}: axe finds nothing on a ${colorScheme} page`, async () => {
            await withTab({ colorScheme }, async (tab) => {
                const found = [];
                for (const path of pages) {
                    await tab.goto(`${servers[name].origin}/${path}`);
                    await tab.evaluate(axe);
                    const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
                    found.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${path}: ${id} at ${node.target.join(' ')}`)));
                }
                none(found, 'findings');
            });
        });
    }

    for (const width of [320, 768, 1440]) {
        test(`${name}: no page is wider than a window of ${width} px`, async () => {
            await withTab({ viewport: { width, height: 800 } }, async (tab) => {
                const found = [];
                for (const path of pages) {
                    await tab.goto(`${servers[name].origin}/${path}`);
                    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
                    if (wide > 0) found.push(`${path}: ${wide} px too wide`);
                }
                none(found, 'pages too wide');
            });
        });
    }
}

test('nothing moves while a page of the manual loads', async () => {
    await withTab({}, async (tab) => {
        await tab.addInitScript(() => {
            window.shifts = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifts += entry.value))).observe({ type: 'layout-shift', buffered: true });
        });
        const found = [];
        // Tabs fold when their script runs, in every theme, and a slow machine may draw the page before.
        for (const path of pages.filter((path) => !path.includes('jwt'))) {
            await tab.goto(`${servers.manual.origin}/${path}`, { waitUntil: 'networkidle' });
            const shifts = await tab.evaluate(() => window.shifts);
            if (shifts > 0) found.push(`${path}: ${shifts}`);
        }
        none(found, 'layout shifts');
    });
});

test('headings of the manual are numbered, and its text can be told apart in forced colours', async () => {
    await withTab({ forcedColors: 'active' }, async (tab) => {
        await tab.goto(`${servers.manual.origin}/guide/directives.html`);
        const numbers = await tab.evaluate(() => Array.from(document.querySelectorAll('.prose > h2')).map((heading) => getComputedStyle(heading, '::before').content));
        assert.ok(numbers.length > 3 && numbers.every((content) => content.includes('counter(')), numbers.join(' '));
        const [ink, paper] = await tab.evaluate(() => [getComputedStyle(document.querySelector('.prose')).color, getComputedStyle(document.documentElement).backgroundColor]);
        assert.notEqual(ink, paper);
    });
});

test('colors, fonts and sizes of book.toml are in force, by day and by night', async () => {
    const seen = (tab) =>
        tab.evaluate(() => {
            const link = getComputedStyle(document.querySelector('.prose p a:not(.term)'));
            const text = getComputedStyle(document.querySelector('.prose > p'));
            return [link.color, text.fontFamily, text.maxInlineSize];
        });
    for (const [colorScheme, color] of [['light', 'rgb(122, 31, 92)'], ['dark', 'rgb(229, 163, 207)']]) {
        await withTab({ colorScheme }, async (tab) => {
            await tab.goto(`${servers.own.origin}/guide/directives.html`);
            // 34rem of a root size of 93.75%.
            assert.deepEqual(await seen(tab), [color, 'sans-serif', '510px']);
        });
    }
});

test('a printed page of the manual is black on white whatever the reader chose', async () => {
    await withTab({ colorScheme: 'dark' }, async (tab) => {
        await tab.goto(`${servers.own.origin}/index.html`);
        await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
        const [paper, header] = await tab.evaluate(() => [
            getComputedStyle(document.documentElement).backgroundColor,
            getComputedStyle(document.querySelector('.site-header')).display,
        ]);
        assert.deepEqual([paper, header], ['rgb(255, 255, 255)', 'none']);
    });
});
