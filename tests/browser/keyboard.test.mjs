// By keyboard alone: Tab comes to everything that can be worked, in the order of the page, and what has the focus shows it and is
// not hidden beneath the header. The lowest window is what 400 % zoom leaves of 1280 by 1024 pixels.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { templates } from './support/templates.mjs';

useBook();

/** Numbers what Tab should come to, in the order of the page. */
function number() {
    const workable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    const stops = Array.from(document.querySelectorAll(workable)).filter(
        (element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }),
    );
    stops.forEach((element, index) => element.setAttribute('data-stop', index));
    return stops.length;
}

/** The stop that has the focus, and what is wrong with it. */
function look() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const problems = [];
    const style = getComputedStyle(element);
    if (style.outlineStyle === 'none' || Number.parseFloat(style.outlineWidth) < 2) problems.push('shows no focus');
    const boxes = Array.from(element.getClientRects()).filter((box) => box.width > 0 && box.height > 0);
    const shows = (x, y) => {
        const top = document.elementFromPoint(x, y);
        return top !== null && (element.contains(top) || top.contains(element));
    };
    // A tall box counts by any part of it that is on the screen.
    const points = boxes.flatMap(({ left, right, top, bottom }) =>
        [left + 2, (left + right) / 2, right - 2].flatMap((x) => [top + 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2, bottom - 2].map((y) => [x, y])),
    );
    if (!points.some(([x, y]) => shows(x, y))) problems.push('is hidden');
    const name = `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent.trim().slice(0, 30)}`;
    return { stop: Number(element.getAttribute('data-stop') ?? -1), name, problems };
}

async function walk(tab, path) {
    await tab.goto(url(path));
    // Boxes are stops only where they scroll, which shows once the page is laid out.
    await tab.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))));
    const count = await tab.evaluate(number);
    assert.ok(count > 5, `${path} has only ${count} stops`);
    const found = [];
    const seen = [];
    for (let press = 0; press < count + 40; press += 1) {
        await tab.keyboard.press('Tab');
        const place = await tab.evaluate(look);
        if (!place || seen.includes(place.stop)) break;
        found.push(...place.problems.map((problem) => `${path}: ${place.name} ${problem}`));
        // What comes only with scrolling was not there to be numbered.
        if (place.stop < 0) continue;
        if (place.stop < (seen.at(-1) ?? -1)) found.push(`${path}: ${place.name} comes too late`);
        seen.push(place.stop);
    }
    const missed = await tab.evaluate(
        (known) => Array.from(document.querySelectorAll('[data-stop]')).filter((element) => !known.includes(Number(element.getAttribute('data-stop')))).map((element) => element.outerHTML.slice(0, 80)),
        seen,
    );
    return [...found, ...missed.map((what) => `${path}: never reached: ${what}`)];
}

for (const [width, height, colorScheme] of [[320, 256, 'dark'], [768, 1024, 'light'], [1440, 900, 'dark']]) {
    test(`Tab comes to everything in a window of ${width} by ${height} (${colorScheme})`, async () => {
        // Without motion, so that nothing is looked at half way.
        await withTab({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' }, async (tab) => {
            const found = [];
            for (const path of templates) found.push(...(await walk(tab, path)));
            none(found, 'problems');
        });
    });
}
