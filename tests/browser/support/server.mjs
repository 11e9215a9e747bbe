// Serves the built book the way a strict host would: one content-security policy, nothing from elsewhere, 404.html for unknown paths.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

import { root } from './site.mjs';

const types = {
    '.css': 'text/css; charset=utf-8',
    '.gif': 'image/gif',
    '.html': 'text/html; charset=utf-8',
    '.ico': 'image/x-icon',
    '.jpeg': 'image/jpeg',
    '.jpg': 'image/jpeg',
    '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json',
    '.png': 'image/png',
    '.svg': 'image/svg+xml',
    '.txt': 'text/plain; charset=utf-8',
    '.webp': 'image/webp',
    '.woff2': 'font/woff2',
    '.xml': 'application/xml',
};

async function find(folder, path) {
    const full = join(folder, normalize(path));
    try {
        return (await stat(full)).isDirectory() ? join(full, 'index.html') : full;
    } catch {
        return null;
    }
}

async function answer(folder, request, response) {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = await find(folder, decodeURIComponent(pathname));
    const body = file && (await readFile(file).catch(() => null));
    response.writeHead(body ? 200 : 404, {
        'Content-Type': body ? (types[extname(file)] ?? 'application/octet-stream') : types['.html'],
        'Content-Security-Policy': "default-src 'self'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
    });
    response.end(body ?? (await readFile(join(folder, '404.html')).catch(() => 'Not found')));
}

/** Serves the folder, the built book unless another is given, on a free port of the loopback interface. */
export async function serve(folder = root) {
    const server = createServer((request, response) => {
        answer(folder, request, response).catch((error) => response.destroy(error));
    });
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    const origin = `http://127.0.0.1:${server.address().port}`;
    const close = () => new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
    });
    return { origin, close };
}
