// The search as readers use it: by keyboard, by mouse, on a phone, from an address, without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { phone, url, useBook, withTab } from './support/book.mjs';
import { find, heard, openSearch, search, told } from './support/search.mjs';

useBook();

const titles = (tab) => tab.locator(`${search.result} .search-title`).allTextContents();

function onPage(body, options = {}, path = 'guide/themes.html') {
    return withTab(options, async (tab) => {
        await tab.goto(url(path));
        return body(tab);
    });
}

const isOpen = (tab) => tab.isVisible(search.dialog);
const focused = (tab) => tab.evaluate(() => document.activeElement.className);

test('both keys open it, Escape shuts it and gives the focus back', async () => {
    await onPage(async (tab) => {
        await tab.focus('.theme-switch');
        for (const key of ['Control+k', '/']) {
            await tab.keyboard.press(key);
            assert.ok(await isOpen(tab), key);
            assert.match(await focused(tab), /search-field/);
            assert.equal(await tab.inputValue(search.field), '', 'the key itself is not typed');
            await tab.keyboard.press('Escape');
            assert.equal(await isOpen(tab), false);
            assert.match(await focused(tab), /theme-switch/);
        }
    });
});

test('keys typed into a field of the page open nothing', async () => {
    await onPage(async (tab) => {
        await tab.evaluate(() => document.querySelector('main').prepend(document.createElement('input')));
        await tab.focus('main input');
        await tab.keyboard.type('a/b');
        await tab.keyboard.press('Control+k');
        assert.equal(await isOpen(tab), false);
        assert.equal(await tab.inputValue('main input'), 'a/b');
    });
});

test('the key / can be turned off, and stays off on other pages', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await tab.uncheck('.search-slash input');
        await tab.goto(url('index.html'));
        await tab.keyboard.press('/');
        assert.equal(await isOpen(tab), false);
        await tab.keyboard.press('Control+k');
        assert.ok(await isOpen(tab));
    });
});

test('by keyboard alone: type, choose with arrows, open with Enter', async () => {
    await onPage(async (tab) => {
        await tab.keyboard.press('/');
        await tab.keyboard.type('jwt leeway', { delay: 20 });
        assert.match(await heard(tab), /^\d+ results?/);
        const all = await titles(tab);
        assert.ok(all.length > 3);
        assert.equal(await told(tab), all[0], 'the first result is chosen once the reader pauses');
        const steps = [['ArrowDown', 1], ['ArrowDown', 2], ['ArrowUp', 1], ['Home', 0], ['End', all.length - 1], ['Home', 0], ['ArrowDown', 1]];
        for (const [key, expected] of steps) {
            await tab.keyboard.press(key);
            assert.equal(await told(tab), all[expected], key);
            assert.equal(await tab.locator(search.chosen).count(), 1);
        }
        const target = await tab.locator(search.chosen).evaluate((link) => link.href);
        await tab.keyboard.press('Enter');
        await tab.waitForURL(target);
    });
});

test('until arrows lead into the list, Home and End move in the text', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'token');
        await tab.keyboard.press('Home');
        assert.equal(await tab.$eval(search.field, (field) => field.selectionStart), 0);
    });
});

test('Enter right behind the last letter opens the first result for all that was typed', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'themes and templates');
        const target = await tab.locator(search.result).first().evaluate((link) => link.href);
        await tab.fill(search.field, '');
        await tab.waitForSelector('.search-help');
        await tab.keyboard.insertText('themes and templates');
        await tab.keyboard.press('Enter');
        await tab.waitForURL((address) => address.href.split('#')[0].split('?')[0] === target.split('#')[0]);
        await tab.waitForFunction(() => !document.querySelector('dialog.search-dialog').open);
    });
});

test('arrows go on behind the results that are shown first', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        const said = await find(tab, 'token');
        const total = Number.parseInt(said, 10);
        assert.ok(total > 10);
        const before = await tab.locator(search.result).count();
        for (let press = 0; press < before; press += 1) await tab.keyboard.press('ArrowDown');
        await tab.waitForFunction(([selector, count]) => document.querySelectorAll(selector).length > count, [search.result, before]);
        const all = await titles(tab);
        await tab.waitForFunction((text) => document.querySelector('[aria-selected=true] .search-title').textContent === text, all[before]);
        assert.equal(await told(tab), all[before]);
    });
});

test('the button opens it, a press beside it shuts it, a result is a real link', async () => {
    await onPage(async (tab) => {
        await tab.click(search.button);
        await find(tab, 'install');
        const results = tab.locator(search.result);
        assert.ok((await results.count()) > 0);
        for (const href of await results.evaluateAll((all) => all.map((link) => link.href))) {
            assert.equal((await tab.request.get(href)).status(), 200, href);
        }
        const [aside] = await Promise.all([tab.context().waitForEvent('page'), results.first().click({ modifiers: ['Control'] })]);
        assert.equal(aside.url(), await results.first().evaluate((link) => link.href));
        assert.ok(await isOpen(tab), 'a result opened aside leaves the list where it is');
        await tab.mouse.click(5, 5);
        assert.equal(await isOpen(tab), false);
    });
});

test('words marked by a pull that ends beside the dialog leave it open', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'install');
        const field = await tab.locator(search.field).boundingBox();
        await tab.mouse.move(field.x + 60, field.y + field.height / 2);
        await tab.mouse.down();
        await tab.mouse.move(5, field.y + field.height / 2, { steps: 4 });
        await tab.mouse.up();
        assert.ok(await isOpen(tab));
        assert.notEqual(await tab.evaluate(() => getSelection().toString()), '');
    });
});

test('Control and Enter open the result in another tab', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'install');
        const href = await tab.locator(search.chosen).evaluate((link) => link.href);
        const [aside] = await Promise.all([tab.context().waitForEvent('page'), tab.keyboard.press('Control+Enter')]);
        await aside.waitForURL(href);
        assert.ok(await isOpen(tab));
    });
});

test('words are marked in titles and texts', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'leeway');
        const marks = await tab.locator(`${search.result} mark`).allTextContents();
        assert.ok(marks.length > 0);
        assert.ok(marks.every((mark) => /^leeway$/i.test(mark)), marks.join());
        assert.ok((await tab.locator('.search-title mark').count()) > 0);
        assert.ok((await tab.locator('.search-excerpt mark').count()) > 0);
    });
});

test('the chosen page marks the words until the next click', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'jwt leeway');
        const target = await tab.locator(search.result).first().evaluate((link) => link.href);
        await tab.keyboard.press('Enter');
        await tab.waitForURL(target);
        const marked = () => tab.evaluate(() => Array.from(CSS.highlights.get('search') ?? [], String));
        await tab.waitForFunction(() => CSS.highlights.has('search'));
        assert.ok((await marked()).every((text) => /^(jwt|leeway)$/i.test(text)));
        await tab.waitForTimeout(50);
        await tab.click('h1');
        assert.deepEqual(await marked(), []);
        await tab.reload();
        assert.deepEqual(await marked(), [], 'they do not come back');
    });
});

test('a section of the page itself is led to without loading the page again', async () => {
    await onPage(async (tab) => {
        await tab.evaluate(() => (window.isSame = true));
        await openSearch(tab);
        await find(tab, 'what a template knows');
        const own = tab.locator(`${search.result}[href*="guide/themes.html#"]`).first();
        const href = await own.evaluate((link) => link.href);
        await own.click();
        await tab.waitForURL(href);
        assert.ok(await tab.evaluate(() => window.isSame));
        assert.equal(await isOpen(tab), false);
        assert.ok(await tab.evaluate(() => CSS.highlights.has('search')));
        await tab.keyboard.press('Escape');
        await tab.waitForFunction(() => !CSS.highlights.has('search'));
    });
});

test('the address leads back to a query, and is as before when the search is shut', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'jwt "signing key"');
        const linked = tab.url();
        assert.equal(new URL(linked).searchParams.get('q'), 'jwt "signing key"');
        await tab.keyboard.press('Escape');
        await tab.waitForFunction(() => location.search === '');
        for (const address of [linked, url('no/such/page?q=jwt')]) {
            await tab.goto(address);
            assert.ok(await isOpen(tab));
            assert.equal(await tab.inputValue(search.field), new URL(address).searchParams.get('q'));
            await heard(tab);
            assert.ok((await tab.locator(search.result).count()) > 0, address);
        }
    });
});

test('the last query is there again, selected, on the next page too', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'leeway');
        await tab.keyboard.press('Escape');
        await tab.goto(url('index.html'));
        await openSearch(tab);
        assert.equal(await tab.inputValue(search.field), 'leeway');
        await tab.keyboard.type('x');
        assert.equal(await tab.inputValue(search.field), 'x');
    });
});

test('what was corrected and what was not found is said', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        assert.match(await find(tab, 'lewway'), /“leeway” for “lewway”/);
        assert.match(await find(tab, 'leeway qqqqzzzz'), /without “qqqqzzzz”/);
        assert.match(await find(tab, 'qqqqzzzz'), /Nothing found for “qqqqzzzz”/);
        assert.equal(await tab.getAttribute(search.field, 'aria-expanded'), 'false');
        assert.match(await find(tab, '"leeway quickly jumps"'), /quotation marks/);
    });
});

test('only a phrase that is not there brings the advice to take the quotation marks away', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        assert.match(await find(tab, '"zebra crossing"'), /^Nothing found for "zebra crossing"\. Without the quotation marks/);
        assert.match(await find(tab, '"qzxwvk'), /^Nothing found for .* Try fewer words/);
    });
});

test('where fewer are listed than were found, that is said from the start', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        const [, total, most] = /^(\d+) results, the best (\d+) of them listed$/.exec(await find(tab, 'token')) ?? [];
        assert.ok(Number(most) < Number(total), `${most} of ${total}`);
        await tab.waitForSelector(search.result);
        for (let count = 0; count < Number(most); count += 10) {
            await tab.locator('.search-body').evaluate((body) => body.scrollTo(0, body.scrollHeight));
            await tab.waitForFunction(([selector, least]) => document.querySelectorAll(selector).length >= least, [search.result, Math.min(count + 10, Number(most))]);
        }
        assert.equal(await tab.locator(search.result).count(), Number(most));
        assert.ok(await tab.locator('.search-more').isHidden());
    });
});

test('nothing moves while results come and go, and late answers are dropped', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        const place = () => tab.locator(search.dialog).boundingBox();
        await tab.waitForTimeout(300);
        const before = await place();
        const seen = await tab.evaluate(() => {
            const first = window.bindery.search.query;
            // Every second answer comes late.
            let count = 0;
            window.bindery.search.query = async (...query) => {
                const isLate = (count += 1) % 2;
                const answer = await first(...query);
                if (isLate) await new Promise((done) => setTimeout(done, 300));
                return answer;
            };
            return count;
        });
        assert.equal(seen, 0);
        await tab.keyboard.type('install', { delay: 70 });
        await heard(tab);
        await tab.waitForTimeout(400);
        const expected = await tab.evaluate(async () => (await window.bindery.search.query('install', 10)).results.map((result) => result.title));
        assert.deepEqual(await titles(tab), expected);
        assert.deepEqual(await place(), before);
    });
});

test('without the second script the reader is told, and can try again', async () => {
    await onPage(async (tab) => {
        await tab.route('**/_theme/search-*.js', (route) => route.abort());
        await tab.keyboard.press('Control+k');
        assert.match(await heard(tab), /could not be loaded/);
        await tab.unroute('**/_theme/search-*.js');
        await tab.keyboard.press('Escape');
        await openSearch(tab);
        assert.match(await find(tab, 'leeway'), /results/);
    });
});

test('where the answer does not come, Enter opens nothing of an earlier query', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'leeway');
        await tab.route('**/_search/*', (route) => route.abort());
        await tab.locator(search.field).selectText();
        await tab.keyboard.insertText('reproducible');
        await tab.keyboard.press('Enter');
        assert.match(await heard(tab), /could not be loaded/);
        assert.ok(await isOpen(tab));
        assert.equal(new URL(tab.url()).pathname, '/guide/themes.html');
    });
});

test('when the index has changed behind an open page, the answer is of the new one', async () => {
    await onPage(async (tab) => {
        await openSearch(tab);
        await find(tab, 'install');
        // The shards of the old index are gone.
        let isNew = false;
        await tab.route(/\/_search\//, async (route) => {
            const address = new URL(route.request().url());
            const answer = await route.fetch();
            const body = (await answer.text()).replace(/"digest":"\w{16}"/, '"digest":"0123456789abcdef"');
            if (address.pathname.endsWith('/index.js') || address.search === '?0123456789abcdef') {
                isNew = true;
                return route.fulfill({ response: answer, body });
            }
            return route.fulfill({ status: 404, body: '' });
        });
        assert.match(await find(tab, 'leeway'), /results/);
        assert.ok(isNew);
    });
});

test('on a phone it fills the window, and Enter puts the keyboard away', async () => {
    await onPage(async (tab) => {
        await tab.tap(search.button);
        assert.deepEqual(await tab.locator(search.dialog).boundingBox(), { x: 0, y: 0, ...phone });
        await find(tab, 'leeway');
        await tab.keyboard.press('Enter');
        assert.ok(await isOpen(tab));
        assert.doesNotMatch(await focused(tab), /search-field/);
        const target = await tab.locator(search.result).nth(1).evaluate((link) => link.href);
        await tab.locator(search.result).nth(1).tap();
        await tab.waitForURL(target);
        await tab.goto(url('index.html'));
        await tab.tap(search.button);
        await tab.tap('.search-close');
        assert.equal(await isOpen(tab), false);
    }, { viewport: phone, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
});

test('the page for missing addresses offers to search for the words of the address', async () => {
    await onPage(async (tab) => {
        const offer = tab.locator('main .search-open');
        assert.match(await offer.textContent(), /jwt token authentication/);
        await offer.click();
        assert.equal(await tab.inputValue(search.field), 'jwt token authentication');
        await heard(tab);
        assert.ok((await tab.locator(search.result).count()) > 0);
    }, {}, 'old/jwt-token_authentication.html');
});

test('without scripts no part of it is shown', async () => {
    await withTab({ javaScriptEnabled: false }, async (tab) => {
        for (const path of ['index.html', '404.html']) {
            await tab.goto(url(path));
            assert.equal(await tab.locator('.search-open:visible').count(), 0);
            assert.equal(await tab.locator(search.dialog).isVisible(), false);
        }
    });
});
