// A few pages that together hold what the theme can show, for tests that take long on each page.

import { has } from './site.mjs';

/** The start page, the page for lost addresses, running text with everything in it, diagrams, tabs, and the longest page. */
export const templates = [
    'index.html',
    '404.html',
    'guide/writing.html',
    'guide/diagrams.html',
    'guide/directives.html',
    'security/jwt-authentication.html',
].filter(has);

if (templates.length < 4) throw new Error('the pages that stand for the templates are not in the book; name others here');
