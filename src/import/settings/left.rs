//! What is left, and why.

use super::{Draft, Left, Project, Taken, Value, brief};

/// Settings by name, or by how their names begin where an underscore ends the entry, and why they are left. The first that fits counts.
const LEFT: &[(&str, &str)] = &[
    ("copyright", "there is no such line at the foot of the pages; a template can have one"),
    ("project_copyright", "there is no such line at the foot of the pages; a template can have one"),
    ("html_theme", "no theme of Sphinx fits; `[theme]` chooses and changes Bindery's own"),
    ("html_theme_path", "no theme of Sphinx fits; `[theme]` chooses and changes Bindery's own"),
    ("html_logo", "the header shows the book's title; a template can show a picture"),
    ("html_favicon", "a theme of the book's own can bring an icon (`favicon` in its `theme.toml`)"),
    ("html_sidebars", "navigation and list of headings are part of the theme's templates"),
    ("html_additional_pages", "templates of Sphinx make these pages"),
    ("html_last_updated_fmt", "each page says when it was last updated (`last-updated` under `[output.html]`)"),
    ("html_show_sourcelink", "each page stands beside itself as Markdown (`markdown` under `[publish]`)"),
    ("html_copy_source", "each page stands beside itself as Markdown (`markdown` under `[publish]`)"),
    ("html_static_path", ""),
    ("html_use_smartypants", "Sphinx does not read it any more; `smartquotes` decides"),
    ("html_", "it has no counterpart here"),
    ("htmlhelp_", "sites in HTML are all that is made"),
    ("latex_", "sites in HTML are all that is made; `print.html` is the book in one page for paper"),
    ("epub_", "sites in HTML are all that is made"),
    ("man_", "sites in HTML are all that is made"),
    ("texinfo_", "sites in HTML are all that is made"),
    ("text_", "sites in HTML are all that is made"),
    ("qthelp_", "sites in HTML are all that is made"),
    ("devhelp_", "sites in HTML are all that is made"),
    ("applehelp_", "sites in HTML are all that is made"),
    ("pygments_", "the colors of code belong to the theme"),
    ("templates_path", ""),
    ("needs_sphinx", "there is no Sphinx"),
    ("nitpicky", "every reference that leads nowhere is reported"),
    ("nitpick_", "a problem can be allowed under `[lints]`, or beside its place by a comment `bindery: allow(…)`"),
    ("suppress_warnings", "a problem can be allowed under `[lints]`, or beside its place by a comment `bindery: allow(…)`"),
    ("math_", "formulae are drawn as MathML while the site is built"),
    ("mathjax", "formulae are drawn as MathML while the site is built"),
    ("imgmath", "formulae are drawn as MathML while the site is built"),
    ("linkcheck_", "`bindery check --external-links` has settings of its own under `[external-links]`"),
    ("intersphinx_", "`[inventories]` says where other projects are"),
    ("extlinks_", "short links are roles, and full addresses are left alone"),
    ("autodoc_", "Python is not run: descriptions made from code are not there"),
    ("autosummary_", "Python is not run: descriptions made from code are not there"),
    ("autoapi_", "Python is not run: descriptions made from code are not there"),
    ("autoclass_", "Python is not run: descriptions made from code are not there"),
    ("napoleon_", "Python is not run: descriptions made from code are not there"),
    ("apidoc_", "Python is not run: descriptions made from code are not there"),
    ("typehints_", "Python is not run: descriptions made from code are not there"),
    ("always_document_param_types", "Python is not run: descriptions made from code are not there"),
    ("viewcode_", "Python is not run: descriptions made from code are not there"),
    ("doctest_", "examples are shown and not run"),
    ("autosectionlabel_prefix_document", ""),
    ("todo_", "notes of things to do are not collected; `todos` under `[markup]` shows them"),
    ("copybutton_", "every block of code has a button that copies it"),
    ("graphviz_", "see the directive `graphviz`"),
    ("mermaid_", "diagrams are drawn while the site is built; no script is loaded"),
    ("myst_", "what Markdown can do here is the same in every book"),
    ("jinja_", "the directive `jinja` takes its data from files"),
    ("spelling_", "`[spelling]` holds the dictionaries and the lists of words"),
    ("sitemap_", "there is a sitemap as soon as `site-url` is a full address"),
    ("ogp_", "previews of links are made from title and description (`image` under `[publish]`)"),
    ("notfound_", "there is always a page for missing addresses (`input-404` under `[output.html]`)"),
    ("gettext_", "translations are not made"),
    ("locale_", "translations are not made"),
    ("figure_language_filename", "translations are not made"),
    ("rst_", "it has no counterpart here"),
    ("add_module_names", "objects are shown under the name that the page gives them"),
    ("add_function_parentheses", "objects are shown under the name that the page gives them"),
    ("modindex_common_prefix", "there is no index of modules"),
    ("python_", "objects are shown under the name that the page gives them"),
    ("primary_domain", "names without a domain are those of Python"),
    ("highlight_options", "code is colored the same everywhere"),
    ("keep_warnings", "problems are reported and never shown in pages"),
    ("show_authors", "`sectionauthor` is not shown"),
    ("show_warning_types", "every problem is reported with its name"),
    ("today", "no page shows the day of the build"),
    ("today_fmt", "no page shows the day of the build"),
    ("toc_object_entries", "the list of headings shows headings"),
    ("smartquotes_", "quotes are those of the book's language"),
    ("trim_", "examples are shown as they are written"),
    ("coverage_", "it concerns code, not pages"),
    ("smv_", "`[versions]` builds several versions from git tags"),
    ("exclude_trees", "name what does not belong to the book in `exclude` under `[book]`"),
    ("user_agent", "`bindery check --external-links` has settings of its own under `[external-links]`"),
    ("tls_", "`bindery check --external-links` has settings of its own under `[external-links]`"),
];

/// What becomes of what an extension does. An extension that is not here is one whose directives and roles are not known.
const EXTENSIONS: &[(&str, &str)] = &[
    ("sphinx.ext.autodoc", "Python is not run: each of its directives is one notice"),
    ("sphinx.ext.autosummary", "Python is not run: each of its directives is one notice"),
    ("sphinx.ext.napoleon", "Python is not run"),
    ("sphinx.ext.viewcode", "Python is not run"),
    ("sphinx.ext.linkcode", "Python is not run"),
    ("sphinx.ext.inheritance_diagram", "Python is not run"),
    ("sphinx.ext.apidoc", "Python is not run"),
    ("autoapi.extension", "Python is not run: each of its directives is one notice"),
    ("sphinxarg.ext", "Python is not run"),
    ("sphinx.ext.coverage", "it concerns code, not pages"),
    ("sphinx.ext.doctest", "examples are shown and not run"),
    ("sphinx.ext.intersphinx", "`[inventories]` does it"),
    ("sphinx.ext.extlinks", "`[markup.extlinks]` does it"),
    ("sphinx.ext.mathjax", "formulae are drawn while the site is built"),
    ("sphinx.ext.imgmath", "formulae are drawn while the site is built"),
    ("sphinx.ext.graphviz", "see the directive `graphviz`"),
    ("sphinx.ext.autosectionlabel", "`section-labels` under `[markup]` does it"),
    ("sphinx.ext.todo", "`todos` under `[markup]` shows the notes; they are not collected"),
    ("sphinx.ext.githubpages", "every site has what it writes"),
    ("sphinxcontrib.mermaid", "built in"),
    ("sphinxcontrib.spelling", "built in: `bindery check`"),
    ("sphinx_design", "built in"),
    ("sphinx_inline_tabs", "built in"),
    ("sphinx_tabs.tabs", "built in"),
    ("sphinx_copybutton", "built in"),
    ("notfound.extension", "built in"),
    ("sphinx_sitemap", "built in"),
    ("sphinxext.opengraph", "built in"),
    ("sphinx_reredirects", "`[output.html.redirect]` does it"),
    ("sphinxext.rediraffe", "`[output.html.redirect]` does it"),
    ("myst_parser", "Markdown with directives is built in"),
];

/// Lists the extensions with what becomes of each.
pub(super) fn extensions(taken: &mut Taken<'_>) {
    let mut unknown = Vec::new();
    for name in taken.texts() {
        match EXTENSIONS.iter().find(|(known, _)| *known == name) {
            Some((_, why)) => {
                let left = Left { line: taken.line, name: "extensions".to_owned(), value: name, why: (*why).to_owned() };
                taken.draft.leave(left);
            }
            None => unknown.push(name),
        }
    }
    if !unknown.is_empty() {
        let why = format!("not known here, with whatever directives and roles they bring: {}", unknown.join(", "));
        let left = Left { line: taken.line, name: "extensions".to_owned(), value: String::new(), why };
        taken.draft.leave(left);
    }
}

fn reason(name: &str) -> Option<&'static str> {
    let fits = |(known, _): &&(&str, &str)| name == *known || known.ends_with('_') && name.starts_with(known);
    LEFT.iter().find(fits).map(|(_, why)| *why)
}

/// Everything that is not taken over, and what a condition sets.
pub(super) fn others(project: &Project, draft: &mut Draft, is_taken: &dyn Fn(&str) -> bool) {
    for (name, bound) in &project.conf.names {
        if is_taken(name) {
            continue;
        }
        let why = match reason(name) {
            Some("") => continue,
            Some(why) => why.to_owned(),
            None if is_setting(name) && !bound.is_read && !is_foreign(&bound.value) => {
                "no setting of Sphinx itself; if it is one of an extension, that is not known here".to_owned()
            }
            None => continue,
        };
        draft.leave(Left { line: bound.line, name: name.clone(), value: brief(&bound.value), why });
    }
    for (name, line) in &project.conf.conditional {
        if is_taken(name) || reason(name).is_some_and(|why| !why.is_empty()) {
            let why = match project.conf.names.get(name) {
                Some(bound) => {
                    format!("a condition decides on it, which is not followed; what line {} says is taken", bound.line)
                }
                None => "a condition decides on it, which is not followed".to_owned(),
            };
            draft.leave(Left { line: *line, name: name.clone(), value: String::new(), why });
        }
    }
    for (name, line) in &project.conf.functions {
        if name == "setup" {
            let why =
                "it is not run: of the directives, roles and files that it adds, only types of objects are known".to_owned();
            draft.leave(Left { line: *line, name: "setup".to_owned(), value: String::new(), why });
        }
    }
}

/// Whether a variable looks like a setting: those in capitals or with a leading underscore are the author's own.
fn is_setting(name: &str) -> bool {
    !name.starts_with('_') && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') && name.contains('_')
}

fn is_foreign(value: &Value) -> bool {
    matches!(value, Value::Foreign(_)) || value.unknown().is_some_and(|why| why.contains("function"))
}
