// Stands in for `bindery serve` where a test is about the browser's half alone: one page, made of blocks, that the test changes.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { accept } from './websocket.mjs';

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const client = join(checkout, 'src/serve/client');
const theme = join(checkout, 'themes/default');

/** The script as the server puts it together: `mod.rs` says from what. */
function script() {
    const source = readFileSync(join(client, 'mod.rs'), 'utf8').split('STYLE')[0];
    const parts = Array.from(source.matchAll(/include_str!\("(.+?)"\)|"((?:[^"\\]|\\.)*)",/g));
    return parts.map(([, file, text]) => (file ? readFileSync(join(client, file), 'utf8') : JSON.parse(`"${text}"`))).join('');
}

/** The theme's files of one kind, joined as `theme.toml` lists them. */
function joined(kind) {
    const [, names] = new RegExp(`^${kind} = \\[(.*?)\\]`, 'ms').exec(readFileSync(join(theme, 'theme.toml'), 'utf8'));
    return Array.from(names.matchAll(/"(.+?)"/g), ([, name]) => readFileSync(join(theme, name), 'utf8')).join('\n');
}

const style = () => joined('styles');

const place = '<bindery-body></bindery-body>';

/** The page around the body, as the default templates write it. */
export function frame({ title = 'A page', style = '/style.css', script = '/site.js', navigation = ['a', 'b', 'c'], outline = [] } = {}) {
    const links = (names, hash) => names.map((name) => `<li><a href="${hash}${name}">${name}</a></li>`).join('\n');
    return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/favicon.svg">
<script src="/theme.js"></script>
<link rel="stylesheet" href="${style}">
<script src="${script}" defer></script>
</head>
<body>
<header class="site-header"><a class="brand" href="/">Book</a><input type="search" aria-label="Search"><button class="tool theme-switch needs-script" type="button"><span class="visually-hidden">Colours</span></button></header>
<div class="site-columns">
<nav class="site-navigation" id="site.navigation" aria-label="Pages of the book"><div class="nav-tree"><ul>
${navigation.map((name) => `<li class="nav-branch"><a href="/${name}.html">${name}</a><details><summary>Under ${name}</summary><ul><li><a href="/${name}/x.html">x</a></li></ul></details></li>`).join('\n')}
</ul></div></nav>
<main id="page.content" tabindex="-1">
<div class="page${outline.length ? ' has-outline' : ''}">
<article class="prose">
<p class="above">Written by the template</p>
${place}
</article>
${outline.length ? `<nav class="outline outline-beside" aria-label="On this page"><ol>\n${links(outline, '#')}\n</ol></nav>` : ''}
</div>
</main>
</div>
<footer class="site-footer"><span>The end</span></footer>
</body>
</html>
`;
}

/** The names of the nodes of a block: elements side by side, each followed by white space. */
function names(html) {
    const found = [];
    let depth = 0;
    for (const [text, closing, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>|[^<]+/g)) {
        if (!name) {
            if (depth === 0) found.push('#text');
        } else if (closing) {
            depth -= 1;
        } else {
            if (depth === 0) found.push(name.toUpperCase());
            if (!/^(img|br|hr|input|source)$/.test(name) && !text.endsWith('/>')) depth += 1;
        }
    }
    return found;
}

/** The new list of blocks by the old one: ranges that stay, and new blocks. */
function difference(old, now) {
    const list = [];
    let from = 0;
    for (const html of now) {
        const at = old.indexOf(html, from);
        const last = list.at(-1);
        if (at < 0) {
            list.push({ html, nodes: names(html).length });
        } else {
            if (Array.isArray(last) && last[1] === at) last[1] += 1;
            else list.push([at, at + 1]);
            from = at + 1;
        }
    }
    return list;
}

const quiet = { total: 0, stale: false, provisional: false, items: [] };

export async function startPreview(blocks, { port = 0 } = {}) {
    const sockets = new Set();
    const received = [];
    const files = new Map([
        ['/style.css', ['text/css', style]],
        ['/other.css', ['text/css', () => `${style()}\n.above { letter-spacing: 3px }`]],
        ['/site.js', ['text/javascript', () => joined('scripts')]],
        ['/other.js', ['text/javascript', () => joined('scripts')]],
        ['/theme.js', ['text/javascript', () => readFileSync(join(theme, 'theme.js'))]],
        ['/favicon.svg', ['image/svg+xml', () => readFileSync(join(theme, 'favicon.svg'))]],
        ['/.bindery/live.js', ['text/javascript', script]],
        ['/.bindery/live.css', ['text/css', () => readFileSync(join(client, 'live.css'))]],
    ]);
    const preview = { blocks, frame: frame(), findings: quiet, version: 1, client: 'one', files, received, requests: [], loads: 0 };

    const page = () => {
        const own = `<script src="/.bindery/live.js?${preview.client}" data-page="${preview.version}" data-socket="/.bindery/socket"></script>`;
        preview.loads += 1;
        return preview.frame.replace(place, () => preview.blocks.join('') + own);
    };
    const server = createServer((request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        preview.requests.push(request.url);
        const [type, body] = files.get(pathname) ?? ['text/html; charset=utf-8', page];
        response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': "default-src 'self'", 'Cache-Control': 'no-store' });
        response.end(body());
    });
    const whole = () => ({
        update: { whole: true, page: String(preview.version), frame: preview.frame, blocks: preview.blocks.map((html) => ({ html, nodes: names(html).length })), refreshed: [] },
    });
    server.on('upgrade', (request, stream) => {
        const send = (message) => socket.send(JSON.stringify(message));
        const receive = (text) => {
            const message = JSON.parse(text);
            received.push(message);
            if (message.whole) return send(whole());
            const { hello } = message;
            if (hello.client !== preview.client) return send({ reload: true });
            send(hello.page === String(preview.version) ? { blocks: preview.names ?? preview.blocks.map(names) } : whole());
            return send({ findings: preview.findings });
        };
        const socket = accept(request, stream, { receive, closed: () => sockets.delete(socket) });
        sockets.add(socket);
    });
    await new Promise((ready) => server.listen(port, '127.0.0.1', ready));

    const send = (message) => sockets.forEach((socket) => socket.send(JSON.stringify(message)));
    return Object.assign(preview, {
        url: `http://127.0.0.1:${server.address().port}/page.html`,
        port: server.address().port,
        sockets,
        send,
        /** Changes the page and sends to every tab what changed. */
        edit({ blocks = preview.blocks, frame: now = preview.frame, refreshed = [] }) {
            const old = preview.blocks;
            const update = {
                frame: now === preview.frame ? null : now,
                blocks: blocks.join() === old.join() ? null : difference(old, blocks),
                refreshed,
            };
            preview.version += 1;
            Object.assign(preview, { blocks, frame: now });
            send({ update: { page: String(preview.version), ...update } });
        },
        report(findings) {
            preview.findings = { ...quiet, ...findings };
            send({ findings: preview.findings });
        },
        close: () => new Promise((closed) => {
            sockets.forEach((socket) => socket.close());
            server.close(closed);
            server.closeAllConnections();
        }),
    });
}

/** What a browser complains about on a page: errors in the console and violations of the policy. Call before the page is opened. */
export async function complaints(tab) {
    const list = [];
    tab.on('console', (message) => message.type() === 'error' && list.push(message.text()));
    tab.on('pageerror', (error) => list.push(String(error)));
    return list;
}
