// What readers set for themselves: less motion, colours of their own, more space between letters and lines.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { chooseTheme } from './support/reader.mjs';
import { templates } from './support/templates.mjs';

useBook();

async function everywhere(options, look, prepare) {
    return withTab(options, async (tab) => {
        const found = [];
        for (const path of templates) {
            await tab.goto(url(path));
            await prepare?.(tab);
            found.push(...(await tab.evaluate(look)).map((what) => `${path}: ${what}`));
        }
        return found;
    });
}

/** Elements that move by themselves, or glide when they change place. */
function moving() {
    const seconds = (list) => Math.max(...list.split(',').map((time) => Number.parseFloat(time)));
    // One of each kind: a page repeats its code and its rows a thousand times.
    const kinds = new Map(Array.from(document.querySelectorAll('*'), (element) => [`${element.localName} ${element.getAttribute('class') ?? ''}`, element]));
    return Array.from(kinds.values()).flatMap((element) =>
        [null, '::before', '::after', '::backdrop'].flatMap((pseudo) => {
            const style = getComputedStyle(element, pseudo);
            const moves = seconds(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01) || style.scrollBehavior === 'smooth';
            return moves ? [`<${element.localName} class="${element.getAttribute('class') ?? ''}">${pseudo ?? ''}`] : [];
        }),
    );
}

test('nothing moves for those who want no motion', async () => {
    none(await everywhere({ reducedMotion: 'reduce' }, moving), 'things that move');
    // Else the question was wrong.
    assert.notEqual((await everywhere({ reducedMotion: 'no-preference' }, moving)).length, 0);
});

/** Text and icons that cannot be told from what they stand on, and boxes that lost their border. */
function lost() {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const parts = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data;
    };
    const light = (colour) => {
        const [red, green, blue] = Array.from(parts(colour), (part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = (element) => {
        for (let box = element; box; box = box.parentElement) {
            const colour = getComputedStyle(box).backgroundColor;
            if (parts(colour)[3] > 127) return colour;
        }
        return 'canvas';
    };
    const contrast = (one, other) => {
        const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
        return (bright + 0.05) / (dark + 0.05);
    };
    const visible = (element) => element.checkVisibility({ visibilityProperty: true });
    const show = (element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent.trim().slice(0, 30)}`;
    const texts = Array.from(document.body.querySelectorAll('*')).filter((element) => Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim()) && visible(element));
    const inDrawing = (element) => element.closest('.diagram-svg') !== null;
    const faint = texts.filter((element) => !inDrawing(element) && contrast(getComputedStyle(element).color, ground(element)) < 4.5);
    // The text of a drawing stands on shapes as well, which only its own ground says nothing of: those on no shape count here.
    const drawn = Array.from(document.querySelectorAll('.diagram-svg')).filter((drawing) => {
        const ink = getComputedStyle(drawing).fill;
        return contrast(ink, ground(drawing)) < 4.5;
    });
    const icons = Array.from(document.querySelectorAll('.icon')).filter((icon) => visible(icon) && contrast(getComputedStyle(icon).stroke, ground(icon)) < 3);
    const boxes = Array.from(document.querySelectorAll('.admonition, .prose pre, .diagram-scroll, .site-header, .prose table')).filter((box) => {
        const style = getComputedStyle(box);
        const sides = ['Top', 'Right', 'Bottom', 'Left'].filter((side) => style[`border${side}Style`] !== 'none' && Number.parseFloat(style[`border${side}Width`]) > 0);
        return visible(box) && !sides.some((side) => contrast(style[`border${side}Color`], ground(box)) >= 1.4);
    });
    return [...faint, ...drawn].map((element) => `cannot be read: ${show(element)}`)
        .concat(icons.map((icon) => `cannot be seen: icon in ${show(icon.parentElement)}`))
        .concat(boxes.map((box) => `has no border: ${show(box)}`));
}

for (const colorScheme of ['light', 'dark']) {
    const options = { forcedColors: 'active', colorScheme };
    test(`text, icons and borders hold in ${colorScheme} colours of the reader's own`, async () => {
        none(await everywhere(options, lost), 'parts lost');
    });

    test(`they hold as well where the switch says otherwise (${colorScheme})`, async () => {
        none(await everywhere(options, lost, (tab) => chooseTheme(tab, colorScheme === 'dark' ? 'light' : 'dark')), 'parts lost');
    });
}

/** Boxes that cut off text, and a page that has become wider than its window. */
function cutOff() {
    const hides = (style) => [style.overflowX, style.overflowY].some((value) => ['hidden', 'clip'].includes(value));
    const cut = Array.from(document.body.querySelectorAll('*')).filter((element) => {
        const style = getComputedStyle(element);
        if (!element.checkVisibility({ visibilityProperty: true }) || !hides(style) || element.closest('.visually-hidden, svg')) return false;
        // One pixel wide: text for those who listen.
        if (element.clientWidth <= 1) return false;
        return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    });
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth ? [`is ${document.documentElement.scrollWidth} px wide`] : [];
    return cut.map((element) => `is cut off: <${element.localName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent.trim().slice(0, 40)}`).concat(wide);
}

for (const width of [320, 1440]) {
    test(`more space between letters, words and lines loses nothing (${width} px)`, async () => {
        // The test's own sheet is against the policy that the book runs under. The figures are those of WCAG 1.4.12.
        await withTab({ viewport: { width, height: 800 }, bypassCSP: true }, async (tab) => {
            const found = [];
            for (const path of templates) {
                await tab.goto(url(path));
                await tab.addStyleTag({ content: '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }' });
                found.push(...(await tab.evaluate(cutOff)).map((what) => `${path}: ${what}`));
            }
            none(found, 'losses');
        });
    });
}
