// What the HTML of each page says, read by the browser's own parser without running the page.

import { url } from './book.mjs';
import { pages, read, redirects } from './site.mjs';

function collect(sources) {
    const attributes = (element) => Array.from(element.attributes, (attribute) => attribute.name);
    const sized = (element) => {
        const number = (name) => Number.parseFloat(element.getAttribute(name) ?? '');
        return number('width') > 0 && number('height') > 0;
    };
    const show = (element) => element.outerHTML.slice(0, 120);

    return sources.map(({ path, html }) => {
        const page = new DOMParser().parseFromString(html, 'text/html');
        const all = Array.from(page.querySelectorAll('*'));
        return {
            path,
            lang: page.documentElement.lang,
            title: page.title.trim(),
            headings: Array.from(page.querySelectorAll('h1'), (h1) => h1.textContent.trim()),
            ids: all.filter((element) => element.id).map((element) => element.id),
            links: Array.from(page.querySelectorAll('a[href], area[href]'), (link) => link.getAttribute('href')),
            resources: [
                ...Array.from(page.querySelectorAll('link[href]:not([rel=canonical], [rel=alternate])'), (link) => link.getAttribute('href')),
                ...Array.from(page.querySelectorAll('[src]'), (element) => element.getAttribute('src')),
            ],
            refresh: page.querySelector('meta[http-equiv=refresh i]')?.content ?? null,
            inlineScripts: Array.from(page.querySelectorAll('script:not([src])')).filter((script) => !/json/.test(script.type)).map(show),
            inlineStyles: Array.from(page.querySelectorAll('style, [style]'), show),
            handlers: all.filter((element) => attributes(element).some((name) => name.startsWith('on'))).map(show),
            javascriptLinks: all.filter((element) => Array.from(element.attributes).some((a) => /^\s*(javascript|data|vbscript):/i.test(a.value) && /href|src|action/.test(a.name))).map(show),
            unsizedDrawings: Array.from(page.querySelectorAll('svg:not(svg svg)')).filter((element) => !sized(element)).map(show),
            diagrams: page.querySelectorAll('figure.diagram svg:is([role=img], [role=group])').length,
        };
    });
}

/** Facts about every page and redirect; `tab` must show a page of the book. */
export async function facts(tab) {
    await tab.goto(url('index.html'));
    return tab.evaluate(collect, [...pages, ...redirects].map((path) => ({ path, html: read(path) })));
}
