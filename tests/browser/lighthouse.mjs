// Lighthouse on pages of the built book, as a phone and as a desktop. Run by hand, on a machine with nothing else to do: it takes 185 MB
// to install and measures time. LIGHTHOUSE names the folder it was installed in with npm.
//
//     node lighthouse.mjs [page ...]
//
// Ends with 1 where a score is below 100.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createServer } from 'node:http';

import { launch } from './support/chromium.mjs';
import { serve } from './support/server.mjs';

const folder = process.env.LIGHTHOUSE;
if (!folder) throw new Error('install it (npm install --prefix FOLDER lighthouse) and set LIGHTHOUSE to the folder');
const { default: lighthouse, desktopConfig } = await import(pathToFileURL(createRequire(join(folder, 'index.js')).resolve('lighthouse')));

/** What hosts do that the tests' own server does not: compression. */
async function compressed(origin) {
    const server = createServer(async (request, response) => {
        const answer = await fetch(origin + request.url);
        const { 'content-length': _, ...headers } = Object.fromEntries(answer.headers);
        response.writeHead(answer.status, { ...headers, 'content-encoding': 'gzip', 'cache-control': 'no-cache' });
        response.end(gzipSync(Buffer.from(await answer.arrayBuffer())));
    });
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

const pages = process.argv.length > 2 ? process.argv.slice(2) : ['index.html', 'guide/writing.html', 'guide/diagrams.html', 'security/jwt-authentication.html'];
const port = 9222;
const plain = await serve();
const { server, origin } = await compressed(plain.origin);
const browser = await launch([`--remote-debugging-port=${port}`]);
try {
    for (const [device, config] of [['phone', undefined], ['desktop', desktopConfig]]) {
        for (const page of pages) {
            const { lhr } = await lighthouse(`${origin}/${page}`, { port, logLevel: 'error' }, config);
            const scores = Object.values(lhr.categories).map(({ title, score }) => [title, Math.round(score * 100)]);
            console.log(`${device}  ${page}  ${scores.map(([title, score]) => `${title} ${score}`).join(', ')}`);
            if (scores.some(([, score]) => score < 100)) {
                process.exitCode = 1;
                const weighty = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
                const short = weighty.map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 1);
                for (const { id, score, displayValue } of short) console.log(`    ${id}: ${score} ${displayValue ?? ''}`);
            }
        }
    }
} finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
    await plain.close();
}
