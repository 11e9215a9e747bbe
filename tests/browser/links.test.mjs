// Every link and every resource of the site leads to a file that is there, at an anchor that is there; every page can be reached.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { useBook, withTab } from './support/book.mjs';
import { facts } from './support/facts.mjs';
import { none } from './support/none.mjs';
import { has, pages } from './support/site.mjs';

const host = 'http://book.test/';
let book;

useBook(async () => {
    book = new Map((await withTab({}, facts)).map((page) => [page.path, page]));
});

/** Path and anchor that a link on a page leads to; `null` where it leads out of the site. */
function target(page, link) {
    const address = new URL(link, host + page.path);
    if (address.origin !== new URL(host).origin) return null;
    let path = decodeURIComponent(address.pathname).slice(1);
    if (path === '' || path.endsWith('/')) path += 'index.html';
    return { path, anchor: decodeURIComponent(address.hash.slice(1)) };
}

/** Why a link leads nowhere; `null` where it leads somewhere. */
function broken({ path, anchor }) {
    if (!has(path)) return 'no such file';
    if (anchor === '' || anchor === 'top' || !path.endsWith('.html')) return null;
    return book.get(path)?.ids.includes(anchor) ? null : 'no such anchor';
}

test('every internal link leads to a page and an anchor', () => {
    const problems = [];
    let count = 0;
    for (const page of book.values()) {
        for (const link of page.links) {
            const to = target(page, link);
            if (!to) continue;
            count += 1;
            const reason = broken(to);
            if (reason) problems.push(`${page.path}: ${link}: ${reason}`);
        }
    }
    none(problems, 'broken links');
    assert.ok(count > 0, 'no internal link was found at all');
});

test('every style sheet, script and picture is there', () => {
    const problems = [];
    let count = 0;
    for (const page of book.values()) {
        for (const resource of page.resources) {
            const to = target(page, resource);
            count += 1;
            if (!to) problems.push(`${page.path}: ${resource}: from another host`);
            else if (!has(to.path)) problems.push(`${page.path}: ${resource}: no such file`);
        }
    }
    none(problems, 'missing resources');
    assert.ok(count > 0, 'no resource was found at all');
});

test('every page can be reached from the first by links', () => {
    const reached = new Set(['index.html']);
    for (const path of reached) {
        const page = book.get(path);
        for (const link of page?.links ?? []) {
            const to = target(page, link);
            if (to && book.has(to.path)) reached.add(to.path);
        }
    }
    none(pages.filter((path) => path !== '404.html' && !reached.has(path)), 'unreachable pages');
});

test('every redirect leads to a page', (t) => {
    const stubs = [...book.values()].filter((page) => page.refresh !== null);
    if (stubs.length === 0) return t.skip('the book has no aliases');
    const problems = [];
    for (const stub of stubs) {
        const to = target(stub, stub.refresh.replace(/^[^=]*url=/i, '').replaceAll(/['"]/g, ''));
        const reason = to ? broken(to) : 'leads out of the site';
        if (reason) problems.push(`${stub.path}: ${stub.refresh}: ${reason}`);
    }
    none(problems, 'broken redirects');
});
