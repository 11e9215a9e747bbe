//! The layouts of schemas.

use camino::Utf8Path;

use super::tree::{Data, Entry, Node};
use super::{ConfigOption, DefaultValue, Deprecation, Section};
use crate::config::{FactsSetting, FactsShape, Field, Version};
use crate::diagnostic::Place;

mod json_schema;
mod mapping;

/// What one file says.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) sections: Vec<Section>,
    pub(super) options: Vec<ConfigOption>,
}

/// The shape that a file has by its looks.
pub(super) fn detect(setting: &FactsSetting, tree: &Node) -> Option<FactsShape> {
    let holds_sections = |node: &Node| node.entries().iter().any(|entry| entry.value.get("options").is_some());
    if setting.options.is_some() {
        Some(FactsShape::Mapping)
    } else if tree.get("package-name").is_some() || tree.get("config").is_some_and(holds_sections) {
        Some(FactsShape::AirflowProvider)
    } else if tree.get("$schema").is_some() || tree.get("properties").is_some() {
        Some(FactsShape::JsonSchema)
    } else {
        holds_sections(tree).then_some(FactsShape::AirflowConfig)
    }
}

/// What the file says, read as that shape.
pub(super) fn read(shape: FactsShape, setting: &FactsSetting, file: &Utf8Path, text: &str, tree: &Node) -> Read {
    let reader = Reader { setting, file, text, provider: None };
    match shape {
        FactsShape::AirflowConfig => reader.sections(tree),
        FactsShape::AirflowProvider => {
            let provider = provider(tree, file);
            let reader = Reader { provider, ..reader };
            tree.get("config").map(|config| reader.sections(config)).unwrap_or_default()
        }
        FactsShape::JsonSchema => json_schema::read(&reader, tree),
        FactsShape::Mapping => mapping::read(&reader, tree),
    }
}

/// The provider that a `provider.yaml` describes: `cncf.kubernetes` for the package `apache-airflow-providers-cncf-kubernetes`, else the
/// folder's name.
fn provider(tree: &Node, file: &Utf8Path) -> Option<String> {
    let package = tree.get("package-name").and_then(Node::words);
    let name = package.map(|package| package.trim_start_matches("apache-airflow-providers-").replace('-', "."));
    name.or_else(|| file.parent()?.file_name().map(str::to_owned))
}

/// Reads options of one file.
struct Reader<'a> {
    setting: &'a FactsSetting,
    file: &'a Utf8Path,
    text: &'a str,
    provider: Option<String>,
}

impl Reader<'_> {
    fn sections(&self, tree: &Node) -> Read {
        let mut read = Read::default();
        for section in tree.entries().iter().filter(|entry| matches!(entry.value.data, Data::Table(_))) {
            read.sections.push(self.section(&section.key, section));
            let options = section.value.get("options").map(Node::entries).unwrap_or_default();
            read.options.extend(options.iter().map(|option| self.option(&section.key, &option.key, option)));
        }
        read
    }

    /// A section that stands at `entry`.
    fn section(&self, name: &str, entry: &Entry) -> Section {
        let earlier = entry.value.get("renamed").and_then(|renamed| renamed.get("previous_name")).and_then(Node::words);
        Section {
            name: name.to_owned(),
            description: self.field(&entry.value, Field::Description).and_then(Node::words).unwrap_or_default().trim().to_owned(),
            earlier_names: earlier.into_iter().collect(),
            provider: self.provider.clone(),
            source: self.place(entry),
        }
    }

    /// An option that stands at `entry`.
    fn option(&self, section: &str, name: &str, entry: &Entry) -> ConfigOption {
        let node = &entry.value;
        let words = |field| self.field(node, field).and_then(Node::words).map(|words| words.trim().to_owned());
        let kind = words(Field::Type);
        let default = self.field(node, Field::Default);
        ConfigOption {
            section: section.to_owned(),
            name: name.to_owned(),
            written: self.setting.written.fill(section, name),
            variables: Vec::new(),
            default: default.map_or_else(DefaultValue::absent, |node| DefaultValue::new(node, kind.as_deref(), self.text)),
            kind,
            description: words(Field::Description).unwrap_or_default(),
            version_added: words(Field::VersionAdded),
            deprecated: self.deprecation(node),
            removed: words(Field::Removed),
            sensitive: self.field(node, Field::Sensitive).is_some_and(Node::is_true),
            example: words(Field::Example),
            provider: self.provider.clone(),
            source: self.place(entry),
        }
    }

    fn deprecation(&self, node: &Node) -> Option<Deprecation> {
        let said = self.field(node, Field::Deprecated);
        let reason = self.field(node, Field::DeprecationReason).and_then(Node::words).map(|words| words.trim().to_owned());
        let version = said.and_then(Node::words).filter(|words| Version::parse(words).is_some());
        let is_deprecated = version.is_some() || said.is_some_and(Node::is_true) || reason.is_some();
        is_deprecated.then_some(Deprecation { version, reason })
    }

    /// What the file says of an option, under the name that the author gave for it or one of the usual ones.
    fn field<'n>(&self, node: &'n Node, field: Field) -> Option<&'n Node> {
        let given = self.setting.fields.iter().rev().find(|(known, _)| *known == field);
        match given {
            Some((_, path)) => path.split('.').try_fold(node, |node, key| node.get(key)),
            None => usual(field).iter().find_map(|name| node.get(name)),
        }
    }

    fn place(&self, entry: &Entry) -> Place {
        let range = entry.key_range.start as u32..entry.key_range.end as u32;
        Place { file: self.file.to_owned(), range }
    }
}

/// What schemas usually call it.
fn usual(field: Field) -> &'static [&'static str] {
    match field {
        Field::Name => &["name", "key"],
        Field::Section => &["section"],
        Field::Default => &["default"],
        Field::Description => &["description", "help", "doc"],
        Field::Type => &["type"],
        Field::Example => &["example"],
        Field::Sensitive => &["sensitive", "secret", "writeOnly"],
        Field::VersionAdded => &["version_added", "version-added", "since"],
        Field::Deprecated => &["version_deprecated", "deprecated"],
        Field::DeprecationReason => &["deprecation_reason"],
        Field::Removed => &["version_removed", "removed"],
    }
}
