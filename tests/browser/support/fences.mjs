// Counts the mermaid fences in the book's sources, apart from those shown as text inside another fence.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { content, files } from './site.mjs';

// Directives whose body is not Markdown: a fence inside one is text.
const verbatim = new Set(['code', 'code-block', 'literalinclude', 'math', 'mermaid']);

function count(text) {
    const open = [];
    let found = 0;
    for (const line of text.split('\n')) {
        const [, marks, info] = /^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,}|:{3,})\s*(.*?)\s*$/.exec(line) ?? [];
        if (!marks) continue;
        const inner = open.at(-1);
        if (inner && info === '' && marks[0] === inner.marks[0] && marks.length >= inner.marks.length) {
            open.pop();
        } else if (!inner?.text && info !== '') {
            const directive = /^\{([\w-]+)\}/.exec(info)?.[1];
            if (directive === 'mermaid' || /^mermaid\b/.test(info)) found += 1;
            open.push({ marks, text: directive ? verbatim.has(directive) : true });
        } else if (!inner && marks[0] !== ':') {
            open.push({ marks, text: true });
        }
    }
    return found;
}

export function countDiagrams() {
    return files(content)
        .filter((path) => path.endsWith('.md'))
        .reduce((sum, path) => sum + count(readFileSync(join(content, path), 'utf8')), 0);
}
