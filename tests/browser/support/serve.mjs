// `bindery serve` on a book of the test's own, in a temporary folder, with tabs that look at it.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The program under test, or `undefined`. */
export const program = process.env.BINDERY;

/** Makes a book of these files (by path; `book.toml` is made where there is none) and serves it. */
export async function serveBook(files, options = []) {
    const folder = mkdtempSync(join(tmpdir(), 'bindery-live-'));
    const write = (path, text) => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    };
    Object.entries({ 'book.toml': '[book]\ntitle = "Book"\nlanguage = "en"\nsrc = "content"\n', ...files }).forEach(([path, text]) => write(path, text));

    let child;
    let output = '';
    const book = {
        folder,
        write,
        read: (path) => readFileSync(join(folder, path), 'utf8'),
        remove: (path) => rmSync(join(folder, path), { recursive: true }),
        output: () => output,
        async start(port = 0) {
            child = spawn(program, ['serve', folder, '--port', String(port), '--color', 'never', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
            const url = await new Promise((found, failed) => {
                let said = '';
                const hear = (data) => {
                    said += data;
                    output += data;
                    const [address] = /http:\/\/\S+(?=\s)/.exec(said) ?? [];
                    if (address) found(address);
                };
                child.stdout.on('data', hear);
                child.stderr.on('data', hear);
                child.once('exit', (code) => failed(new Error(`bindery serve ended with ${code}:\n${said}`)));
            });
            Object.assign(book, { url, origin: new URL(url).origin, port: Number(new URL(url).port) });
        },
        async stop() {
            if (!child || child.exitCode !== null) return;
            const ended = new Promise((done) => child.once('exit', done));
            child.kill('SIGINT');
            await ended;
        },
        async close() {
            await book.stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
    await book.start();
    return book;
}
