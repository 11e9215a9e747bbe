// Findings of the checks stand in a panel over the page: counted in a badge and in the title, listed on request, marked on the page.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { launch } from './support/chromium.mjs';
import { none } from './support/none.mjs';
import { complaints, frame, startPreview } from './support/preview.mjs';
import { desktop, phone } from './support/viewports.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

const nothing = { label: null, help: [], suggestions: [], source: null, mark: null, block: null, open: null, here: true };
const link = {
    ...nothing,
    level: 'error',
    code: 'broken-link',
    message: 'The page `jwt.md` has no heading with the id “keys”',
    label: 'no such heading',
    help: ['The page has these: `#signing`, `#expiry`'],
    suggestions: ['#signing'],
    file: 'security/tokens.md',
    line: 12,
    column: 4,
    source: 'Die [Schlüssel](jwt.md#keys) 🔑 gelten.',
    mark: [16, 27],
    block: 1,
};
const word = { ...nothing, level: 'warning', code: 'misspelling', message: '“teh” is no word', file: 'security/tokens.md', line: 20, column: 1, source: 'teh end', mark: [0, 3], block: 2 };
const elsewhere = { ...nothing, level: 'warning', code: 'orphan', message: 'No page links here', file: 'guide/old.md', line: 1, column: 1, here: false };
const findings = { total: 3, stale: false, provisional: false, items: [link, word, elsewhere] };

async function onPage(report, body, options = {}) {
    const blocks = ['<h1 id="tokens">Tokens</h1>\n', '<p>A paragraph with a link</p>\n', '<p>teh end</p>\n', ...Array.from({ length: 40 }, (_, n) => `<p>Paragraph ${n}</p>\n`)];
    const preview = await startPreview(blocks);
    preview.findings = report;
    const context = await browser.newContext({ viewport: desktop, colorScheme: 'light', ...options });
    try {
        const tab = await context.newPage();
        const complained = await complaints(tab);
        await tab.goto(preview.url);
        if (report.total > 0 || report.stale) await tab.waitForSelector('.badge');
        await body(tab, preview, complained);
        assert.deepEqual(complained, []);
    } finally {
        await context.close();
        await preview.close();
    }
}

const focused = (tab) => tab.evaluate(() => {
    const { activeElement } = document;
    return (activeElement.shadowRoot?.activeElement ?? activeElement).className;
});
const marked = (tab) => tab.evaluate(() => Array.from(document.querySelectorAll('[data-bindery-finding]'), (block) => `${block.dataset.binderyFinding}: ${block.textContent}`));

test('a badge and the title count the findings; the list is shut at first', async () => {
    await onPage(findings, async (tab, preview) => {
        assert.equal(await tab.innerText('.badge'), '3 findings');
        assert.equal(await tab.title(), '(3) A page');
        assert.equal(await tab.isVisible('.panel'), false);

        preview.report({ total: 1, items: [link] });
        await tab.waitForFunction(() => document.title === '(1) A page');
        assert.equal(await tab.innerText('.badge'), '1 finding');
        assert.equal(await tab.textContent('[role=status]'), '1 finding');

        preview.edit({ frame: frame({ title: 'Renamed' }) });
        await tab.waitForFunction(() => document.title === '(1) Renamed');

        preview.report({ total: 0, items: [] });
        await tab.waitForFunction(() => document.title === 'Renamed');
        assert.equal(await tab.isVisible('.badge'), false);
        assert.deepEqual(await marked(tab), []);
    });
});

test('the list says where, shows the line with what is meant underlined, and what to do', async () => {
    await onPage(findings, async (tab) => {
        await tab.click('.badge');
        const first = tab.locator('.finding').first();
        assert.equal(await first.locator('.message').innerText(), 'Error The page jwt.md has no heading with the id “keys”');
        assert.equal(await first.locator('.place').innerText(), 'security/tokens.md:12:4');
        assert.equal(await first.locator('.source code').textContent(), link.source);
        assert.equal(await first.locator('mark').textContent(), 'jwt.md#keys');
        assert.equal(await first.locator('.label').innerText(), 'no such heading');
        assert.deepEqual(await first.locator('.help').allInnerTexts(), ['Instead: #signing', 'The page has these: #signing, #expiry']);
        assert.equal(await first.locator('.code').innerText(), 'broken-link');
    });
});

test('of a very long line, what is around the mark is shown', async () => {
    const source = `${'a '.repeat(300)}HERE${' b'.repeat(300)}`;
    await onPage({ ...findings, items: [{ ...word, source, mark: [600, 604] }] }, async (tab) => {
        await tab.click('.badge');
        const shown = await tab.textContent('.source code');
        assert.equal(await tab.textContent('.source mark'), 'HERE');
        assert.match(shown, /^….*HERE.*…$/);
        assert.ok(shown.length < 200);
    });
});

test('findings of this page are listed first, those of the whole book on request', async () => {
    await onPage(findings, async (tab) => {
        await tab.click('.badge');
        assert.equal(await tab.locator('.finding').count(), 2);
        await tab.getByRole('button', { name: 'Whole book 3' }).click();
        assert.equal(await tab.locator('.finding').count(), 3);
        await tab.reload();
        await tab.waitForSelector('.panel');
        assert.equal(await tab.locator('.finding').count(), 3, 'open, with the same choice, on the next page');
        await tab.getByRole('button', { name: 'This page 2' }).click();
        assert.equal(await tab.locator('.finding').count(), 2);
    });
});

test('by keyboard: opened, walked through, shut by Escape, and the focus is back at the badge', async () => {
    await onPage(findings, async (tab) => {
        await tab.focus('.badge');
        await tab.keyboard.press('Enter');
        assert.equal(await focused(tab), 'panel');
        const seen = [];
        for (let press = 0; press < 7; press += 1) {
            await tab.keyboard.press('Tab');
            seen.push(await focused(tab));
        }
        assert.deepEqual(seen, ['', '', 'close', 'place', 'show', 'place', 'show']);
        await tab.keyboard.press('Escape');
        assert.equal(await tab.isVisible('.panel'), false);
        assert.equal(await focused(tab), 'badge');
    });
});

test('the focus in the list stays with its finding when others come and go', async () => {
    await onPage(findings, async (tab, preview) => {
        await tab.click('.badge');
        await tab.locator('.place').nth(1).focus();
        preview.report({ total: 2, items: [word, elsewhere] });
        await tab.waitForFunction(() => document.title.startsWith('(2)'));
        assert.equal(await focused(tab), 'place');
        assert.equal(await tab.evaluate(() => document.querySelector('bindery-preview').shadowRoot.activeElement.textContent), 'security/tokens.md:20:1');
    });
});

test('a click on the place copies file and line, and says so', async () => {
    await onPage(findings, async (tab) => {
        await tab.click('.badge');
        await tab.locator('.place').first().click();
        await tab.waitForFunction(() => document.querySelector('bindery-preview').shadowRoot.querySelector('[role=status]').textContent === 'Copied: security/tokens.md:12');
        assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), 'security/tokens.md:12');
    }, { permissions: ['clipboard-read', 'clipboard-write'] });
});

test('with an editor configured the place is a link into it', async () => {
    await onPage({ ...findings, items: [{ ...link, open: 'vscode://file/book/security/tokens.md:12' }] }, async (tab) => {
        await tab.click('.badge');
        assert.equal(await tab.getAttribute('a.place', 'href'), 'vscode://file/book/security/tokens.md:12');
    });
});

test('blocks with findings are marked, which moves nothing, and can be gone to', async () => {
    await onPage({ total: 0, items: [] }, async (tab, preview) => {
        const places = () => tab.evaluate(() => Array.from(document.querySelectorAll('.prose > *'), (block) => JSON.stringify(block.getBoundingClientRect())));
        await tab.waitForTimeout(50);
        const before = await places();
        preview.report({ ...findings, items: [link, { ...word, block: 42 }] });
        await tab.waitForSelector('.badge');
        assert.deepEqual(await marked(tab), ['error: A paragraph with a link', 'warning: Paragraph 39']);
        assert.deepEqual(await places(), before);

        await tab.click('.badge');
        await tab.locator('.show').nth(1).click();
        await tab.waitForFunction(() => {
            const { top, bottom } = document.querySelector('[data-bindery-finding=warning]').getBoundingClientRect();
            return top >= 0 && bottom <= window.innerHeight;
        });
    });
});

test('what is wrong with the preview itself is said', async () => {
    await onPage({ ...findings, stale: true }, async (tab, preview) => {
        assert.equal(await tab.innerText('.badge'), 'Not up to date · 3 findings');
        await tab.click('.badge');
        assert.equal(await tab.innerText('.note'), 'The book cannot be built as it is now. You see the last good one.');
        preview.report({ provisional: true });
        await tab.waitForFunction(() => document.querySelector('bindery-preview').shadowRoot.querySelector('.note').textContent.startsWith('The book is still being read'));
        assert.equal(await tab.innerText('h2'), 'No findings');
    });
});

test('a server that went away is missed after a while, quietly', async () => {
    const preview = await startPreview(['<p>One</p>\n']);
    const context = await browser.newContext();
    try {
        const tab = await context.newPage();
        await tab.goto(preview.url, { waitUntil: 'networkidle' });
        await preview.close();
        await tab.waitForSelector('.badge');
        assert.equal(await tab.innerText('.badge'), 'Not connected');
        const again = await startPreview(['<p>One</p>\n'], { port: preview.port });
        await tab.waitForSelector('.badge', { state: 'hidden' });
        await again.close();
    } finally {
        await context.close();
    }
});

test('nothing of it is printed', async () => {
    await onPage(findings, async (tab) => {
        await tab.click('.badge');
        await tab.emulateMedia({ media: 'print' });
        assert.equal(await tab.isVisible('.panel'), false);
        assert.equal(await tab.evaluate(() => getComputedStyle(document.querySelector('[data-bindery-finding]')).boxShadow), 'none');
    });
});

test('text of a finding is text, whatever it says', async () => {
    const evil = '<img src=x onerror="document.title=1"> `</code><b>`';
    await onPage({ ...findings, items: [{ ...link, message: evil, label: evil, help: [evil], suggestions: [evil], source: evil, file: evil }] }, async (tab) => {
        await tab.click('.badge');
        assert.equal(await tab.locator('.panel :is(img, b)').count(), 0);
        assert.equal(await tab.locator('.source code').textContent(), evil);
    });
});

for (const [name, options] of [
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['light, on a phone', { viewport: phone }],
    ['dark, on a phone', { viewport: phone, colorScheme: 'dark' }],
]) {
    test(`axe finds nothing at the badge and the open panel (${name})`, async () => {
        await onPage({ ...findings, stale: true }, async (tab, _, complained) => {
            const audit = async () => {
                await tab.evaluate(axe);
                const { violations } = await tab.evaluate(() => window.axe.run({ include: ['bindery-preview'] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
                // The audit itself sets styles, which the policy refuses.
                complained.splice(0);
                none(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}: ${node.failureSummary}`)), 'findings');
            };
            await audit();
            await tab.click('.badge');
            await tab.getByRole('button', { name: 'Whole book 3' }).click();
            await audit();
            const width = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
            assert.ok(width <= 0, 'the page does not scroll sideways');
        }, options);
    });
}
