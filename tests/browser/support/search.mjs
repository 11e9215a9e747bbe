// What a reader does with the search.

export const search = {
    button: '.site-header .search-open',
    dialog: 'dialog.search',
    field: '.search-field',
    result: '.search-result',
    chosen: '.search-result[aria-selected=true]',
    message: '.search-message',
    status: 'dialog.search [role=status]',
};

/** Opens the dialog by its key and waits until its second script is there. */
export async function openSearch(tab) {
    await tab.keyboard.press('Control+k');
    await tab.waitForSelector(search.field);
    await tab.waitForFunction(() => window.bindery.search.begin);
}

/** Types a query and waits until it is said what was found; returns that. */
export async function find(tab, query) {
    await tab.fill(search.field, query);
    return heard(tab);
}

/** What is said next. */
export async function heard(tab) {
    await tab.waitForFunction((selector) => document.querySelector(selector).textContent !== '', search.status);
    return tab.textContent(search.status);
}

/** What the focused field says is chosen: the text of the result, or `null`. */
export function told(tab) {
    return tab.evaluate(() => {
        const id = document.activeElement.getAttribute('aria-activedescendant');
        return id && document.getElementById(id).querySelector('.search-title').textContent;
    });
}
