// The viewer: each diagram opens over the whole window, and mouse, fingers and keys move and enlarge it there.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { desktop, phone, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { pages, read } from './support/site.mjs';
import { fingers } from './support/touch.mjs';

useBook();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const withDiagrams = pages.filter((path) => read(path).includes('class="diagram-scroll"'));
const [first] = withDiagrams;

/** Opens the viewer on the page's first diagram in a tab of its own; complaints of the browser fail the test. */
async function inViewer(options, body, path = first) {
    await withTab(options, async (tab) => {
        const complaints = [];
        tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
        tab.on('pageerror', (error) => complaints.push(String(error)));
        await tab.goto(url(path));
        await tab.locator('.enlarge').first().click();
        await tab.waitForSelector('.viewer-drawing');
        await body(tab);
        assert.deepEqual(complaints, []);
    });
}

/** Where the drawing is in its stage, when it has come to rest. */
async function view(tab) {
    await tab.evaluate(() => Promise.all(document.querySelector('.viewer-drawing').getAnimations().map((glide) => glide.finished)));
    return tab.evaluate(() => {
        const drawing = document.querySelector('.viewer-drawing');
        const [box, stage] = [drawing, drawing.parentElement].map((element) => element.getBoundingClientRect());
        return {
            scale: box.width / Number(drawing.getAttribute('width')),
            level: document.querySelector('.viewer-level').textContent,
            left: box.left - stage.left, right: box.right - stage.left, top: box.top - stage.top, bottom: box.bottom - stage.top,
            width: stage.width, height: stage.height, x: stage.left, y: stage.top,
        };
    });
}

/** The place of the stage that shows a given share of the drawing, and the other way round. */
const shareAt = (seen, x, y) => [(x - seen.x - seen.left) / (seen.right - seen.left), (y - seen.y - seen.top) / (seen.bottom - seen.top)];
const close = (one, other, slack, what) => assert.ok(Math.abs(one - other) <= slack, `${what}: ${one} against ${other}`);
const isWhole = ({ left, right, top, bottom, width, height }) => left >= -0.5 && top >= -0.5 && right <= width + 0.5 && bottom <= height + 0.5;
/** Half of what the stage could show of it is in sight, across and down. */
const isSeen = ({ left, right, top, bottom, width, height }) =>
    Math.min(right, width) - Math.max(left, 0) >= Math.min(right - left, width) / 2 - 1 &&
    Math.min(bottom, height) - Math.max(top, 0) >= Math.min(bottom - top, height) / 2 - 1;

test('every diagram of the book opens whole and its references lead into the copy', async () => {
    for (const viewport of [desktop, { width: 320, height: 640 }]) {
        await withTab({ viewport }, async (tab) => {
            const problems = [];
            for (const path of withDiagrams) {
                await tab.goto(url(path));
                const count = await tab.locator('.diagram-scroll').count();
                assert.equal(await tab.locator('.enlarge').count(), count, path);
                for (let number = 0; number < count; number += 1) {
                    const place = `${path}, diagram ${number + 1}, ${viewport.width} px`;
                    await tab.locator('.enlarge').nth(number).click();
                    if (!isWhole(await view(tab))) problems.push(`${place}: not whole`);
                    const found = await tab.evaluate(() => {
                        const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
                        const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
                        const drawing = document.querySelector('.viewer-drawing');
                        const targets = Array.from(drawing.querySelectorAll('*')).flatMap((element) =>
                            Array.from(element.attributes).flatMap(({ name, value }) =>
                                value.startsWith('url(#') ? value.slice(5, -1) : element.localName === 'use' && name === 'href' ? value.slice(1) : []));
                        const outside = targets.filter((id) => !drawing.contains(document.getElementById(id)));
                        const unnamed = ['aria-labelledby', 'aria-describedby'].filter((name) => !document.getElementById(drawing.getAttribute(name))?.textContent);
                        return [...twice.map((id) => `#${id} is there twice`), ...outside.map((id) => `#${id} is not in the copy`), ...unnamed];
                    });
                    problems.push(...found.map((what) => `${place}: ${what}`));
                    await tab.keyboard.press('Escape');
                }
            }
            none(problems, 'problems');
        });
    }
});

test('the button stands beneath the drawing and moves nothing', async () => {
    for (const viewport of [desktop, { width: 320, height: 640 }]) {
        await withTab({ viewport }, async (tab) => {
            const problems = [];
            for (const path of withDiagrams) {
                await tab.goto(url(path));
                const height = await tab.evaluate(() => document.querySelector('.prose').scrollHeight);
                const found = await tab.locator('figure.diagram').evaluateAll((figures) => figures.flatMap((figure, number) => {
                    const [frame, button] = ['.diagram-scroll', '.enlarge'].map((part) => figure.querySelector(part).getBoundingClientRect());
                    return [
                        button.top < frame.bottom && 'covers the drawing',
                        button.right > frame.right + 0.5 && 'sticks out',
                        button.height < 24 && 'is too small to hit',
                    ].filter(Boolean).map((what) => `diagram ${number + 1}: ${what}`);
                }));
                problems.push(...found.map((what) => `${path}: ${what}`));
                await tab.evaluate(() => document.querySelectorAll('.enlarge').forEach((button) => button.remove()));
                const without = await tab.evaluate(() => document.querySelector('.prose').scrollHeight);
                if (height !== without) problems.push(`${path}: ${height} px high, without the buttons ${without}`);
            }
            none(problems, 'problems');
        });
    }
});

test('the wheel enlarges around the pointer, within limits', async () => {
    await inViewer({}, async (tab) => {
        const start = await view(tab);
        const [x, y] = [start.x + start.width * 0.55, start.y + start.height * 0.45];
        await tab.mouse.move(x, y);
        for (let turn = 0; turn < 6; turn += 1) await tab.mouse.wheel(0, -120);
        await tab.waitForFunction((before) => document.querySelector('.viewer-level').textContent !== before, start.level);
        const large = await view(tab);
        assert.ok(large.scale > start.scale * 2, `${large.scale}`);
        const [before, after] = [shareAt(start, x, y), shareAt(large, x, y)];
        close(after[0], before[0], 0.01, 'across');
        close(after[1], before[1], 0.01, 'down');
        for (let turn = 0; turn < 60; turn += 1) await tab.mouse.wheel(0, -200);
        await tab.waitForFunction(() => document.querySelector('.viewer-level').textContent === '800 %');
        for (let turn = 0; turn < 90; turn += 1) await tab.mouse.wheel(0, 200);
        await tab.waitForFunction(() => Number.parseInt(document.querySelector('.viewer-level').textContent, 10) <= 100);
        assert.ok(isWhole(await view(tab)));
    });
});

test('a drag moves it and cannot lose it', async () => {
    await inViewer({}, async (tab) => {
        await tab.keyboard.press('0');
        for (let press = 0; press < 6; press += 1) await tab.keyboard.press('+');
        const start = await view(tab);
        const [x, y] = [start.x + start.width / 2, start.y + start.height / 2];
        await tab.mouse.move(x, y);
        await tab.mouse.down();
        await tab.mouse.move(x - 60, y - 40, { steps: 4 });
        // The pointer is held: it may leave the stage.
        await tab.mouse.up();
        const moved = await view(tab);
        close(moved.left, start.left - 60, 1.5, 'left');
        close(moved.top, start.top - 40, 1.5, 'top');
        for (const [right, down] of [[4000, 4000], [-4000, -4000], [4000, -4000]]) {
            await tab.mouse.move(x, y);
            await tab.mouse.down();
            await tab.mouse.move(x + right, y + down, { steps: 3 });
            await tab.mouse.up();
            assert.ok(isSeen(await view(tab)), JSON.stringify(await view(tab)));
        }
        assert.equal(await tab.locator('.is-dragging').count(), 0);
    });
});

test('a double click enlarges and fits again', async () => {
    await inViewer({}, async (tab) => {
        const start = await view(tab);
        await tab.mouse.dblclick(start.x + start.width / 2, start.y + start.height / 2);
        assert.ok((await view(tab)).scale > start.scale * 1.3);
        await tab.waitForTimeout(400);
        await tab.mouse.dblclick(start.x + start.width / 2, start.y + start.height / 2);
        close((await view(tab)).scale, start.scale, 0.001, 'scale');
    });
});

test('buttons: smaller, larger, fit, natural size', async () => {
    await inViewer({}, async (tab) => {
        const start = await view(tab);
        const press = (name) => tab.locator('.viewer').getByRole('button', { name }).click();
        await press('Zoom in');
        assert.ok((await view(tab)).scale > start.scale);
        await press('Zoom out');
        close((await view(tab)).scale, start.scale, 0.001, 'back');
        await press('100 %');
        assert.equal((await view(tab)).level, '100 %');
        await press('Fit');
        close((await view(tab)).scale, start.scale, 0.001, 'fit');
        await tab.waitForFunction((level) => document.querySelector('.viewer [role=status]').textContent === `Zoom ${level}`, start.level);
        await press('Close');
        assert.equal(await tab.locator('.viewer[open]').count(), 0);
    });
});

test('by keyboard alone: there, around, and back to the button', async () => {
    await withTab({ reducedMotion: 'reduce' }, async (tab) => {
        await tab.goto(url(first));
        const focused = () => tab.evaluate(() => document.activeElement.className);
        for (let press = 0; press < 200 && (await focused()) !== 'enlarge'; press += 1) await tab.keyboard.press('Tab');
        assert.equal(await focused(), 'enlarge');
        await tab.keyboard.press('Enter');
        await tab.waitForSelector('.viewer-drawing');
        assert.equal(await focused(), 'viewer-stage');

        const start = await view(tab);
        for (let press = 0; press < 8; press += 1) await tab.keyboard.press(press % 2 ? '+' : '=');
        const large = await view(tab);
        assert.ok(large.scale > start.scale * 2);
        await tab.keyboard.press('ArrowRight');
        await tab.keyboard.press('ArrowDown');
        const moved = await view(tab);
        assert.ok(moved.left < large.left && moved.top < large.top, 'right and down');
        await tab.keyboard.press('ArrowLeft');
        await tab.keyboard.press('ArrowUp');
        close((await view(tab)).left, large.left, 1, 'left again');
        await tab.keyboard.press('PageDown');
        assert.ok((await view(tab)).top < large.top, 'a page down');
        await tab.keyboard.press('-');
        assert.ok((await view(tab)).scale < large.scale);
        await tab.keyboard.press('0');
        assert.equal((await view(tab)).level, '100 %');
        await tab.keyboard.press('Home');
        close((await view(tab)).scale, start.scale, 0.001, 'fit');

        const stops = [];
        for (let press = 0; press < 12; press += 1) {
            stops.push(await tab.evaluate(() => document.activeElement.closest('.viewer') && (document.activeElement.getAttribute('aria-label') || '?')));
            await tab.keyboard.press('Tab');
        }
        assert.ok(stops.every(Boolean), `left the dialog: ${stops}`);
        assert.ok(new Set(stops).size >= 7, `not every stop was there: ${stops}`);
        for (let press = 0; press < 12; press += 1) {
            await tab.keyboard.press('Shift+Tab');
            assert.ok(await tab.evaluate(() => document.activeElement.closest('.viewer')), 'left the dialog backwards');
        }
        await tab.keyboard.press('Escape');
        assert.equal(await tab.locator('.viewer[open]').count(), 0);
        assert.equal(await focused(), 'enlarge');
    });
});

test('two fingers enlarge around their middle, one moves, two taps enlarge', async () => {
    await inViewer({ viewport: phone, hasTouch: true, isMobile: true }, async (tab) => {
        const touch = await fingers(tab);
        const start = await view(tab);
        const [x, y] = [start.x + start.width / 2, start.y + start.height / 2];
        await touch.move([[x - 30, y], [x + 30, y]], [[x - 120, y], [x + 120, y]]);
        const large = await view(tab);
        close(large.scale / start.scale, 4, 0.4, 'four times as large');
        const [before, after] = [shareAt(start, x, y), shareAt(large, x, y)];
        close(after[0], before[0], 0.03, 'across');
        await touch.move([[x, y]], [[x - 50, y - 30]]);
        const moved = await view(tab);
        close(moved.left, large.left - 50, 6, 'moved left');
        await touch.move([[x - 120, y], [x + 120, y]], [[x - 5, y], [x + 5, y]]);
        assert.ok(isSeen(await view(tab)));
        await tab.keyboard.press('Home');
        await tab.waitForTimeout(400);
        await touch.tap(x, y);
        await touch.tap(x, y);
        assert.ok((await view(tab)).scale > start.scale * 1.3);
        // The page has not zoomed.
        assert.equal(await tab.evaluate(() => window.visualViewport.scale), 1);
    });
});

test('a turned phone fits again, or keeps its middle', async () => {
    await inViewer({ viewport: phone, hasTouch: true, isMobile: true }, async (tab) => {
        await tab.setViewportSize({ width: phone.height, height: phone.width });
        await tab.waitForTimeout(100);
        assert.ok(isWhole(await view(tab)));
        await tab.setViewportSize(phone);
        for (let press = 0; press < 10; press += 1) await tab.keyboard.press('+');
        const before = await view(tab);
        await tab.setViewportSize({ width: phone.height, height: phone.width });
        await tab.waitForTimeout(100);
        const after = await view(tab);
        close(after.scale, before.scale, 0.001, 'scale');
        const middle = (seen) => shareAt(seen, seen.x + seen.width / 2, seen.y + seen.height / 2);
        close(middle(after)[0], middle(before)[0], 0.1, 'middle');
    });
});

for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing in the open viewer (${colorScheme})`, async () => {
        for (const viewport of [desktop, { width: 320, height: 640 }]) {
            await inViewer({ colorScheme, viewport }, async (tab) => {
                await tab.locator('.viewer-tool[aria-expanded]').click();
                await tab.evaluate(axe);
                const violations = await tab.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations);
                none(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}`)), 'findings');
                const wide = await tab.evaluate(() => document.querySelector('.viewer').scrollWidth - document.documentElement.clientWidth);
                assert.ok(wide <= 0, `${wide} px too wide`);
            });
        }
    });
}

test('the words stand beside the drawing, and keys scroll them', async () => {
    await inViewer({ viewport: { width: 1000, height: 320 } }, async (tab) => {
        await tab.locator('.viewer-tool[aria-expanded]').click();
        const list = await tab.locator('.diagram-text ul').first().textContent();
        assert.ok((await tab.locator('.viewer-words').textContent()).includes(list));
        const before = await view(tab);
        await tab.locator('.viewer-words').focus();
        await tab.keyboard.press('ArrowDown');
        await tab.waitForTimeout(150);
        assert.equal((await view(tab)).top, before.top);
    });
});

test('nothing glides where motion is to be reduced', async () => {
    for (const [reducedMotion, glides] of [['reduce', false], ['no-preference', true]]) {
        await inViewer({ reducedMotion }, async (tab) => {
            await tab.keyboard.press('+');
            const duration = await tab.evaluate(() => getComputedStyle(document.querySelector('.viewer-drawing')).transitionDuration);
            assert.equal(duration !== '0s', glides);
        });
    }
});

test('forced colours leave every button with an edge', async () => {
    await inViewer({ forcedColors: 'active' }, async (tab) => {
        const edges = await tab.locator('.viewer-tool').evaluateAll((tools) => tools.map((tool) => getComputedStyle(tool).borderTopStyle));
        assert.deepEqual([...new Set(edges)], ['solid']);
    });
});

test('without scripts there is no button, and the words can be opened', async () => {
    await withTab({ javaScriptEnabled: false }, async (tab) => {
        await tab.goto(url(first));
        assert.equal(await tab.locator('.enlarge').count(), 0);
        await tab.locator('.diagram-text summary').first().click();
        assert.ok(await tab.locator('.diagram-text ul').first().isVisible());
    });
});

test('a page printed with the viewer open is printed as a page', async () => {
    await inViewer({}, async (tab) => {
        await tab.emulateMedia({ media: 'print' });
        assert.equal(await tab.locator('.viewer').isVisible(), false);
        assert.ok(await tab.locator('.prose p').first().isVisible());
    });
});

test('on paper every drawing fits its page, upright and across', async () => {
    // A4 and US Letter without the margins, in pixels.
    const papers = [[658, 971], [680, 904], [986, 642], [920, 664]];
    for (const [width, height] of papers) {
        await withTab({ viewport: { width, height }, colorScheme: 'dark' }, async (tab) => {
            await tab.emulateMedia({ media: 'print' });
            const cut = [];
            for (const path of withDiagrams) {
                await tab.goto(url(path));
                const sizes = await tab.locator('.diagram-svg').evaluateAll((drawings) => drawings.map((drawing) => {
                    const box = drawing.getBoundingClientRect();
                    const { width, height } = drawing.viewBox.baseVal;
                    return [box.width, box.height, box.width / width - box.height / height];
                }));
                sizes.forEach(([wide, high, skew]) => {
                    if (wide > width + 0.5 || high > height || Math.abs(skew) > 0.01) cut.push(`${path}: ${wide} by ${high} on ${width} by ${height}`);
                });
            }
            none(cut, 'drawings that do not fit');
        });
    }
});

test('at 320 px a wide drawing scrolls in its frame, by keys too, and its text stays readable', async () => {
    await withTab({ viewport: { width: 320, height: 640 } }, async (tab) => {
        const small = [];
        for (const path of withDiagrams) {
            await tab.goto(url(path));
            small.push(...(await tab.locator('.diagram-svg').evaluateAll((drawings) => drawings.flatMap((drawing) => {
                const scale = drawing.getBoundingClientRect().width / Number(drawing.getAttribute('width'));
                return Number.parseFloat(drawing.getAttribute('font-size')) * scale >= 9.5 ? [] : [drawing.querySelector('title').textContent];
            }))).map((name) => `${path}: ${name}`));
        }
        none(small, 'drawings too small to read');
        await tab.goto(url(withDiagrams.find((path) => path.includes('jwt')) ?? first));
        const frame = tab.locator('.diagram-scroll').filter({ visible: true }).nth(1);
        assert.ok(await frame.evaluate((box) => box.scrollWidth > box.clientWidth && Boolean(box.getAttribute('aria-label'))));
        await frame.focus();
        await tab.keyboard.press('ArrowRight');
        await tab.waitForTimeout(250);
        assert.ok((await frame.evaluate((box) => box.scrollLeft)) > 0);
    });
});
