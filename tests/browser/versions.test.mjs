// Several versions on one site: the list in the header by mouse, by keyboard and without scripts, and the word above pages of other versions.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const bindery = process.env.BINDERY ?? join(checkout, 'target/release/bindery');
const folder = mkdtempSync(join(tmpdir(), 'versions-'));
const book = join(folder, 'book');
const site = join(folder, 'site');

function git(...words) {
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-C', book, ...words]);
}

function write(path, text) {
    const file = join(book, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
}

function tag(name) {
    git('add', '-A');
    git('commit', '-q', '-m', name);
    git('tag', name);
}

mkdirSync(book);
git('init', '-q');
write('book.toml', '[book]\ntitle = "Handbook of the service"\n[versions]\ntags = "v*"\n');
write('src/index.md', '# Start\n\nWelcome.\n');
write('src/guide/index.md', '# Guide\n');
write('src/guide/gone.md', '# Gone\n\n## A section\n\nText.\n');
tag('v1.0');
rmSync(join(book, 'src/guide/gone.md'));
tag('v1.1');
write('src/guide/fresh.md', '# Fresh\n');
execFileSync(bindery, ['build', book, '--versions', '--no-check', '--out', site, '--quiet']);
after(() => rmSync(folder, { recursive: true }));

process.env.BINDERY_SITE = site;
const { url, useBook, withTab } = await import('./support/book.mjs');
useBook();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const list = 'details.versions';
const isOpen = (tab) => tab.locator(list).evaluate((details) => details.open);

test('the keyboard opens the list, walks it, closes it, and goes to the page', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url('guide/index.html'));
        await tab.locator(`${list} summary`).focus();
        await tab.keyboard.press('Enter');
        assert.equal(await isOpen(tab), true);
        await tab.keyboard.press('Escape');
        assert.equal(await isOpen(tab), false);
        await tab.keyboard.press('Enter');
        await tab.keyboard.press('ArrowDown');
        await tab.keyboard.press('ArrowDown');
        await tab.keyboard.press('ArrowDown');
        assert.equal(await tab.evaluate(() => document.activeElement.firstChild.textContent), '1.0');
        await tab.keyboard.press('Enter');
        await tab.waitForURL(url('v1.0/guide/index.html'));
        assert.equal((await tab.locator('.versions-here').textContent()).trim(), '1.0');
    });
});

test('it closes when the reader turns elsewhere', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url('index.html'));
        await tab.locator(`${list} summary`).click();
        await tab.locator('h1').click();
        assert.equal(await isOpen(tab), false);
        await tab.locator(`${list} summary`).click();
        await tab.locator('.brand').focus();
        assert.equal(await isOpen(tab), false);
    });
});

test('it works without scripts', async () => {
    await withTab({ javaScriptEnabled: false }, async (tab) => {
        await tab.goto(url('v1.0/guide/gone.html'));
        await tab.locator(`${list} summary`).click();
        await tab.locator('.versions-list').getByRole('link', { name: '1.1' }).click();
        await tab.waitForURL(url('guide/index.html'));
    });
});

test('a page of another version says so, in sight and to those who listen', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url('v1.0/index.html'));
        const banner = tab.getByRole('complementary', { name: 'About this version' });
        assert.match(await banner.textContent(), /version 1\.0, which is not the latest/);
        await tab.emulateMedia({ media: 'print' });
        assert.equal(await banner.isVisible(), true);
        await tab.emulateMedia({ media: 'screen' });
        await banner.getByRole('link').click();
        await tab.waitForURL(url('index.html'));
        assert.equal(await tab.locator('.version-banner').count(), 0);
        await tab.goto(url('dev/guide/fresh.html'));
        assert.match(await banner.textContent(), /has not been released/);
    });
});

for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 1440]) {
        test(`axe finds nothing, and all fits, at ${width} pixels (${colorScheme})`, async () => {
            await withTab({ colorScheme, viewport: { width, height: 640 } }, async (tab) => {
                for (const path of ['index.html', 'v1.0/guide/gone.html', 'dev/guide/fresh.html']) {
                    await tab.goto(url(path));
                    await tab.locator(`${list} summary`).click();
                    if (process.env.SHOTS) await tab.screenshot({ path: join(process.env.SHOTS, `${path.replaceAll('/', '-')}-${width}-${colorScheme}.png`) });
                    await tab.evaluate(axe);
                    const found = await tab.evaluate(async () => (await window.axe.run(document)).violations.map((v) => v.id));
                    assert.deepEqual(found, [], path);
                    const wide = await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
                    assert.equal(wide, false, `${path} is wider than the window`);
                    const box = await tab.locator('.versions-list').boundingBox();
                    assert.ok(box.x >= 0 && box.x + box.width <= width, `${path}: the list leaves the window`);
                }
            });
        });
    }
}
