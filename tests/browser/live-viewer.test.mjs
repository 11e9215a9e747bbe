// The viewer over a page that changes beneath it, and with links in the drawing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './support/chromium.mjs';
import { complaints, startPreview } from './support/preview.mjs';

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

const drawing = (word, { width = 400, link = '#below' } = {}) => `<div class="diagram-scroll" tabindex="0" role="group" aria-label="Steps">\
<svg xmlns="http://www.w3.org/2000/svg" class="diagram-svg diagram-min-1" role="group" aria-labelledby="diagram-1-title" aria-describedby="diagram-1-desc" width="${width}" height="200" viewBox="0 0 ${width} 200" font-size="16px" fill="var(--diagram-text)">\
<title id="diagram-1-title">Steps</title><desc id="diagram-1-desc">Two steps.</desc>\
<g><rect fill="var(--diagram-node)" height="40" width="100" x="10" y="10"></rect><a href="${link}"><text x="20" y="35">${word}</text></a></g></svg></div>\
<details class="diagram-text"><summary>This diagram in words</summary><ul><li>${word}</li></ul></details>`;
const figure = (inner) => `<figure class="diagram">\n${inner}\n</figure>\n`;
const broken = '<pre class="verbatim" tabindex="0">flowchart\n</pre>';
const below = `${'<p>Words</p>\n'.repeat(40)}<h2 id="below">Below</h2>\n${'<p>Words</p>\n'.repeat(40)}`;

async function onPage(blocks, body) {
    const preview = await startPreview(blocks);
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, reducedMotion: 'reduce' });
    try {
        const tab = await context.newPage();
        const complained = await complaints(tab);
        await tab.goto(preview.url);
        for (const end = Date.now() + 5000; !preview.received.some(({ hello }) => hello); ) {
            if (Date.now() > end) throw new Error('the page never said hello');
            await new Promise((tick) => setTimeout(tick, 5));
        }
        const edit = async (change) => {
            await tab.evaluate(() => {
                window.updated = new Promise((done) => {
                    document.addEventListener('bindery:update', done, { once: true });
                });
            });
            preview.edit(change);
            await tab.evaluate(() => window.updated.then(() => null));
        };
        await body(tab, edit, preview);
        assert.deepEqual(complained, []);
    } finally {
        await context.close();
        await preview.close();
    }
}

const shown = (tab) => tab.locator('.viewer-drawing text').textContent();
const isOpen = async (tab) => (await tab.locator('.viewer[open]').count()) === 1;
const transform = (tab) => tab.locator('.viewer-drawing').evaluate((copy) => copy.style.transform);

test('a diagram that changes is drawn anew where the reader was looking', async () => {
    await onPage([figure(drawing('One'))], async (tab, edit, preview) => {
        await tab.click('.enlarge');
        for (const key of ['+', '+', '+', '+', 'ArrowRight']) await tab.keyboard.press(key);
        const place = await transform(tab);
        await edit({ blocks: ['<p>New above</p>\n', figure(drawing('Two', { width: 402 }))] });
        assert.equal(await shown(tab), 'Two');
        assert.equal(await tab.locator('.viewer-words li').textContent(), 'Two');
        assert.equal(await transform(tab), place);
        await tab.keyboard.press('Escape');
        assert.equal(await tab.evaluate(() => document.activeElement.className), 'enlarge');
        assert.equal(await tab.locator('.enlarge').count(), 1);
        assert.equal(preview.loads, 1);
    });
});

test('while a diagram cannot be drawn its last drawing stays, and then the new one comes', async () => {
    await onPage([figure(drawing('One'))], async (tab, edit) => {
        await tab.click('.enlarge');
        await edit({ blocks: [figure(broken)] });
        assert.equal(await shown(tab), 'One');
        await edit({ blocks: [figure(drawing('Three'))] });
        assert.equal(await shown(tab), 'Three');
        await edit({ blocks: [figure(broken)] });
        await tab.keyboard.press('Escape');
        assert.equal(await tab.locator('.enlarge').count(), 0);
        await edit({ blocks: [figure(drawing('Four'))] });
        await tab.click('.enlarge');
        assert.equal(await shown(tab), 'Four');
    });
});

test('a diagram that goes closes the viewer; one that comes has a button', async () => {
    await onPage([figure(drawing('One'))], async (tab, edit) => {
        await tab.click('.enlarge');
        await edit({ blocks: ['<p>Nothing left</p>\n'] });
        assert.equal(await isOpen(tab), false);
        await edit({ blocks: ['<p>Nothing left</p>\n', figure(drawing('New'))] });
        await tab.click('.enlarge');
        assert.equal(await shown(tab), 'New');
    });
});

test('a link in the drawing is followed, and a drag over it is none', async () => {
    await onPage([figure(drawing('One')), below], async (tab) => {
        await tab.click('.enlarge');
        const box = await tab.locator('.viewer-drawing a').boundingBox();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        await tab.mouse.move(x, y);
        await tab.mouse.down();
        await tab.mouse.move(x + 40, y + 30, { steps: 4 });
        await tab.mouse.up();
        assert.equal(await isOpen(tab), true);
        assert.equal(await tab.evaluate(() => location.hash), '');
        await tab.locator('.viewer-drawing a').click();
        assert.equal(await isOpen(tab), false);
        assert.equal(await tab.evaluate(() => location.hash), '#below');
        assert.ok(Math.abs(await tab.evaluate(() => document.getElementById('below').getBoundingClientRect().top)) < 200);
    });
});

test('a link out of sight is brought into sight by the keyboard', async () => {
    await onPage([figure(drawing('One')), below], async (tab) => {
        await tab.click('.enlarge');
        for (let press = 0; press < 12; press += 1) await tab.keyboard.press('+');
        for (let press = 0; press < 40; press += 1) await tab.keyboard.press('ArrowRight');
        const inStage = () => tab.evaluate(() => {
            const [link, stage] = ['.viewer-drawing a', '.viewer-stage'].map((part) => document.querySelector(part).getBoundingClientRect());
            return link.left < stage.right && link.right > stage.left && link.top < stage.bottom && link.bottom > stage.top;
        });
        assert.equal(await inStage(), false);
        await tab.keyboard.press('Tab');
        assert.equal(await tab.evaluate(() => document.activeElement.localName), 'a');
        await tab.waitForFunction(() => document.querySelector('.viewer-stage').scrollLeft === 0);
        await tab.waitForTimeout(100);
        assert.equal(await inStage(), true);
        await tab.keyboard.press('Enter');
        assert.equal(await isOpen(tab), false);
        assert.equal(await tab.evaluate(() => location.hash), '#below');
    });
});
