//! Every key of `book.toml` that Bindery knows.

use std::sync::LazyLock;

use super::conventions;
use super::inventories;
use super::schema::Kind::{Chapters, Choice, Each, Flag, Known, Names, Number, Redirects, Reserved, Text, Texts, Weights};
use super::schema::{Kind, Setting, Shape};
use super::spelling;
use super::value::{fingerprint, language, name, path_anywhere, path_inside, web_url, words};
use super::workspace;
use super::{
    Copied, Direction, EditTemplate, FactsSetting, Glob, LintLevel, LintSetting, Robots, SiteUrl, ThemeChoice, UrlPattern,
};

pub(super) const fn setting(key: &'static str, default: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting { key, kind, default, about }
}

const fn reserved(key: &'static str, shape: Shape) -> Setting {
    Setting { key, kind: Reserved(shape), default: "", about: "" }
}

/// The settings in the order of the reference page. Where two keys lead to the same place, the later one here wins.
pub static SETTINGS: LazyLock<Vec<&'static Setting>> = LazyLock::new(|| {
    let most = MOST.iter().chain(conventions::SETTINGS).chain(spelling::SETTINGS);
    most.chain(inventories::SETTINGS).chain(workspace::SETTINGS).collect()
});

const MOST: &[Setting] = &[
    setting(
        "book.title",
        "",
        Text(|c, text| words(text).map(|title| c.book.title = Some(title))),
        "The book's name, in the header and the browser's tab. Without it, `Documentation` stands there.",
    ),
    setting(
        "book.name",
        "",
        Text(|c, text| workspace::book_name(text).map(|name| c.book.name = Some(name))),
        "What other books of the same workspace call this one, and the folder of its pages in their common site. Without it, the name of the \
         book's folder counts.",
    ),
    setting(
        "book.authors",
        "[]",
        Texts(|c, text| words(text).map(|author| c.book.authors.push(author))),
        "Who wrote it; named in each page's metadata.",
    ),
    setting(
        "book.description",
        "",
        Text(|c, text| words(text).map(|description| c.book.description = Some(description))),
        "One sentence for search engines and previews, used for pages that have none of their own.",
    ),
    setting(
        "book.src",
        r#""src""#,
        Text(|c, text| path_inside(text).map(|path| c.book.source = path)),
        "The folder of the pages, inside the book's folder.",
    ),
    setting(
        "book.root",
        r#""index""#,
        Text(|c, text| path_inside(text).map(|path| c.book.root = path)),
        "Where there is no `SUMMARY.md`: the page whose `toctree` the order of the pages follows from, by its path without ending. `root_doc` of \
         Sphinx.",
    ),
    setting(
        "book.exclude",
        "[]",
        Texts(|c, text| Glob::parse(text).map(|glob| c.book.exclude.push(glob))),
        "Files of the source folder that do not belong to the book, as patterns relative to it.",
    ),
    setting(
        "book.language",
        r#""en""#,
        Text(|c, text| {
            c.book.language = language(text)?;
            c.conventions.language.clone_from(&c.book.language);
            Ok(())
        }),
        "The book's language as a tag, as in `en` or `de-CH`.",
    ),
    setting(
        "book.text-direction",
        "",
        Choice(&["ltr", "rtl"], |c, text| {
            c.book.text_direction = Some(if text == "rtl" { Direction::RightToLeft } else { Direction::LeftToRight });
        }),
        "Which way the text runs. Without it, the language decides.",
    ),
    setting(
        "build.build-dir",
        r#""book""#,
        Text(|c, text| path_anywhere(text).map(|path| c.build.output = path)),
        "The folder that the site is written to. `bindery build --out` overrides it.",
    ),
    setting(
        "build.create-missing",
        "false",
        Flag(|c, on| c.build.create_missing = on),
        "Whether a chapter of `SUMMARY.md` without a file gets an empty one. Read and checked, but without effect so far.",
    ),
    setting(
        "output.html.site-url",
        r#""/""#,
        Text(|c, text| SiteUrl::parse(text).map(|url| c.html.site_url = url)),
        "Where the site will stand: a path such as `/docs/`, or the full URL. Canonical links and the sitemap need the full URL.",
    ),
    setting(
        "output.html.git-repository-url",
        "",
        Text(|c, text| {
            let url = web_url(text)?;
            c.conventions.repository = Some(url.clone());
            c.html.repository_url = Some(url);
            Ok(())
        }),
        "The repository that the header links to.",
    ),
    setting(
        "output.html.edit-url-template",
        "",
        Text(|c, text| EditTemplate::parse(text).map(|template| c.html.edit_template = Some(template))),
        "The URL behind \"Edit this page\"; `{path}` in it stands for the page's file, relative to the book's folder.",
    ),
    setting(
        "output.html.default-theme",
        r#""auto""#,
        Choice(&["auto", "light", "dark", "rust", "navy", "coal", "ayu"], |c, text| {
            c.html.default_theme = match text {
                "light" | "rust" => ThemeChoice::Light,
                "dark" | "navy" | "coal" | "ayu" => ThemeChoice::Dark,
                _ => ThemeChoice::Auto,
            };
        }),
        "What a reader sees who has not chosen: `auto` follows the system. mdBook's names are understood: `rust` is light; `navy`, \
         `coal` and `ayu` are dark.",
    ),
    setting(
        "output.html.additional-css",
        "[]",
        Texts(|c, text| path_inside(text).map(|path| c.html.stylesheets.push(path))),
        "Style sheets of your own, loaded after the theme's.",
    ),
    setting(
        "output.html.no-section-label",
        "false",
        Flag(|c, on| c.html.section_numbers = !on),
        "Whether navigation leaves out the chapters' numbers.",
    ),
    setting(
        "output.html.last-updated",
        "true",
        Flag(|c, on| c.html.last_updated = on),
        "Whether each page says when it was last updated: when git last saw its file change, or a file that it includes or shows.",
    ),
    setting(
        "output.html.input-404",
        r#""404.md""#,
        Text(|c, text| {
            c.html.not_found = if text.is_empty() { None } else { Some(path_inside(text)?) };
            Ok(())
        }),
        "The page, relative to the source folder, whose text is shown at addresses that do not exist. It needs no line in `SUMMARY.md`, and is \
         in neither navigation nor search. Without it there is a short text of the template `404.html`.",
    ),
    setting(
        "output.html.copy",
        r#""all""#,
        Choice(&["all", "used"], |c, text| c.html.copy = if text == "used" { Copied::Used } else { Copied::All }),
        "Which files that are no pages the site holds: `all` those in the folder of the pages, or the ones that are `used`, since a page shows \
         or links to them.",
    ),
    setting(
        "output.html.redirect",
        "{}",
        Redirects(|c, redirect| c.html.redirects.push(redirect)),
        "Old URLs and where they lead now, as in `\"/old.html\" = \"guide/new.html\"`.",
    ),
    setting(
        "output.html.smart-punctuation",
        "true",
        Flag(|c, on| c.conventions.smart_punctuation = on),
        "mdBook's name for `markdown.smart-punctuation`.",
    ),
    setting(
        "output.html.print.enable",
        "true",
        Flag(|c, on| c.html.print.enable = on),
        "Whether the site holds `print.html`, the whole book in one page.",
    ),
    setting(
        "output.html.print.page-break",
        "true",
        Flag(|c, on| c.html.print.page_break = on),
        "Whether each page of the book starts on a sheet of its own when `print.html` is printed.",
    ),
    setting(
        "output.html.print.max-kilobytes",
        "20000",
        Number(|c, size| c.html.print.max_kilobytes = size),
        "How much HTML of the pages `print.html` may hold, in units of 1,000 bytes. It ends with the last page that fits, and names those that \
         are left out.",
    ),
    setting(
        "markdown.smart-punctuation",
        "true",
        Flag(|c, on| c.conventions.smart_punctuation = on),
        "Whether straight quotes in the text become curly ones, `--` and `---` dashes, and `...` an ellipsis. Code is left alone.",
    ),
    setting(
        "output.html.search.enable",
        "true",
        Flag(|c, on| c.search.enable = on),
        "Whether the site can be searched. Without it, no file of the search is written.",
    ),
    setting(
        "output.html.search.limit-results",
        "30",
        Number(|c, limit| c.search.limit = limit.max(1)),
        "How many results are shown at most.",
    ),
    setting(
        "output.html.search.teaser-word-count",
        "30",
        Number(|c, count| c.search.excerpt = count.clamp(5, 200)),
        "How many words of a section are shown with a result, from 5 to 200.",
    ),
    setting(
        "output.html.search.use-boolean-and",
        "false",
        Flag(|c, on| c.search.all = on),
        "Whether only sections are found that have all words. Otherwise these come first, and sections that have most of the words follow.",
    ),
    setting(
        "output.html.search.expand",
        "true",
        Flag(|c, on| c.search.prefix = on),
        "Whether the last word may be the beginning of one, so that results come while a word is typed.",
    ),
    setting(
        "output.html.search.heading-split-level",
        "6",
        Number(|c, level| c.search.deepest = level.clamp(1, 6) as u8),
        "The deepest headings that are found by themselves; what stands under deeper ones belongs to the section around them.",
    ),
    setting(
        "output.html.search.boost-title",
        "2",
        Number(|c, boost| c.search.title = boost),
        "How much a word counts in a heading or in the title of a page: 4 is twice as much as usual.",
    ),
    setting(
        "output.html.search.boost-hierarchy",
        "1",
        Number(|c, boost| c.search.hierarchy = boost),
        "How much a word counts in the headings above a section's own: 2 is twice as much as usual.",
    ),
    setting(
        "output.html.search.boost-paragraph",
        "1",
        Number(|c, boost| c.search.paragraph = boost),
        "How much a word counts in the text: 2 is twice as much as usual.",
    ),
    setting(
        "output.html.search.chapter",
        "{}",
        Chapters(|c, chapter| c.search.chapters.push(chapter)),
        "Pages and folders, relative to the source folder, that are not to be found, as in `\"drafts\" = { enable = false }`. Of several that \
         hold for a page, the longest path decides.",
    ),
    setting(
        "search.boost",
        "{}",
        Weights(|c, pattern, boost| {
            let percent = super::percent(boost).ok_or_else(|| "must be from 0.1 to 3".to_owned())?;
            c.search.boosts.push((Glob::parse(pattern)?, percent));
            Ok(())
        }),
        "How much pages count in the search, by patterns for their files relative to the book's folder: 0.5 is half as much as others, 1.5 half as \
         much again. The last pattern that matches holds.",
    ),
    setting(
        "search.expect",
        "[]",
        Each(super::search::new_expectation, super::search::ROWS, super::search::NEEDED),
        "What searches must lead to. `bindery check` says which of them do not.",
    ),
    setting(
        "theme.name",
        r#""default""#,
        Text(|c, text| name(text).map(|name| c.theme.name = name)),
        "The theme of the site: `default`, `manual`, or one in the folder `themes` of the book.",
    ),
    setting(
        "theme.colors",
        "{}",
        Known(super::theme::COLOURS, |c, named| c.theme.colours.set(&named)),
        "Colors by day, as in `accent = \"#7a1f5c\"`, `\"rgb(122 31 92)\"` or `\"hsl(320 60% 30%)\"`. What is not here stays as the theme has it; of \
         `accent-strong`, `accent-tint` and `focus`, those that are not here follow an `accent` that is.",
    ),
    setting(
        "theme.dark-colors",
        "{}",
        Known(super::theme::COLOURS, |c, named| c.theme.dark_colours.set(&named)),
        "The same by night, under the same names.",
    ),
    setting(
        "theme.fonts",
        "{}",
        Known(super::theme::FONTS, |c, named| c.theme.fonts.push(&named)),
        "Families in the order in which they are tried, as in `text = [\"Inter\", \"sans-serif\"]`; the theme's own come after them. Nothing is \
         fetched from elsewhere: a family is on the reader's system, or under `[[theme.font-files]]`.",
    ),
    setting(
        "theme.sizes",
        "{}",
        Known(super::theme::SIZES, |c, named| c.theme.sizes.set(&named)),
        "Lengths with their unit, as in `measure = \"40rem\"`.",
    ),
    setting(
        "theme.font-files",
        "[]",
        Each(
            |c, place| c.theme.font_files.push(super::theme::FontFace::new(place)),
            super::theme::FONT_FILE_ROWS,
            super::theme::FONT_FILE_NEEDED,
        ),
        "Fonts that the book brings, which the site serves itself.",
    ),
    setting(
        "publish.markdown",
        "true",
        Flag(|c, on| c.publish.markdown = on),
        "Whether each page also stands beside itself as Markdown, with includes and constants resolved: `guide/x.md` beside `guide/x.html`.",
    ),
    setting(
        "publish.llms",
        "true",
        Flag(|c, on| c.publish.llms = on),
        "Whether the site holds `llms.txt`, the list of its pages for language models, and `llms-full.txt`, all pages in one file.",
    ),
    setting(
        "publish.llms-max-kilobytes",
        "100",
        Number(|c, size| c.publish.llms_max_kilobytes = size),
        "How large `llms.txt` may be, in units of 1,000 bytes. Beyond that it names pages without their descriptions, then only the first ones, \
         and says so.",
    ),
    setting(
        "publish.llms-full-max-kilobytes",
        "4000",
        Number(|c, size| c.publish.llms_full_max_kilobytes = size),
        "How large `llms-full.txt` may be, in units of 1,000 bytes. It ends with the last page that fits, and names those that are left out.",
    ),
    setting(
        "publish.inventory",
        "true",
        Flag(|c, on| c.publish.inventory = on),
        "Whether the site holds `objects.inv`, by which Sphinx and other books refer to its pages, labels, terms and objects.",
    ),
    setting(
        "publish.robots",
        r#""allow""#,
        Choice(&["allow", "disallow", "none"], |c, text| {
            c.publish.robots = match text {
                "disallow" => Robots::Disallow,
                "none" => Robots::Silent,
                _ => Robots::Allow,
            };
        }),
        "What `robots.txt` tells crawlers. With `disallow`, the pages themselves also ask not to be listed. With `none`, there is no such file.",
    ),
    setting(
        "publish.server-files",
        "true",
        Flag(|c, on| c.publish.server_files = on),
        "Whether the site holds `_headers` and `_redirects` for static hosts, and `_server/nginx.conf` and `_server/Caddyfile` for servers.",
    ),
    setting(
        "publish.image",
        "",
        Text(|c, text| path_inside(text).map(|path| c.publish.image = Some(path))),
        "The picture that stands for the book where somebody posts a link to it, relative to the folder of the pages. It needs a full `site-url`.",
    ),
    super::versions::TAGS,
    super::versions::EXCEPT,
    super::versions::NAME,
    super::versions::FOLDER,
    super::versions::CURRENT,
    super::versions::KEEP,
    super::versions::WORKING_TREE,
    setting(
        "cache.dir",
        r#"".bindery/cache""#,
        Text(|c, text| path_anywhere(text).map(|path| c.cache.folder = path)),
        "The folder that keeps drawn diagrams and coloured code between builds. It can be deleted at any time.",
    ),
    setting(
        "references.anchors-lock",
        "",
        Text(|c, text| path_inside(text).map(|path| c.references.anchors_lock = Some(path))),
        "The file that lists every address the site has published, so that none is lost unseen. Without this key, `anchors.lock` in the \
         book's folder counts if it is there. `bindery check --fix` makes the file and adds to it.",
    ),
    setting(
        "lints",
        "{}",
        Names(|c, named| {
            let level = LintLevel::parse(named.text)?;
            let files = named.table.map(Glob::parse).transpose()?;
            c.lints.levels.push(LintSetting { files, name: named.name.to_owned(), place: named.place, level });
            Ok(())
        }),
        "How bad a problem is, by lint or family of lints: `allow`, `warn` or `deny`. A table such as `[lints.\"guide/**\"]` holds for the \
         files that match, relative to the book's folder.",
    ),
    setting(
        "external-links.ignore",
        "[]",
        Texts(|c, text| UrlPattern::parse(text).map(|pattern| c.external_links.ignore.push(pattern))),
        "URLs that `bindery check --external-links` does not ask for: all that begin so, where `*` stands for anything.",
    ),
    setting(
        "external-links.max-age-days",
        "14",
        Number(|c, days| c.external_links.max_age_days = days),
        "For how many days a good answer in `links.lock` counts before the site is asked again.",
    ),
    setting(
        "external-links.timeout-seconds",
        "20",
        Number(|c, seconds| c.external_links.timeout_seconds = seconds.max(1)),
        "How long a site may take to answer.",
    ),
    setting(
        "external-links.pause-milliseconds",
        "500",
        Number(|c, pause| c.external_links.pause_milliseconds = pause),
        "How long a site is left in peace between two questions. It is never asked two at once.",
    ),
    setting(
        "secrets.allow",
        "[]",
        Texts(|c, text| fingerprint(text).map(|text| c.secrets.allow.push(text))),
        "The fingerprints of keys and tokens that may stand in the pages since they open nothing, as the report on each gives it.",
    ),
    setting(
        "facts",
        "[]",
        Each(|c, place| c.facts.push(FactsSetting::new(place)), super::facts::ROWS, super::facts::NEEDED),
        "A program's configuration options, which the pages are compared with.",
    ),
    setting(
        "regions",
        "[]",
        Each(|c, place| c.regions.push(super::Region::new(place)), super::regions::ROWS, super::regions::NEEDED),
        "Parts of pages that a template writes, between markers in the page.",
    ),
    reserved("rust.edition", Shape::Text),
    reserved("build.use-default-preprocessors", Shape::Flag),
    reserved("build.extra-watch-dirs", Shape::Texts),
    reserved("output.html.theme", Shape::Text),
    reserved("output.html.preferred-dark-theme", Shape::Text),
    reserved("output.html.definition-lists", Shape::Flag),
    reserved("output.html.admonitions", Shape::Flag),
    reserved("output.html.mathjax-support", Shape::Flag),
    reserved("output.html.additional-js", Shape::Texts),
    reserved("output.html.git-repository-icon", Shape::Text),
    reserved("output.html.cname", Shape::Text),
    reserved("output.html.hash-files", Shape::Flag),
    reserved("output.html.sidebar-header-nav", Shape::Flag),
    reserved("output.html.live-reload-endpoint", Shape::Text),
    reserved("output.html.fold.enable", Shape::Flag),
    reserved("output.html.fold.level", Shape::Integer),
    reserved("output.html.playground.editable", Shape::Flag),
    reserved("output.html.playground.copyable", Shape::Flag),
    reserved("output.html.playground.copy-js", Shape::Flag),
    reserved("output.html.playground.line-numbers", Shape::Flag),
    reserved("output.html.playground.runnable", Shape::Flag),
    reserved("output.html.playpen", Shape::Table),
    reserved("output.html.code.hidelines", Shape::Table),
    reserved("output.html.search.copy-js", Shape::Flag),
];

/// Tables whose keys are names that the author chooses (of plugins): each must hold a table, and what is in there is the plugin's.
pub(super) const OPEN_TABLES: &[&str] = &["preprocessor", "output"];

/// Keys of earlier versions of mdBook, and what to do about them.
pub(super) const RETIRED: &[(&str, &str)] = &[
    ("book.multilingual", "mdBook dropped it in 0.5; it never had an effect, so delete the line"),
    ("output.html.curly-quotes", "it is called `smart-punctuation` now"),
    ("output.html.copy-fonts", "mdBook dropped it in 0.5; delete the line"),
    ("output.html.google-analytics", "mdBook dropped it in 0.5, and pages here load nothing from other sites; delete the line"),
];
