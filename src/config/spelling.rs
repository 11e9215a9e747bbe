//! `[spelling]`: which words are known.

use super::schema::Kind::{Text, Texts};
use super::schema::Setting;
use super::settings::setting;
use super::value::{file_name, path_anywhere};

/// The settings in the order of the reference page.
pub(super) const SETTINGS: &[Setting] = &[
    setting(
        "spelling.dictionaries",
        "[]",
        Texts(|c, text| {
            c.spelling.dictionaries.push(path_anywhere(text)?);
            Ok(())
        }),
        "Further Hunspell dictionaries, relative to the book's folder and without extension: `dic/de_DE` stands for `dic/de_DE.aff` and \
         `dic/de_DE.dic`. English is built in: `en`, `en-US` and `en-GB` can be named here by books in another language.",
    ),
    setting(
        "spelling.wordlist-name",
        r#""spelling_wordlist.txt""#,
        Text(|c, text| {
            c.spelling.wordlist_name = file_name(text)?;
            Ok(())
        }),
        "The name of the files that list the project's own words, one on each line. In the book's folder such a file holds for all pages, in \
         a folder of pages for those below it.",
    ),
    setting(
        "spelling.wordlists",
        "[]",
        Texts(|c, text| {
            c.spelling.wordlists.push(path_anywhere(text)?);
            Ok(())
        }),
        "Further files of such words that hold for the whole book, relative to the book's folder.",
    ),
    setting(
        "spelling.forbidden",
        "",
        Text(|c, text| {
            c.spelling.forbidden = Some(path_anywhere(text)?);
            Ok(())
        }),
        "A file of words that must not be used, relative to the book's folder: each on a line of its own with what to write instead, as in \
         `whitelist → allowlist`.",
    ),
];
