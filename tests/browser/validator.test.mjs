// html-validate, with its standard rules, has nothing to say of any page of the book, redirects and 404.html included.

import { relative } from 'node:path';
import { test } from 'node:test';

import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

import { none } from './support/none.mjs';
import { pages, redirects, root, whole } from './support/site.mjs';

const rules = {
    // A heading that begins with a digit gives an anchor that does, as in other generators; HTML allows all but spaces.
    'valid-id': ['error', { relaxed: true }],
    // Code is shown as the writer wrote it, spaces at the ends of its lines included.
    'no-trailing-whitespace': 'off',
};

test('every page is valid HTML', async () => {
    const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, extends: ['html-validate:standard'], rules }));
    const found = [];
    for (const path of [...pages, whole, ...redirects]) {
        const { results } = await validator.validateFile(`${root}/${path}`);
        for (const { filePath, messages } of results) {
            found.push(...messages.map(({ ruleId, message, line, column }) => `${relative(root, filePath)}:${line}:${column} ${ruleId}: ${message}`));
        }
    }
    none(found, 'errors in the HTML');
});
