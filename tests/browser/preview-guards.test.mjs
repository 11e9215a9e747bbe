// A page of another site, in the same browser, gets nothing of a preview; a link to it works.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { launch } from './support/chromium.mjs';
import { serveBook } from './support/serve.mjs';

let browser;
let preview;
let other;

before(async () => {
    preview = await serveBook({
        'content/index.md': '# Home\n\nNot published yet.\n\n![A dot](dot.svg)\n',
        'content/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>',
    });
    // Every name but localhost leads to this machine, as a name does that was bound to it anew.
    browser = await launch(['--host-resolver-rules=MAP *.example 127.0.0.1']);
    other = createServer((_, answer) => {
        answer.setHeader('Content-Type', 'text/html');
        answer.end(`<!doctype html><title>Another site</title><a href="${preview.url}">The preview</a>`);
    });
    await new Promise((listening) => other.listen(0, '127.0.0.1', listening));
});

after(async () => {
    await browser?.close();
    await preview?.close();
    other?.close();
});

/** Runs the body in a tab that shows the page at `url`, with the statuses of what the preview answered. */
async function visit(url, body) {
    const context = await browser.newContext();
    try {
        const tab = await context.newPage();
        const answered = [];
        tab.on('response', (response) => {
            if (new URL(response.url()).port === String(preview.port)) answered.push(response.status());
        });
        const answer = await tab.goto(url);
        await body(tab, answered, answer);
    } finally {
        await context.close();
    }
}

/** What a page can get of `url` by each way of loading it: `false` where it gets nothing. */
function attempts(url) {
    const element = (name, attribute) =>
        new Promise((done) => {
            const loaded = document.createElement(name);
            loaded.onload = () => done(true);
            loaded.onerror = () => done(false);
            loaded[attribute] = url;
            document.body.append(loaded);
        });
    const read = (mode) =>
        fetch(url, { mode }).then(
            async (answer) => (await answer.text()).length > 0,
            () => false,
        );
    const socket = new Promise((done) => {
        const opened = new WebSocket(`${url.replace('http', 'ws').replace(/\/[^/]*$/, '')}/.bindery/socket`);
        opened.onopen = () => done(true);
        opened.onerror = () => done(false);
    });
    return Promise.all([read('cors'), read('no-cors'), element('img', 'src'), element('script', 'src'), socket]);
}

test('the preview itself is answered in full', () =>
    visit(preview.url, async (tab, answered) => {
        await tab.waitForFunction(() => document.querySelector('img[src$="dot.svg"]')?.naturalWidth === 9);
        assert.deepEqual(answered.filter((status) => status >= 400), []);
        assert.ok(answered.length > 3, `${answered}`);
        const [cors, noCors, , , socket] = await tab.evaluate(attempts, preview.url);
        assert.deepEqual([cors, noCors, socket], [true, true, true]);
    }));

for (const name of ['attacker.example', '127.0.0.1', 'localhost']) {
    test(`a page of ${name} with another port reads nothing`, () =>
        visit(`http://${name}:${other.address().port}/`, async (tab) => {
            for (const path of ['', 'dot.svg', '.bindery/live.js']) {
                assert.deepEqual(await tab.evaluate(attempts, `${preview.url}${path}`), [false, false, false, false, false], path);
            }
        }));
}

test('a frame of another site stays empty', () =>
    visit(`http://attacker.example:${other.address().port}/`, async (tab, answered) => {
        await tab.evaluate((url) => {
            const frame = document.createElement('iframe');
            frame.src = url;
            return new Promise((done) => {
                frame.onload = done;
                document.body.append(frame);
            });
        }, preview.url);
        // Of the others the browser does not even say what was answered.
        assert.deepEqual([...new Set(answered)], [403]);
    }));

test('a link from another site leads to the preview', () =>
    visit(`http://attacker.example:${other.address().port}/`, async (tab) => {
        await Promise.all([tab.waitForURL(preview.url), tab.click('a')]);
        assert.match(await tab.textContent('main'), /Not published yet/);
    }));

test('a name that was bound to this machine anew gets nothing', () =>
    visit(`http://attacker.example:${preview.port}/`, async (tab, answered, answer) => {
        assert.equal(answer.status(), 403);
        assert.doesNotMatch(await tab.content(), /Not published yet/);
        const read = await tab.evaluate(() => fetch('/').then((reply) => reply.status));
        assert.equal(read, 403);
        const opened = await tab.evaluate(
            () =>
                new Promise((done) => {
                    const socket = new WebSocket(`ws://${location.host}/.bindery/socket`);
                    socket.onopen = () => done(true);
                    socket.onerror = () => done(false);
                }),
        );
        assert.equal(opened, false);
    }));
