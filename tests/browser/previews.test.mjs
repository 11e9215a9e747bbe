// A small window beside a link shows what it leads to: the note of a footnote, the title and first words of a page of the book.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desktop, phone, url, useBook, withTab } from './support/book.mjs';

useBook();

const withNotes = 'guide/writing.html';
const withLinks = 'guide/themes.html';
const mark = '.footnote-ref a';
const pageLink = '.prose p a[href="previewing.html"]';

const popover = (tab) => tab.locator('.popover');
const appears = (tab) => popover(tab).waitFor({ state: 'visible' });
const goes = (tab) => popover(tab).waitFor({ state: 'hidden' });

test('the mark of a footnote shows its note, without the ways back', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(withNotes));
        await tab.hover(mark);
        await appears(tab);
        const note = await tab.locator(mark).first().evaluate((link) => {
            const copy = document.getElementById(decodeURIComponent(link.hash.slice(1))).cloneNode(true);
            copy.querySelectorAll('.footnote-back').forEach((back) => back.remove());
            return copy.textContent.trim();
        });
        assert.equal((await popover(tab).textContent()).trim(), note);
        assert.equal(await tab.locator(mark).first().getAttribute('aria-describedby'), await popover(tab).getAttribute('id'));
        await tab.mouse.move(5, 400);
        await goes(tab);
        assert.equal(await tab.locator(mark).first().getAttribute('aria-describedby'), null);
    });
});

test('the pointer may rest on the window, and Esc closes it without moving anything', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(withLinks));
        await tab.hover(pageLink);
        await appears(tab);
        await popover(tab).hover();
        await tab.waitForTimeout(800);
        assert.ok(await popover(tab).isVisible(), 'it stays while the pointer is on it');
        const scrolled = await tab.evaluate(() => window.scrollY);
        await tab.keyboard.press('Escape');
        await goes(tab);
        assert.equal(await tab.evaluate(() => window.scrollY), scrolled);
    });
});

test('the focus of the keyboard shows it and takes it away', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(withLinks));
        const link = tab.locator(pageLink).first();
        await link.evaluate((node) => {
            const before = document.createElement('button');
            before.textContent = 'before';
            node.before(before);
            before.focus();
        });
        await tab.keyboard.press('Tab');
        await appears(tab);
        assert.match(await popover(tab).textContent(), /^Previewing a book/);
        await tab.keyboard.press('Escape');
        await goes(tab);
        assert.ok(await link.evaluate((node) => node === document.activeElement), 'the focus stays');
        await tab.keyboard.press('Shift+Tab');
        await tab.keyboard.press('Tab');
        await appears(tab);
        await tab.keyboard.press('Shift+Tab');
        assert.ok(!(await popover(tab).isVisible()), 'it goes at once: it may lie over what has the focus now');
    });
});

test('a page of the book is fetched once, and only when somebody waits for it', async () => {
    await withTab({}, async (tab) => {
        const asked = [];
        await tab.goto(url(withLinks), { waitUntil: 'networkidle' });
        tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
        const link = tab.locator(pageLink).first();
        await link.scrollIntoViewIfNeeded();
        await link.hover();
        await tab.mouse.move(5, 400);
        await tab.waitForTimeout(900);
        assert.deepEqual(asked, [], 'a pointer that passes asks for nothing');
        for (let time = 0; time < 2; time += 1) {
            await link.hover();
            await appears(tab);
            await tab.mouse.move(5, 400);
            await goes(tab);
        }
        assert.deepEqual(asked, ['/guide/previewing.html']);
    });
});

test('links of the frame and to other sites show nothing', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(withLinks));
        for (const link of ['.nav-tree a', '.pager a', '.outline-beside a', '.prose a[href^="http"]', '.prose h2 .anchor']) {
            await tab.locator(link).first().hover();
            await tab.waitForTimeout(700);
            assert.equal(await popover(tab).count(), 0, link);
        }
    });
});

test('what does not exist shows nothing and says nothing', async () => {
    await withTab({}, async (tab) => {
        const errors = [];
        tab.on('pageerror', (error) => errors.push(error.message));
        await tab.route('**/guide/previewing.html', (route) => route.fulfill({ status: 500, contentType: 'text/html', body: '' }));
        await tab.goto(url(withLinks));
        await tab.hover(pageLink);
        await tab.waitForTimeout(900);
        assert.equal(await popover(tab).count(), 0);
        assert.deepEqual(errors, []);
    });
});

test('markup of a page comes along only as text and the plainest elements', async () => {
    await withTab({}, async (tab) => {
        const body = `<article class="prose"><h1 onclick="x()">A <em>title</em></h1><p class="x" style="color:red">Some
            <a href="javascript:x()"><code onmouseover="x()">code</code></a> <img src="x.png" alt="a picture" onerror="x()">
            <script>document.title = 'broken'</script><iframe src="/"></iframe>end</p></article>`;
        await tab.route('**/guide/previewing.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
        await tab.goto(url(withLinks));
        await tab.hover(pageLink);
        await appears(tab);
        const [html, attributes] = await popover(tab).evaluate((box) => [
            box.textContent.replace(/\s+/g, ' '),
            Array.from(box.querySelectorAll('*')).flatMap((element) => Array.from(element.attributes, (one) => `${element.localName} ${one.name}`)),
        ]);
        assert.equal(html, 'A titleSome code a picture end');
        assert.deepEqual([...new Set(attributes)].sort(), ['div class', 'p class']);
        assert.notEqual(await tab.title(), 'broken');
    });
});

for (const [name, viewport] of Object.entries({ desktop, phone, narrow: { width: 320, height: 480 } })) {
    test(`it stays in the window (${name})`, async () => {
        await withTab({ viewport }, async (tab) => {
            await tab.goto(url(withNotes));
            const marks = tab.locator(mark);
            for (let at = 0; at < (await marks.count()); at += 1) {
                await marks.nth(at).hover();
                await tab.waitForFunction((node) => node.hasAttribute('aria-describedby'), await marks.nth(at).elementHandle());
                const box = await popover(tab).boundingBox();
                assert.ok(box.x >= 0 && box.x + box.width <= viewport.width, JSON.stringify(box));
                const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
                assert.equal(wide, 0);
            }
        });
    });
}

test('a tap shows the note, a tap beside it closes it, a second tap on the mark goes there', async () => {
    await withTab({ viewport: phone, hasTouch: true, isMobile: true }, async (tab) => {
        await tab.goto(url(withNotes));
        await tab.locator(mark).first().tap();
        await appears(tab);
        assert.equal(new URL(tab.url()).hash, '');
        await tab.locator('h1').first().evaluate((node) => node.scrollIntoView());
        await tab.locator('h1').first().tap();
        await goes(tab);
        await tab.locator(mark).first().tap();
        await appears(tab);
        await tab.locator(mark).first().tap();
        await goes(tab);
        assert.match(new URL(tab.url()).hash, /^#fn-/);
    });
});

test('a tap on a link to a page goes there at once', async () => {
    await withTab({ viewport: phone, hasTouch: true, isMobile: true }, async (tab) => {
        await tab.goto(url(withLinks));
        await tab.locator(pageLink).first().tap();
        await tab.waitForURL(url('guide/previewing.html'));
    });
});

test('without scripts the mark is a link to its note', async () => {
    await withTab({ javaScriptEnabled: false }, async (tab) => {
        await tab.goto(url(withNotes));
        await tab.locator(mark).first().click();
        assert.match(new URL(tab.url()).hash, /^#fn-/);
    });
});
