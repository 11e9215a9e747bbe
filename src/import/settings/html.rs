//! Where the site stands and where its source lies.

use camino::Utf8Path;

use super::{Draft, Project, Taken, Value};
use crate::config::SiteUrl;
use crate::document::Markup;

pub(super) fn base_url(taken: &mut Taken<'_>) {
    let Some(url) = taken.text().filter(|url| !url.is_empty()) else { return };
    match SiteUrl::parse(&url) {
        Ok(_) => taken.draft.text("output.html", "site-url", &url),
        Err(why) => taken.leave(why),
    }
}

/// The parts of an address of a page's source.
#[derive(Default)]
struct Source {
    repository: Option<String>,
    branch: Option<String>,
    /// The folder of the pages in the repository.
    folder: Option<String>,
}

impl Source {
    fn write(self, taken: &mut Taken<'_>) -> bool {
        let Some(repository) = self.repository.filter(|url| url.starts_with("https://") || url.starts_with("http://")) else {
            return false;
        };
        let repository = repository.trim_end_matches('/').trim_end_matches(".git").to_owned();
        if !taken.draft.has("output.html", "git-repository-url") {
            taken.draft.text("output.html", "git-repository-url", &repository);
        }
        if let (Some(branch), Some(folder)) = (self.branch, self.folder) {
            let edit = if repository.contains("gitlab") { "-/edit" } else { "edit" };
            let folder = folder.trim_matches('/');
            // The address is made of the page's path as `book.toml` sees it.
            let folder = folder.strip_suffix(taken.project.folder.as_str()).unwrap_or(folder).trim_end_matches('/');
            let parts: Vec<&str> = [branch.as_str(), folder, "{path}"].into_iter().filter(|part| !part.is_empty()).collect();
            taken.draft.text("output.html", "edit-url-template", &format!("{repository}/{edit}/{}", parts.join("/")));
        }
        true
    }
}

/// What themes read from `html_context` to link to a page's source.
pub(super) fn context(taken: &mut Taken<'_>) {
    let Some(entries) = taken.value.entries() else {
        taken.text();
        return;
    };
    let text = |name: &str| taken.value.entry(name).and_then(Value::text).map(str::to_owned);
    let host = |kind: &str, host: &str| {
        let user = text(&format!("{kind}_user"))?;
        let repository = text(&format!("{kind}_repo"))?;
        Some((format!("https://{host}/{user}/{repository}"), text(&format!("{kind}_version"))))
    };
    let found = host("github", "github.com").or_else(|| host("gitlab", "gitlab.com"));
    let folder = text("conf_py_path").or_else(|| text("doc_path"));
    let used = [
        "github_user",
        "github_repo",
        "github_version",
        "gitlab_user",
        "gitlab_repo",
        "gitlab_version",
        "conf_py_path",
        "doc_path",
    ];
    let is_used = |name: &str| used.contains(&name) || name.starts_with("display_git");
    let others = entries.iter().filter_map(|(key, _)| key.text()).filter(|name| !is_used(name)).count();
    let is_written = found.is_some_and(|(repository, branch)| {
        let source = Source { repository: Some(repository), branch, folder };
        source.write(taken)
    });
    if !is_written || others > 0 {
        taken.leave("templates of Sphinx read it; those of Bindery are under `themes`");
    }
}

/// What themes call the repository and its folder of pages.
pub(super) fn theme_options(taken: &mut Taken<'_>) {
    if taken.value.entries().is_none() {
        taken.text();
        return;
    }
    let text = |names: &[&str]| names.iter().find_map(|name| taken.value.entry(name).and_then(Value::text)).map(str::to_owned);
    let of_alabaster = || Some(format!("https://github.com/{}/{}", text(&["github_user"])?, text(&["github_repo"])?));
    let repository = text(&["source_repository", "repository_url", "github_url", "gitlab_url"]).or_else(of_alabaster);
    let branch = text(&["source_branch", "repository_branch"]);
    let folder = text(&["source_directory", "path_to_docs"]);
    Source { repository, branch, folder }.write(taken);
    taken.leave("options of a theme of Sphinx; colors, fonts and sizes can be set under `[theme]`");
}

pub(super) fn style_sheets(taken: &mut Taken<'_>) {
    taken.leave("a style sheet for a theme of Sphinx; one for Bindery's goes into `additional-css` under `[output.html]`");
}

pub(super) fn scripts(taken: &mut Taken<'_>) {
    taken.leave("pages run no scripts but Bindery's own");
}

pub(super) fn extra_path(taken: &mut Taken<'_>) {
    super::book::exclude(taken);
    taken.leave("these files stand at the root of Sphinx's site; here, files are copied where they lie if a page uses them");
}

/// Old addresses: a dictionary of an extension, or the name of a file of such.
pub(super) fn redirects(taken: &mut Taken<'_>) {
    let Some(entries) = taken.value.entries() else {
        if taken.project.redirects.is_none() {
            drop(taken.text());
        }
        return;
    };
    let mut lost = 0;
    for (from, to) in entries {
        match (from.text(), to.text()) {
            // A page is named from the folder of the pages; an address, from where the old one was.
            (Some(from), Some(to)) if Markup::of(Utf8Path::new(to)).is_some() && !to.starts_with(['/', '.']) => {
                redirect(taken.draft, from, &format!("/{to}"));
            }
            (Some(from), Some(to)) => redirect(taken.draft, from, to),
            _ => lost += 1,
        }
    }
    if lost > 0 {
        taken.leave(format!("{lost} of the old addresses are not known"));
    }
}

/// Whether a path says by itself what it leads to.
fn is_address(path: &str) -> bool {
    let file = path.split('#').next().unwrap_or_default();
    file.ends_with('/') || file.contains("://") || Utf8Path::new(file).extension() == Some("html")
}

/// An old address without its ending, and where it leads: a path from there, or an address.
fn redirect(draft: &mut Draft, from: &str, to: &str) {
    let html = |path: &str| match path.strip_suffix(".rst").or_else(|| path.strip_suffix(".md")) {
        Some(stem) => format!("{stem}.html"),
        None if is_address(path) => path.to_owned(),
        None => format!("{path}.html"),
    };
    draft.text("output.html.redirect", &format!("/{}", html(from.trim_start_matches('/'))), &html(to));
}

/// The file of old addresses: two paths on a line, each from the folder of the pages.
pub(super) fn finish(project: &Project, draft: &mut Draft) {
    let Some((file, text)) = &project.redirects else { return };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut explained = false;
    for line in lines {
        let mut parts = line.split_whitespace().map(|part| part.trim_matches('"'));
        if let (Some(from), Some(to), None) = (parts.next(), parts.next(), parts.next()) {
            let place = crate::source::join(Utf8Path::new(""), Utf8Path::new(to));
            let to = match from.trim_start_matches('/').matches('/').count() {
                _ if to.contains("://") => to.to_owned(),
                // Above the site, an address starts from the old one.
                depth if place.starts_with("..") => format!("{}{place}", "../".repeat(depth)),
                _ => format!("/{place}"),
            };
            redirect(draft, from, &to);
            if !std::mem::replace(&mut explained, true) {
                draft.explain("output.html.redirect", &format!("From {file}."));
            }
        }
    }
}
