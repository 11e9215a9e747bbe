// Builds a book of the tests' own with the theme and the templates of the checkout.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { program } from './serve.mjs';

const tests = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const checkout = resolve(tests, '../..');

/** The folder with the site of the book in that folder of the tests; it goes when the tests are over. */
export function buildOwnBook(name) {
    const folder = mkdtempSync(join(tmpdir(), `bindery-${name}-`));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    cpSync(join(tests, name), folder, { recursive: true });
    for (const shared of ['themes', 'templates']) cpSync(join(checkout, shared), join(folder, shared), { recursive: true });
    execFileSync(program, ['build', folder, '--out', join(folder, 'site'), '--quiet'], { stdio: 'inherit' });
    return join(folder, 'site');
}
