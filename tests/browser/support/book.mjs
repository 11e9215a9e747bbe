// The served book and a browser, started before a test file's tests and stopped after them.

import { after, before } from 'node:test';

import { launch } from './chromium.mjs';
import { serve } from './server.mjs';
import { desktop, phone } from './viewports.mjs';

export { desktop, phone };

let server;
let browser;

/** Call once at the top of a test file; `prepare` runs when all is up. `site` gives the folder of another site than that of the book. */
export function useBook(prepare, site) {
    before(async () => {
        server = await serve(site?.());
        browser = await launch();
        await prepare?.();
    });
    after(async () => {
        await browser?.close();
        await server?.close();
    });
}

/** The server's address, without a slash at its end. */
export function origin() {
    return server.origin;
}

/** The address of a page given by its path in the site. */
export function url(path) {
    return `${server.origin}/${path}`;
}

/** Runs `body` with a tab of its own (own storage, own settings) and closes the tab whatever happens. */
export async function withTab(options, body) {
    const context = await browser.newContext({ viewport: desktop, colorScheme: 'light', ...options });
    try {
        return await body(await context.newPage());
    } finally {
        await context.close();
    }
}
