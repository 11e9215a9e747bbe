// The frame around the text, at the width of a phone, a tablet and a desk.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { desktop, phone, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { pages, varied, read } from './support/site.mjs';

useBook();

const long = 'guide/directives.html';
const widths = [320, 768, 1440];

test('the way back to the top comes after two windows of text, and goes there by keyboard', async () => {
    await withTab({ viewport: desktop }, async (tab) => {
        await tab.goto(url(long));
        const link = tab.locator('.to-top');
        assert.equal(await link.isVisible(), false);
        await tab.evaluate(() => window.scrollTo(0, innerHeight * 2 + 10));
        await link.waitFor({ state: 'visible' });
        await link.focus();
        await tab.keyboard.press('Enter');
        await tab.waitForFunction(() => scrollY === 0);
        await link.waitFor({ state: 'hidden' });
        assert.equal(await tab.evaluate(() => document.activeElement.id), 'page.content');
    });
});

for (const width of [...widths, 1280, 1920]) {
    test(`it covers no text (${width} px)`, async () => {
        const covered = [];
        await withTab({ viewport: { width, height: 700 } }, async (tab) => {
            for (const path of varied) {
                await tab.goto(url(path));
                for (const place of [0.3, 0.7, 1]) {
                    const under = await tab.evaluate((share) => {
                        window.scrollTo(0, document.documentElement.scrollHeight * share);
                        const link = document.querySelector('.to-top');
                        if (!link) return [];
                        const { left, top, right, bottom } = link.getBoundingClientRect();
                        const parts = document.querySelectorAll('.prose > *, .outline-beside:not(:empty), .page-foot > *, .page-facts > :not(.to-top), .site-footer > *, .breadcrumbs');
                        return Array.from(parts, (part) => [part, part.getBoundingClientRect()])
                            .filter(([part, box]) => !part.contains(link) && box.left < right && box.right > left && box.top < bottom && box.bottom > top)
                            .map(([part]) => part.className || part.localName);
                    }, place);
                    covered.push(...under.map((part) => `${path}: ${part}`));
                }
            }
        });
        none(covered, 'parts under the way back to the top');
    });
}

test('choosing a tab gives the page an address that leads to it, and leaves the way back as it was', async () => {
    const path = pages.find((page) => /class="tabs[ "]/.test(read(page)));
    assert.ok(path, 'the book has tabs');
    await withTab({}, async (tab) => {
        await tab.goto(url(path));
        const set = tab.locator('.tabs').first();
        const before = await tab.evaluate(() => history.length);
        await set.getByRole('tab').nth(1).click();
        const address = tab.url();
        const title = await set.getByRole('tab').nth(1).textContent();
        assert.match(decodeURIComponent(new URL(address).hash), /^#tab-[\p{L}\p{N}-]+$/u);
        assert.equal(await tab.evaluate(() => history.length), before);

        // Somebody else opens it: their own choices from before must not win.
        await tab.evaluate(() => localStorage.clear());
        await tab.goto('about:blank');
        await tab.goto(address);
        const chosen = tab.locator('.tabs').first().getByRole('tab', { selected: true });
        assert.equal(await chosen.textContent(), title);
        const top = await tab.locator('.tabs .tab-list').first().evaluate((list) => list.getBoundingClientRect().top);
        const header = await tab.locator('.site-header').evaluate((one) => one.getBoundingClientRect().bottom);
        assert.ok(top >= header && top < 720, `the titles can be seen: ${top}`);
    });
});

test('at the end of a page the last section is marked, and on the way down each has its turn', async () => {
    const wrong = [];
    await withTab({ viewport: desktop, reducedMotion: 'reduce' }, async (tab) => {
        for (const path of [long, 'guide/writing.html', 'security/jwt-authentication.html']) {
            await tab.goto(url(path));
            const result = await tab.evaluate(async () => {
                const links = Array.from(document.querySelectorAll('.outline-beside a'));
                const room = document.documentElement.scrollHeight - innerHeight;
                if (!links.length || room < innerHeight) return null;
                const seen = new Set();
                for (let at = 0; at <= room + 150; at += 150) {
                    window.scrollTo(0, at);
                    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                    const marked = document.querySelector('.outline-beside a[aria-current]');
                    if (marked) seen.add(marked);
                }
                const last = document.querySelector('.outline-beside a[aria-current]');
                const tall = links.filter((link) => {
                    const here = document.getElementById(decodeURIComponent(link.hash.slice(1))).getBoundingClientRect().top;
                    const next = links[links.indexOf(link) + 1];
                    const there = next ? document.getElementById(decodeURIComponent(next.hash.slice(1))).getBoundingClientRect().top : Infinity;
                    return there - here > 300 && !seen.has(link);
                });
                return { last: last?.textContent, wanted: links.at(-1).textContent, missed: tall.map((link) => link.textContent) };
            });
            if (!result) continue;
            if (result.last !== result.wanted) wrong.push(`${path}: at the end ${result.last} is marked, not ${result.wanted}`);
            wrong.push(...result.missed.map((title) => `${path}: ${title} is never marked`));
        }
    });
    none(wrong, 'sections that the outline does not follow');
});

function watchShifts(tab) {
    return tab.addInitScript(() => {
        window.moved = [];
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.moved.push(`${entry.value.toFixed(5)} ${entry.sources.map(({ node }) => node?.className || node?.nodeName).join(' ')}`);
        }).observe({ type: 'layout-shift', buffered: true });
    });
}

test('nothing moves where a page comes in two pieces, cut in the header', async () => {
    const slow = createServer(async (request, response) => {
        const answer = await fetch(url(request.url.slice(1)));
        const body = Buffer.from(await answer.arrayBuffer());
        const cut = Math.max(0, body.indexOf('<div class="header-tools">'));
        response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') });
        response.write(body.subarray(0, cut));
        setTimeout(() => response.end(body.subarray(cut)), cut ? 400 : 0);
    });
    await new Promise((done) => slow.listen(0, '127.0.0.1', done));
    const moved = [];
    for (const width of widths) {
        await withTab({ viewport: { width, height: 800 } }, async (tab) => {
            await watchShifts(tab);
            await tab.goto(`http://127.0.0.1:${slow.address().port}/${long}`);
            await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))));
            moved.push(...(await tab.evaluate(() => window.moved)).map((what) => `${width} px: ${what}`));
            assert.equal(await tab.locator('.site-header .search-open').isVisible(), true, 'the whole header is shown in the end');
        });
    }
    slow.close();
    none(moved, 'shifts of layout');
});

for (const width of widths) {
    test(`nothing on any page moves while it loads (${width} px)`, async () => {
        const moved = [];
        await withTab({ viewport: { width, height: 800 } }, async (tab) => {
            await watchShifts(tab);
            for (const path of varied) {
                await tab.goto(url(path), { waitUntil: 'load' });
                await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))));
                moved.push(...(await tab.evaluate(() => window.moved)).map((what) => `${path}: ${what}`));
            }
        });
        none(moved, 'shifts of layout');
    });

    test(`what has the focus is in sight, marked, and not beneath the header (${width} px)`, async () => {
        const wrong = [];
        await withTab({ viewport: { width, height: 600 } }, async (tab) => {
            for (const path of ['guide/themes.html', '404.html']) {
                await tab.goto(url(path));
                const look = () =>
                    tab.evaluate(() => {
                        const at = document.activeElement;
                        if (!at || at === document.body || at.dataset.visited) return null;
                        at.dataset.visited = 'yes';
                        const box = at.getBoundingClientRect();
                        const header = document.querySelector('.site-header').getBoundingClientRect();
                        const style = getComputedStyle(at);
                        return {
                            what: `${at.localName}.${at.className} ${at.textContent.trim().slice(0, 30)}`,
                            inHeader: Boolean(at.closest('.site-header, .skip-link, .site-navigation')),
                            top: box.top,
                            bottom: box.bottom,
                            header: header.bottom,
                            height: innerHeight,
                            ring: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
                        };
                    });
                for (const key of ['Tab', 'Shift+Tab']) {
                    await tab.evaluate(() => document.querySelectorAll('[data-visited]').forEach((one) => delete one.dataset.visited));
                    for (let stop = 0; stop < 400; stop += 1) {
                        await tab.keyboard.press(key);
                        const seen = await look();
                        if (!seen) break;
                        const { what, top, bottom, header, height } = seen;
                        if (!seen.ring) wrong.push(`${path}: ${what} shows no ring`);
                        if (bottom <= 0 || top >= height) wrong.push(`${path}: ${what} is out of sight at ${top}`);
                        else if (!seen.inHeader && bottom <= header) wrong.push(`${path}: ${what} is beneath the header at ${top}`);
                    }
                }
            }
        });
        none(wrong, 'stops of the keyboard');
    });

    test(`what is clicked in the frame is large enough for a finger (${width} px)`, async () => {
        const small = new Set();
        await withTab({ viewport: { width, height: 800 } }, async (tab) => {
            for (const path of [...pages.slice(0, 6), long, '404.html']) {
                await tab.goto(url(path));
                const found = await tab.evaluate(() =>
                    Array.from(document.querySelectorAll(':is(.site-header, .site-navigation, .breadcrumbs, .outline, .page-foot, .tab-list, .site-footer) :is(a, button, summary)'))
                        .filter((one) => one.checkVisibility() && one.getClientRects().length && !one.closest('.visually-hidden'))
                        .map((one) => ({ what: one.className || one.textContent.trim(), box: one.getBoundingClientRect() }))
                        .filter(({ box }) => box.width > 1 && (box.width < 23.5 || box.height < 23.5))
                        .map(({ what, box }) => `${what}: ${box.width} by ${box.height}`),
                );
                found.forEach((one) => small.add(one));
            }
        });
        none([...small], 'small targets');
    });
}

for (const [name, options] of Object.entries({ 'forced colours': { forcedColors: 'active' }, 'more contrast': { contrast: 'more' } })) {
    test(`with ${name}, what is current is marked by more than a colour`, async () => {
        await withTab({ viewport: desktop, ...options }, async (tab) => {
            await tab.goto(url(long));
            await tab.evaluate(() => window.scrollTo(0, innerHeight * 3));
            await tab.waitForSelector('.outline-beside a[aria-current]');
            for (const current of ['.nav-tree a[aria-current=page]', '.outline-beside a[aria-current]']) {
                const marked = await tab.locator(current).first().evaluate((link) => {
                    const bar = getComputedStyle(link, '::before');
                    return { weight: Number(getComputedStyle(link).fontWeight), bar: bar.content !== 'none' && Number.parseFloat(bar.inlineSize) >= 3 };
                });
                assert.ok(marked.weight >= 600 && marked.bar, `${current}: ${JSON.stringify(marked)}`);
            }
            const anchor = tab.locator('.prose h2 .anchor').first();
            assert.equal(await anchor.evaluate((node) => getComputedStyle(node).opacity), '1');
        });
    });
}

test('with reduced motion nothing moves by itself', async () => {
    await withTab({ reducedMotion: 'reduce', viewport: desktop }, async (tab) => {
        await tab.goto(url(long));
        const moving = await tab.evaluate(() => {
            const seconds = (text) => Math.max(...text.split(',').map(Number.parseFloat));
            return Array.from(document.querySelectorAll('*'))
                .filter((one) => {
                    const style = getComputedStyle(one);
                    return (style.animationName !== 'none' && seconds(style.animationDuration) > 0) || (style.transitionProperty !== 'all' && seconds(style.transitionDuration) > 0);
                })
                .map((one) => one.className || one.localName);
        });
        none([...new Set(moving.map(String))], 'moving elements');
        assert.equal(await tab.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
    });
});

test('without scripts the page foot has everything, and the date is there for machines', async () => {
    await withTab({ javaScriptEnabled: false, viewport: phone }, async (tab) => {
        await tab.goto(url(long));
        assert.ok(await tab.locator('.to-top').isVisible());
        const date = tab.locator('.updated time');
        if ((await date.count()) === 0) return;
        assert.match(await date.getAttribute('datetime'), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        assert.match(await date.textContent(), /^\d{1,2} \p{L}+ \d{4}$/u);
    });
});
