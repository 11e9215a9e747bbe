// Code blocks: what is copied, what stands back, and what happens to lines that are too long.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { desktop, phone, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { pages, read } from './support/site.mjs';

useBook();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const guide = 'guide/code.html';
const withCode = pages.filter((path) => read(path).includes('<pre tabindex'));
const narrow = { width: 320, height: 640 };

/** How far apart the colours of each line's texts are from what is behind them, the smallest first. */
function contrasts(lines) {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const luminance = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
        if (alpha < 255) return null;
        const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
    };
    const ground = (element) => luminance(getComputedStyle(element).backgroundColor) ?? ground(element.parentElement);
    return lines
        .flatMap((line) => [line, ...line.querySelectorAll('span')].flatMap((element) => [
            [element, getComputedStyle(element).color],
            [element, getComputedStyle(element, '::before').color],
        ]))
        .map(([element, colour]) => {
            const [text, behind] = [luminance(colour), ground(element)];
            return (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
        })
        .sort((one, other) => one - other);
}

/** How many colours the texts of the lines have. */
const colours = (lines) => new Set(lines.flatMap((line) => [line, ...line.querySelectorAll('span')].map((element) => getComputedStyle(element).color))).size;

for (const colorScheme of ['light', 'dark']) {
    test(`lines out of focus stand back, can be read, and come forward for mouse and keyboard (${colorScheme})`, async () => {
        await withTab({ colorScheme }, async (tab) => {
            await tab.goto(url(guide));
            const block = tab.locator('pre:has(.line.focus)').first();
            const back = block.locator('.line:not(.focus)');
            assert.equal(await block.locator('.line.focus').count(), 2);
            assert.equal(await back.evaluateAll(colours), 1);
            assert.ok((await block.locator('.line.focus').evaluateAll(colours)) > 1);
            const [least] = await back.evaluateAll(contrasts);
            assert.ok(least >= 4.5, `contrast ${least}`);
            await block.hover();
            assert.ok((await back.evaluateAll(colours)) > 1, 'the mouse');
            await tab.mouse.move(0, 0);
            assert.equal(await back.evaluateAll(colours), 1);
            await block.evaluate((pre) => pre.parentElement.querySelector('.copy').focus());
            assert.ok((await back.evaluateAll(colours)) > 1, 'the keyboard');
        });
    });
}

test('neither numbers nor prompts are copied, and every line is', async () => {
    await withTab({ permissions: ['clipboard-read', 'clipboard-write'] }, async (tab) => {
        await tab.goto(url(guide));
        const copied = async (block) => {
            await block.locator('xpath=..').locator('.copy').click();
            return tab.evaluate(() => navigator.clipboard.readText());
        };
        assert.equal(await copied(tab.locator('pre:has([data-line="41"])').first()), 'token:\n  lifetime: 1h');
        const session = await copied(tab.locator('pre:has(.language-console)').first());
        assert.match(session, /^curl -H .*\\\n {4}https:\S+\n\{"sub": "ada"\}$/);
    });
});

test('numbers and prompts are not part of a selection', async () => {
    await withTab({}, async (tab) => {
        await tab.goto(url(guide));
        const selected = await tab.evaluate(() => ['pre:has([data-line="41"])', 'pre:has(.language-console)'].map((block) => {
            getSelection().selectAllChildren(document.querySelector(block));
            return getSelection().toString();
        }));
        assert.match(selected[0], /^token:/);
        assert.match(selected[1], /^curl/);
    });
});

for (const viewport of [desktop, narrow]) {
    test(`what scrolls can be reached by keyboard and has a name, what does not is no stop (${viewport.width} px)`, async () => {
        await withTab({ viewport }, async (tab) => {
            const problems = [];
            let scrolling = 0;
            for (const path of withCode) {
                await tab.goto(url(path));
                await tab.waitForTimeout(30);
                const found = await tab.locator('.prose pre:has(> code), .diagram-scroll, .table-scroll').evaluateAll((boxes) => boxes.map((box) => ({
                    scrolls: box.scrollWidth > box.clientWidth + 1,
                    stop: box.tabIndex === 0,
                    named: Boolean(box.getAttribute('role') && (box.getAttribute('aria-label') || box.getAttribute('aria-labelledby'))),
                    text: box.textContent.trim().slice(0, 30),
                })));
                scrolling += found.filter(({ scrolls }) => scrolls).length;
                for (const { scrolls, stop, named, text } of found) {
                    if (scrolls !== stop) problems.push(`${path}: ${scrolls ? 'no stop' : 'a stop without need'}: ${text}`);
                    if (scrolls && !named) problems.push(`${path}: no name: ${text}`);
                }
            }
            none(problems, 'problems');
            assert.ok(scrolling > 0, 'nothing scrolls at this width');
        });
    });
}

test('a long line scrolls by arrow keys, and the edges tell where there is more', async () => {
    await withTab({ viewport: narrow, reducedMotion: 'reduce' }, async (tab) => {
        await tab.goto(url(guide));
        const block = tab.locator('.prose pre').filter({ hasText: 'Result<Claims, Error>' }).last();
        const mask = () => block.evaluate((pre) => getComputedStyle(pre).maskImage);
        await block.scrollIntoViewIfNeeded();
        assert.match(await mask(), /to left/);
        await block.focus();
        await tab.keyboard.press('ArrowRight');
        await tab.waitForFunction((pre) => pre.scrollLeft > 0, await block.elementHandle());
        await block.evaluate((pre) => {
            pre.blur();
            pre.scrollLeft = 10000;
        });
        await tab.waitForTimeout(100);
        assert.match(await mask(), /to right, rgba\(0, 0, 0, 0\), rgb\(0, 0, 0\) 32px\)/);
        const short = tab.locator('.prose pre').filter({ hasText: /^token:\n {2}lifetime: 1h\n$/ }).first();
        assert.equal(await short.evaluate((pre) => getComputedStyle(pre).maskImage), 'none');
    });
});

test('without scripts every block can be reached by keyboard', async () => {
    await withTab({ javaScriptEnabled: false, viewport: narrow }, async (tab) => {
        await tab.goto(url(guide));
        assert.equal(await tab.locator('.prose pre:has(> code):not([tabindex="0"])').count(), 0);
    });
});

test('axe finds no box that scrolls and cannot be reached at 320 px', async () => {
    await withTab({ viewport: narrow }, async (tab) => {
        const found = [];
        for (const path of withCode) {
            await tab.goto(url(path));
            await tab.waitForTimeout(30);
            await tab.evaluate(axe);
            const violations = await tab.evaluate(async () => (await window.axe.run(document, { runOnly: ['scrollable-region-focusable', 'aria-allowed-attr', 'aria-allowed-role'] })).violations);
            found.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${path}: ${id} at ${node.target.join(' ')}`)));
        }
        none(found, 'findings');
    });
});

test('on a phone no line ends beneath the copy button', async () => {
    await withTab({ viewport: phone, hasTouch: true, isMobile: true }, async (tab) => {
        await tab.goto(url(guide));
        const covered = await tab.locator('.prose pre:has(> code)').evaluateAll((blocks) => blocks.flatMap((pre) => {
            const button = pre.parentElement.querySelector(':scope > .copy')?.getBoundingClientRect();
            if (!button) return [];
            pre.scrollLeft = 10000;
            const text = document.createRange();
            text.selectNodeContents(pre.querySelector('code'));
            const under = Array.from(text.getClientRects()).some((line) => line.width > 0 && line.right > button.left && line.left < button.right && line.top < button.bottom && line.bottom > button.top);
            return under ? [pre.textContent.slice(0, 40)] : [];
        }));
        none(covered, 'covered lines');
    });
});

test('in a book read from right to left, code is still read from left to right', async () => {
    await withTab({ viewport: narrow }, async (tab) => {
        await tab.goto(url(guide));
        await tab.evaluate(() => {
            document.documentElement.dir = 'rtl';
        });
        const wrong = await tab.locator('.prose pre:has(> code)').evaluateAll((blocks) => blocks.filter((pre) => {
            const text = document.createRange();
            text.selectNodeContents(pre.querySelector('code'));
            const [first] = text.getClientRects();
            return getComputedStyle(pre).direction !== 'ltr' || pre.scrollLeft !== 0 || first.left < pre.getBoundingClientRect().left;
        }).map((pre) => pre.textContent.slice(0, 40)));
        none(wrong, 'blocks');
    });
});

test('on paper every line is wrapped and none is cut', async () => {
    await withTab({ viewport: { width: 658, height: 971 }, colorScheme: 'dark' }, async (tab) => {
        await tab.emulateMedia({ media: 'print' });
        const cut = [];
        for (const path of withCode) {
            await tab.goto(url(path));
            const found = await tab.locator('.prose pre').evaluateAll((blocks) => blocks
                .filter((pre) => pre.scrollWidth > pre.clientWidth + 1 || getComputedStyle(pre).maskImage !== 'none')
                .map((pre) => pre.textContent.slice(0, 40)));
            cut.push(...found.map((text) => `${path}: ${text}`));
        }
        none(cut, 'blocks that are cut');
    });
});

test('in forced colours marks, diffs and focus are told by lines', async () => {
    await withTab({ forcedColors: 'active' }, async (tab) => {
        await tab.goto(url(guide));
        const styles = (selector, property) => tab.locator(selector).evaluateAll((lines, name) => [...new Set(lines.map((line) => getComputedStyle(line)[name]))], property);
        assert.deepEqual(await styles('pre :is(mark, ins, del).line', 'borderInlineStartStyle'), ['solid']);
        assert.deepEqual(await styles('pre .line.focus', 'textDecorationLine'), ['underline']);
        assert.deepEqual(await styles('.prose pre:has(> code)', 'maskImage'), ['none']);
    });
});
