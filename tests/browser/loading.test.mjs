// Every page loads under `default-src 'self'` with nothing blocked, nothing missing and nothing asked of another host.

import { test } from 'node:test';

import { origin, url, useBook, withTab } from './support/book.mjs';
import { none } from './support/none.mjs';
import { pages, varied } from './support/site.mjs';

useBook();

/** Opens a page and returns everything the browser held against it. */
async function complaints(path, colorScheme) {
    return withTab({ colorScheme }, async (tab) => {
        const found = [];
        const note = (what) => found.push(`${path} (${colorScheme}): ${what}`);
        tab.on('console', (message) => {
            if (['error', 'warning'].includes(message.type())) note(`console ${message.type()}: ${message.text()}`);
        });
        tab.on('pageerror', (error) => note(`script error: ${error.message}`));
        tab.on('requestfailed', (request) => note(`failed: ${request.url()} ${request.failure()?.errorText}`));
        tab.on('request', (request) => {
            if (!request.url().startsWith(`${origin()}/`)) note(`asks another host: ${request.url()}`);
        });
        tab.on('response', (response) => {
            if (response.status() >= 400) note(`${response.status()} for ${response.url()}`);
        });
        await tab.exposeFunction('noteViolation', (directive, uri) => note(`violates ${directive}: ${uri}`));
        await tab.addInitScript(() => {
            document.addEventListener('securitypolicyviolation', (violation) => {
                window.noteViolation(violation.effectiveDirective, violation.blockedURI);
            });
        });
        await tab.goto(url(path), { waitUntil: 'load' });
        // Lazy images and late scripts get their chance.
        await tab.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        await tab.waitForLoadState('networkidle');
        return found;
    });
}

for (const [colorScheme, paths] of [['light', pages], ['dark', varied]]) {
    test(`no page has anything blocked, failed or foreign (${colorScheme})`, async () => {
        const found = [];
        for (const path of paths) found.push(...(await complaints(path, colorScheme)));
        none(found, 'complaints');
    });
}
