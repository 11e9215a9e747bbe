// Finds the machine's Chromium and starts it without a window.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function executable(path) {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

/** The path of the browser: `CHROMIUM`, else the first known name in `PATH`, else `undefined`. */
export function find() {
    if (process.env.CHROMIUM) return process.env.CHROMIUM;
    const folders = (process.env.PATH ?? '').split(delimiter);
    return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable);
}

/** Starts it; `rules` are further arguments. */
export function launch(rules = []) {
    const executablePath = find();
    if (!executablePath) throw new Error(`none of ${names.join(', ')} is in PATH; set CHROMIUM to a browser`);
    return chromium.launch({
        executablePath,
        // Chromium refuses to sandbox itself for root; its other chatter would be failed requests in a closed network.
        chromiumSandbox: process.getuid?.() !== 0,
        args: [
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            ...rules,
        ],
    });
}
