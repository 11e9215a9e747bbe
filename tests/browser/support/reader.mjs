// What a reader does on a page, and the parts of the page they do it with.

export const parts = {
    skipLink: '.skip-link',
    header: '.site-header',
    themeSwitch: '.theme-switch',
    menu: '.menu:visible',
    navigation: '.site-navigation',
    tabSet: '.tabs',
    tab: '.tab',
    footer: '.site-footer',
};

export function theme(tab) {
    return tab.evaluate(() => document.documentElement.getAttribute('data-theme'));
}

/** Clicks through the switch until it stands at `wanted` (`null` is the system's own choice). */
export async function chooseTheme(tab, wanted) {
    for (let click = 0; click < 3; click += 1) {
        if ((await theme(tab)) === wanted) return;
        await tab.click(parts.themeSwitch);
    }
    if ((await theme(tab)) !== wanted) throw new Error(`three clicks on the theme switch never came to ${wanted ?? 'auto'}`);
}

export async function openDrawer(tab) {
    await tab.click(parts.menu);
    await tab.waitForSelector(parts.navigation, { state: 'visible' });
}

/** The colour behind the text, as CSS writes it. */
export function paper(tab) {
    return tab.evaluate(() => {
        const colours = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor);
        return colours.find((colour) => colour !== 'rgba(0, 0, 0, 0)') ?? 'white';
    });
}
