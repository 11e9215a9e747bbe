// The preview's script does to the page what an update says, and leaves everything else as the reader has it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './support/chromium.mjs';
import { complaints, frame, startPreview } from './support/preview.mjs';

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

const paragraph = (text) => `<p>${text}</p>\n`;
const many = (from, to) => Array.from({ length: to - from }, (_, n) => paragraph(`Paragraph ${from + n}. ${'word '.repeat(60)}`));
const details = '<details><summary>More</summary>\n<p>Hidden at first</p>\n</details>\n';
const code = (text) => `<pre tabindex="0"><code>${text}\n</code></pre>\n`;
const tabs = (...panels) => `<div class="tabs">\n${panels.map(([title, text]) => `<div class="tab">\n<p class="tab-title">${title}</p>\n<p>${text}</p>\n</div>`).join('\n')}\n</div>\n`;

/** Opens a page of these blocks, runs the body, and fails on any complaint of the browser. */
async function onPage(blocks, body, options = {}) {
    const preview = await startPreview(blocks);
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    try {
        const tab = await context.newPage();
        const complained = await complaints(tab);
        await tab.goto(preview.url);
        await settled(preview);
        await body(tab, preview, context);
        assert.deepEqual(complained, []);
    } finally {
        await context.close();
        await preview.close();
    }
}

async function until(condition, what) {
    for (const end = Date.now() + 5000; Date.now() < end; ) {
        if (await condition()) return;
        await new Promise((tick) => setTimeout(tick, 5));
    }
    throw new Error(`never came to be: ${what}`);
}

const settled = (preview, hellos = 1) => until(() => preview.received.filter((message) => message.hello).length >= hellos, 'hello');

/** Changes the page and waits until the tab has done so. */
async function edit(tab, preview, change) {
    await tab.evaluate(() => {
        window.updated = new Promise((done) => {
            document.addEventListener('bindery:update', ({ detail }) => done(detail.nodes.map((node) => node.nodeName)), { once: true });
        });
    });
    preview.edit(change);
    return tab.evaluate(() => window.updated);
}

const prose = (tab) => tab.evaluate(() => Array.from(document.querySelector('.prose').children, (child) => child.textContent.trim().split('\n')[0].slice(0, 20)));
const sentinel = (tab, selector) => tab.evaluate((s) => (document.querySelector(s).sentinel = 'same'), selector);
const isSame = (tab, selector) => tab.evaluate((s) => document.querySelector(s).sentinel === 'same', selector);

test('nothing of the preview is left in a page without findings', async () => {
    await onPage([paragraph('One')], async (tab) => {
        assert.equal(await tab.locator('script[src*=bindery], bindery-preview, bindery-body').count(), 0);
    });
});

test('the hello says what the tab shows', async () => {
    await onPage([paragraph('One'), paragraph('Two')], async (tab, preview) => {
        assert.deepEqual(preview.received[0].hello, {
            address: '/page.html',
            page: '1',
            client: 'one',
            nodes: ['#text', 'P', '#text', 'P', '#text', 'P', '#text'],
        });
    });
});

test('blocks are changed, inserted, removed and moved', async () => {
    const [a, b, c, d] = ['Alpha', 'Beta', 'Gamma', 'Delta'].map(paragraph);
    await onPage([a, b, c], async (tab, preview) => {
        const shown = async (blocks, expected) => {
            await edit(tab, preview, { blocks });
            assert.deepEqual(await prose(tab), ['Written by the templ', ...expected]);
        };
        await shown([a, paragraph('Better'), c], ['Alpha', 'Better', 'Gamma']);
        await shown([d, a, paragraph('Better'), c], ['Delta', 'Alpha', 'Better', 'Gamma']);
        await shown([d, c], ['Delta', 'Gamma']);
        await shown([c, d], ['Gamma', 'Delta']);
        await shown([c, '<h2 id="h">Head</h2>\n', d, b, a], ['Gamma', 'Head', 'Delta', 'Beta', 'Alpha']);
        await shown([], []);
        await shown([a], ['Alpha']);
        await shown(['<ul>\n<li>One</li>\n</ul>\n', a, a, a], ['One', 'Alpha', 'Alpha', 'Alpha']);
        await shown([a, a], ['Alpha', 'Alpha']);
        assert.equal(preview.loads, 1);
        assert.equal(preview.received.some((message) => message.whole), false);
    });
});

test('a changed paragraph stays the same element, and so do its unchanged parts', async () => {
    await onPage([paragraph('Some <em>old</em> words and <a href="#x">a link</a>')], async (tab, preview) => {
        await sentinel(tab, '.prose a');
        const nodes = await edit(tab, preview, { blocks: [paragraph('Some <em>new</em> words, more of them, and <a href="#x">a link</a>')] });
        assert.ok(await isSame(tab, '.prose a'));
        assert.ok(nodes.includes('P') || nodes.includes('EM'));
        assert.equal(await tab.textContent('.prose > p:last-child'), 'Some new words, more of them, and a link');
    });
});

test('an edit above the window moves nothing in it', async () => {
    await onPage(many(0, 60), async (tab, preview) => {
        await tab.evaluate(() => window.scrollTo(0, document.querySelectorAll('.prose > p')[30].offsetTop + 40));
        const top = () => tab.evaluate(() => document.querySelectorAll('.prose > p')[document.querySelectorAll('.prose > p').length - 28].getBoundingClientRect().top);
        const before = await top();
        await edit(tab, preview, { blocks: [...many(0, 5), ...many(100, 110), ...many(5, 60)] });
        await tab.waitForTimeout(60);
        assert.ok(Math.abs((await top()) - before) < 1, `moved by ${(await top()) - before}`);
        await edit(tab, preview, { blocks: many(10, 60) });
        await tab.waitForTimeout(60);
        assert.ok(Math.abs((await top()) - before) < 1, `moved by ${(await top()) - before}`);
    });
});

test('at the very top the page stays at the top', async () => {
    await onPage(many(0, 30), async (tab, preview) => {
        await edit(tab, preview, { blocks: [...many(100, 110), ...many(0, 30)] });
        await tab.waitForTimeout(60);
        assert.equal(await tab.evaluate(() => window.scrollY), 0);
    });
});

test('typed words and the focus stay', async () => {
    await onPage([paragraph('One')], async (tab, preview) => {
        await tab.fill('[type=search]', 'half a qu');
        await edit(tab, preview, { blocks: [paragraph('Two')], frame: frame({ title: 'Another', navigation: ['b', 'c', 'd'] }) });
        await tab.keyboard.type('ery');
        assert.equal(await tab.inputValue('[type=search]'), 'half a query');
    });
});

test('a selection stays where the text around it changes', async () => {
    await onPage([paragraph('First words, chosen words, last words'), paragraph('Two')], async (tab, preview) => {
        await tab.evaluate(() => {
            const text = document.querySelectorAll('.prose > p')[1].firstChild;
            const range = document.createRange();
            range.setStart(text, 13);
            range.setEnd(text, 25);
            window.getSelection().addRange(range);
        });
        const selected = () => tab.evaluate(() => String(window.getSelection()));
        assert.equal(await selected(), 'chosen words');
        await edit(tab, preview, { blocks: [paragraph('First words, chosen words, last words, and more'), paragraph('Three')] });
        assert.equal(await selected(), 'chosen words');
        await edit(tab, preview, { blocks: [paragraph('Now words, chosen words, last words, and more'), paragraph('Three')] });
        assert.equal(await selected(), 'chosen words');
    });
});

test('open details stay open, around a change and beside one', async () => {
    await onPage([details, paragraph('One')], async (tab, preview) => {
        await tab.click('.prose summary');
        await edit(tab, preview, { blocks: [paragraph('New'), details, paragraph('Two')] });
        assert.ok(await tab.isVisible('.prose details > p'));
        await edit(tab, preview, { blocks: [paragraph('New'), details.replace('at first', 'before'), paragraph('Two')] });
        assert.equal(await tab.innerText('.prose details > p'), 'Hidden before');
    });
});

test('the chosen tab stays, and the tab list follows its panels', async () => {
    await onPage([tabs(['Rust', 'r'], ['Go', 'g']), paragraph('One')], async (tab, preview) => {
        await tab.click('[role=tab] >> nth=1');
        const lists = () => tab.locator('.tab-list').count();
        const titles = () => tab.locator('[role=tab]').allInnerTexts();
        const shown = () => tab.locator('[role=tabpanel]:visible > p:last-child').allInnerTexts();

        await edit(tab, preview, { blocks: [tabs(['Rust', 'r'], ['Go', 'gg']), paragraph('Two')] });
        assert.deepEqual([await lists(), await titles(), await shown()], [1, ['Rust', 'Go'], ['gg']]);
        await edit(tab, preview, { blocks: [tabs(['Rust', 'r'], ['Golang', 'gg']), paragraph('Two')] });
        assert.deepEqual([await lists(), await titles(), await shown()], [1, ['Rust', 'Golang'], ['gg']]);
        await edit(tab, preview, { blocks: [tabs(['C', 'c'], ['Rust', 'r'], ['Golang', 'gg']), paragraph('Two')] });
        assert.deepEqual([await lists(), await titles(), await shown()], [1, ['C', 'Rust', 'Golang'], ['gg']]);
        await tab.click('[role=tab] >> nth=0');
        assert.deepEqual(await shown(), ['c']);
        await edit(tab, preview, { blocks: [tabs(['C', 'c']), paragraph('Two')] });
        assert.deepEqual([await lists(), await tab.isVisible('.tab')], [0, true]);
    });
});

test('copy buttons and the place scrolled to inside code stay; new code gets a button', async () => {
    const wide = 'x'.repeat(400);
    await onPage([code(wide), paragraph('One')], async (tab, preview) => {
        await tab.evaluate(() => (document.querySelector('pre').scrollLeft = 120));
        await sentinel(tab, '.copy');
        await edit(tab, preview, { blocks: [paragraph('New'), code(`${wide}\ny`), code('z'), paragraph('One')] });
        assert.deepEqual(await tab.locator('.code-frame > .copy').count(), 2);
        assert.ok(await isSame(tab, '.copy'));
        assert.equal(await tab.evaluate(() => document.querySelector('pre').scrollLeft), 120);
        await edit(tab, preview, { blocks: [paragraph('New'), paragraph('One')] });
        assert.equal(await tab.locator('.copy, .code-frame, pre').count(), 0);
    });
});

test('title, navigation and outline follow, with what the reader opened in them', async () => {
    await onPage(['<h2 id="one">One</h2>\n', '<h2 id="two">Two</h2>\n'], async (tab, preview) => {
        await tab.click('.nav-branch:nth-child(2) summary');
        await sentinel(tab, '.nav-branch:nth-child(2) details');
        await edit(tab, preview, { frame: frame({ title: 'New title', navigation: ['c', 'x', 'b'], outline: ['one', 'two'] }) });
        assert.equal(await tab.title(), 'New title');
        assert.deepEqual(await tab.locator('.nav-branch > a').allInnerTexts(), ['c', 'x', 'b']);
        assert.ok(await isSame(tab, '.nav-branch:nth-child(3) details[open]'));
        assert.deepEqual(await tab.locator('.outline-beside a').allInnerTexts(), ['one', 'two']);
        assert.deepEqual(await tab.locator('.prose > h2').allInnerTexts(), ['One', 'Two']);
        assert.equal(await tab.locator('.outline-beside [aria-current]').count(), 1);
    });
});

test('what scripts set on <html> stays through a new frame', async () => {
    await onPage([paragraph('One')], async (tab, preview) => {
        await tab.click('.theme-switch');
        const before = await tab.evaluate(() => [document.documentElement.className, document.documentElement.dataset.theme]);
        assert.deepEqual(before, ['js', 'light']);
        await edit(tab, preview, { frame: frame({ title: 'B' }) });
        await edit(tab, preview, { frame: frame({ title: 'C' }).replace('dir="ltr"', 'dir="rtl"') });
        assert.deepEqual(await tab.evaluate(() => [document.documentElement.className, document.documentElement.dataset.theme]), before);
        assert.equal(await tab.evaluate(() => document.documentElement.dir), 'rtl');
    });
});

test('frame and blocks change in one update', async () => {
    await onPage(['<h2 id="one">One</h2>\n', paragraph('Text')], async (tab, preview) => {
        await edit(tab, preview, { blocks: ['<h2 id="uno">Uno</h2>\n', paragraph('Text'), paragraph('More')], frame: frame({ outline: ['uno'] }) });
        assert.deepEqual(await prose(tab), ['Written by the templ', 'Uno', 'Text', 'More']);
        await edit(tab, preview, { blocks: [], frame: frame({ outline: [] }) });
        assert.deepEqual(await prose(tab), ['Written by the templ']);
        await edit(tab, preview, { blocks: [paragraph('Back')], frame: frame({ outline: ['uno'] }) });
        assert.deepEqual(await prose(tab), ['Written by the templ', 'Back']);
        assert.equal(await tab.evaluate(() => document.querySelector('.outline-beside') !== null), true);
        assert.equal(preview.loads, 1);
    });
});

test('a style sheet is swapped once the new one is there', async () => {
    await onPage([paragraph('One')], async (tab, preview) => {
        await tab.evaluate(() => {
            window.counts = [];
            new MutationObserver(() => window.counts.push(document.querySelectorAll('link[rel=stylesheet]').length)).observe(document.head, { childList: true });
        });
        await edit(tab, preview, { frame: frame({ style: '/other.css' }) });
        await tab.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
        assert.deepEqual(await tab.evaluate(() => window.counts), [2, 1]);
        assert.equal(await tab.evaluate(() => getComputedStyle(document.querySelector('.above')).letterSpacing), '3px');
        for (const style of ['/style.css', '/other.css', '/style.css']) preview.edit({ frame: frame({ style }) });
        await tab.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
        assert.equal(await tab.getAttribute('link[rel=stylesheet]', 'href'), '/style.css');
    });
});

test('a picture and a style sheet whose bytes changed are loaded anew in their place', async () => {
    const svg = (size) => `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"/>`;
    await onPage(['<p><img src="/img/a.svg" alt="A"></p>\n'], async (tab, preview) => {
        preview.files.set('/img/a.svg', ['image/svg+xml', () => svg(40)]);
        await tab.reload();
        await settled(preview, 2);
        const width = () => tab.evaluate(() => document.querySelector('.prose img').naturalWidth);
        assert.equal(await width(), 40);
        preview.files.set('/img/a.svg', ['image/svg+xml', () => svg(70)]);
        preview.files.set('/style.css', ['text/css', () => '.above { letter-spacing: 5px }']);
        await edit(tab, preview, { refreshed: ['/img/a.svg', '/style.css'] });
        await until(async () => (await width()) === 70, 'the new picture');
        await tab.waitForFunction(() => getComputedStyle(document.querySelector('.above')).letterSpacing === '5px');
        assert.equal(await tab.locator('link[rel=stylesheet]').count(), 1);
        await edit(tab, preview, { blocks: ['<p><img src="/img/a.svg" alt="Another A"></p>\n'] });
        assert.equal(await width(), 70);
    });
});

test('another script of the theme loads the page anew', async () => {
    await onPage([paragraph('One')], async (tab, preview) => {
        const navigated = tab.waitForNavigation();
        preview.edit({ frame: frame({ script: '/other.js' }) });
        await navigated;
        assert.equal(preview.loads, 2);
    });
});

test('names that do not fit are answered with the whole page', async () => {
    const preview = await startPreview([paragraph('One')]);
    preview.names = [['H1', '#text'], ['P', '#text']];
    const context = await browser.newContext();
    try {
        const tab = await context.newPage();
        await tab.goto(preview.url);
        await until(() => preview.received.some((message) => message.whole), 'whole');
        assert.deepEqual(await prose(tab), ['Written by the templ', 'One']);
        await edit(tab, preview, { blocks: [paragraph('Two'), paragraph('Three')] });
        assert.deepEqual(await prose(tab), ['Written by the templ', 'Two', 'Three']);
        assert.equal(preview.received.filter((message) => message.whole).length, 1);
        assert.equal(preview.loads, 1);
    } finally {
        await context.close();
        await preview.close();
    }
});

test('HTML that leaves an element open shows as the browser would load it', async () => {
    await onPage([paragraph('One'), paragraph('Two'), paragraph('Three')], async (tab, preview) => {
        const loaded = async () => {
            const shown = await tab.evaluate(() => document.body.innerHTML);
            const fresh = await tab.context().newPage();
            await fresh.goto(preview.url);
            const expected = await fresh.evaluate(() => document.body.innerHTML);
            await fresh.close();
            assert.equal(shown.replaceAll(/\s+/g, ' '), expected.replaceAll(/\s+/g, ' '));
        };
        await edit(tab, preview, { blocks: [paragraph('One'), '<div class="open">\n', paragraph('Two'), paragraph('Three')] });
        preview.send({ update: { whole: true, page: String(preview.version), frame: preview.frame, blocks: preview.blocks.map((html) => ({ html, nodes: 2 })), refreshed: [] } });
        await until(() => tab.evaluate(() => document.querySelector('.open > p') !== null), 'the open element');
        await loaded();
        await edit(tab, preview, { blocks: [paragraph('One'), '<div class="open">\n', paragraph('Two!'), paragraph('Three')] });
        await loaded();
        await edit(tab, preview, { blocks: [paragraph('One'), paragraph('Two!'), paragraph('Three')] });
        await loaded();
    });
});

test('the tab is back by itself when the server is, and catches up', async () => {
    const preview = await startPreview([paragraph('One')]);
    const context = await browser.newContext();
    let again;
    try {
        const tab = await context.newPage();
        await tab.goto(preview.url);
        await settled(preview);
        await preview.close();
        again = await startPreview([paragraph('Two'), paragraph('Three')], { port: preview.port });
        again.version = 7;
        await until(async () => (await prose(tab)).includes('Three'), 'the newer page');
        assert.equal(again.loads, 0);
        assert.deepEqual(await prose(tab), ['Written by the templ', 'Two', 'Three']);
    } finally {
        await context.close();
        await again?.close();
    }
});

test('another version of the preview script loads the page anew', async () => {
    await onPage([paragraph('One')], async (tab, preview) => {
        preview.client = 'two';
        const navigated = tab.waitForNavigation();
        preview.sockets.forEach((socket) => socket.close());
        await navigated;
        await settled(preview, 3);
        assert.equal(preview.received.at(-1).hello.client, 'two');
    });
});

test('twenty tabs follow', async () => {
    await onPage([paragraph('One')], async (first, preview, context) => {
        const others = await Promise.all(Array.from({ length: 19 }, () => context.newPage()));
        await Promise.all(others.map((tab) => tab.goto(preview.url)));
        await settled(preview, 20);
        preview.edit({ blocks: [paragraph('Two')] });
        for (const tab of [first, ...others]) await until(async () => (await prose(tab)).includes('Two'), 'Two');
    });
});

test('a page left and come back to is connected again', async () => {
    await onPage([paragraph('One')], async (tab, preview) => {
        await tab.goto(preview.url.replace('page', 'other'));
        await settled(preview, 2);
        await tab.goBack();
        await settled(preview, 3);
        await edit(tab, preview, { blocks: [paragraph('Two')] });
        assert.deepEqual(await prose(tab), ['Written by the templ', 'Two']);
    });
});

test('a script that comes with a block loads the page anew, so that it runs', async () => {
    await onPage([paragraph('One')], async (tab, preview) => {
        preview.files.set('/mine.js', ['text/javascript', () => 'document.documentElement.dataset.ran = "yes"']);
        const navigated = tab.waitForNavigation();
        preview.edit({ blocks: [paragraph('One'), '<script src="/mine.js"></script>\n'] });
        await navigated;
        assert.equal(await tab.evaluate(() => document.documentElement.dataset.ran), 'yes');
    });
});
