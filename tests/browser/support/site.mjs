// The built book on disk: which pages it has and what is in them.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The folder with the built book: `BINDERY_SITE`, else `site` in the checkout. */
export const root = resolve(process.env.BINDERY_SITE ?? join(checkout, 'site'));

/** The folder with the sources of that book: `BINDERY_CONTENT`, else `content` in the checkout. */
export const content = resolve(process.env.BINDERY_CONTENT ?? join(checkout, 'content'));

/** All files below a folder, sorted, relative to it, with `/` between the names. */
export function files(folder) {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
        .sort();
}

/** Whether the site has this file (a folder counts by its `index.html`). */
export function has(path) {
    const full = join(root, path);
    if (!existsSync(full)) return false;
    return !statSync(full).isDirectory() || existsSync(join(full, 'index.html'));
}

export function read(path) {
    return readFileSync(join(root, path), 'utf8');
}

const html = existsSync(root) ? files(root).filter((path) => path.endsWith('.html')) : [];
if (html.length === 0) throw new Error(`no pages in ${root}: build the book first, or set BINDERY_SITE`);

/** Pages that only send the reader on to another page. */
export const redirects = html.filter((path) => /<meta\b[^>]*http-equiv="?refresh/i.test(read(path)));

/** The whole book in one page. */
export const whole = 'print.html';

/** Every page that a reader reads, `404.html` included; the whole book in one page has tests of its own. */
export const pages = html.filter((path) => !redirects.includes(path) && path !== whole);

/** A page of each template, and those with most kinds of content: for what costs too much time to look at everywhere. */
export const varied = pages.filter((path) =>
    /^(404|index|guide\/(code|diagrams|directives|writing)|security\/(index|jwt-authentication)|reference\/lints\/spelling)\.html$/.test(path),
);
