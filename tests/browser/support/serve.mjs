// `bindery serve` itself, on a small book of its own.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The program: `BINDERY`, else what `cargo build --release` made. */
const bindery = process.env.BINDERY ?? join(process.env.CARGO_TARGET_DIR ?? join(checkout, 'target'), 'release/bindery');

/** Starts the preview of a book in these files (`book.toml` is made up where there is none). */
export async function startServe(files, options = []) {
    const folder = mkdtempSync(join(tmpdir(), 'bindery-serve-'));
    for (const [path, text] of Object.entries({ 'book.toml': '', ...files })) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    }
    const child = spawn(bindery, ['serve', folder, '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((done) => child.once('exit', done));
    const url = await new Promise((found, failed) => {
        createInterface({ input: child.stdout }).on('line', (line) => {
            const [address] = /http:\/\/\S+/.exec(line) ?? [];
            if (address) found(address);
        });
        child.once('error', failed);
        ended.then((code) => failed(new Error(`bindery serve ended with ${code}`)));
    });
    return {
        folder,
        url,
        port: Number(new URL(url).port),
        async close() {
            child.kill('SIGINT');
            await ended;
            rmSync(folder, { recursive: true });
        },
    };
}
