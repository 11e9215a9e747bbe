//! Names of directives and roles in other languages than English, as docutils has them.

/// German names of directives.
const GERMAN_DIRECTIVES: &[(&str, &str)] = &[
    ("abbildung", "figure"),
    ("abschnittsnummerierung", "sectnum"),
    ("achtung", "attention"),
    ("bild", "image"),
    ("code", "code"),
    ("container", "container"),
    ("csv-tabelle", "csv-table"),
    ("datum", "date"),
    ("einfügen", "include"),
    ("epigraph", "epigraph"),
    ("ersetze", "replace"),
    ("ersetzen", "replace"),
    ("ersetzung", "replace"),
    ("fehler", "error"),
    ("formel", "math"),
    ("fußzeilen", "footer"),
    ("gefahr", "danger"),
    ("highlights", "highlights"),
    ("hinweis", "hint"),
    ("inhalt", "contents"),
    ("kapitelnummerierung", "sectnum"),
    ("kasten", "sidebar"),
    ("klasse", "class"),
    ("kopfzeilen", "header"),
    ("linkziel-fußnoten", "target-notes"),
    ("listentabelle", "list-table"),
    ("mathe", "math"),
    ("meta", "meta"),
    ("notiz", "note"),
    ("parsed-literal (translation required)", "parsed-literal"),
    ("pull-quote", "pull-quote"),
    ("roh", "raw"),
    ("rolle", "role"),
    ("rubrik", "rubric"),
    ("seitenansprache", "pull-quote"),
    ("seitenkasten", "sidebar"),
    ("seitenleiste", "sidebar"),
    ("standardrolle", "default-role"),
    ("tabelle", "table"),
    ("thema", "topic"),
    ("tipp", "tip"),
    ("titel", "title"),
    ("unicode", "unicode"),
    ("unverändert", "raw"),
    ("verbund", "compound"),
    ("vorsicht", "caution"),
    ("warnhinweis", "admonition"),
    ("warnung", "warning"),
    ("wichtig", "important"),
    ("zeilenblock", "line-block"),
    ("zusammengesetzt", "compound"),
];

/// German names of roles.
const GERMAN_ROLES: &[(&str, &str)] = &[
    ("abkürzung", "abbreviation"),
    ("akronym", "acronym"),
    ("benannte-referenz", "named-reference"),
    ("betont", "emphasis"),
    ("betonung", "emphasis"),
    ("code", "code"),
    ("ersetzungs-referenz", "substitution-reference"),
    ("fett", "strong"),
    ("fußnoten-referenz", "footnote-reference"),
    ("hochgestellt", "superscript"),
    ("index", "index"),
    ("mathe", "math"),
    ("pep-referenz", "pep-reference"),
    ("rfc-referenz", "rfc-reference"),
    ("roh", "raw"),
    ("tiefgestellt", "subscript"),
    ("titel-referenz", "title-reference"),
    ("unbenannte-referenz", "anonymous-reference"),
    ("unverändert", "raw"),
    ("uri-referenz", "uri-reference"),
    ("wörtlich", "literal"),
    ("ziel", "target"),
    ("zitat-referenz", "citation-reference"),
];

/// French names of directives.
const FRENCH_DIRECTIVES: &[(&str, &str)] = &[
    ("accroche", "pull-quote"),
    ("annonce", "admonition"),
    ("astuce", "tip"),
    ("attention", "attention"),
    ("avertissement", "warning"),
    ("bloc-interprété", "parsed-literal"),
    ("bloc-textuel", "line-block"),
    ("brut", "raw"),
    ("chapeau", "highlights"),
    ("classe", "class"),
    ("code", "code"),
    ("code-interprété", "parsed-literal"),
    ("compound (translation required)", "compound"),
    ("conseil", "hint"),
    ("container (translation required)", "container"),
    ("csv-table (translation required)", "csv-table"),
    ("danger", "danger"),
    ("date", "date"),
    ("default-role (translation required)", "default-role"),
    ("encadré", "sidebar"),
    ("erreur", "error"),
    ("exergue", "epigraph"),
    ("figure", "figure"),
    ("footer (translation required)", "footer"),
    ("header (translation required)", "header"),
    ("image", "image"),
    ("important", "important"),
    ("inclure", "include"),
    ("intertitre", "rubric"),
    ("liens", "target-notes"),
    ("list-table (translation required)", "list-table"),
    ("math (translation required)", "math"),
    ("méta", "meta"),
    ("note", "note"),
    ("précaution", "caution"),
    ("remplace", "replace"),
    ("remplacer", "replace"),
    ("role (translation required)", "role"),
    ("section-numérotée", "sectnum"),
    ("sectnum", "sectnum"),
    ("sommaire", "contents"),
    ("sujet", "topic"),
    ("table-des-matières", "contents"),
    ("tableau", "table"),
    ("titre (translation required)", "title"),
    ("unicode", "unicode"),
    ("épigraphe", "epigraph"),
];

/// French names of roles.
const FRENCH_ROLES: &[(&str, &str)] = &[
    ("abréviation", "abbreviation"),
    ("acronyme", "acronym"),
    ("anonyme-référence", "anonymous-reference"),
    ("brut", "raw"),
    ("citation-référence", "citation-reference"),
    ("code", "code"),
    ("emphase", "emphasis"),
    ("exp", "superscript"),
    ("exposant", "superscript"),
    ("fort", "strong"),
    ("ind", "subscript"),
    ("index", "index"),
    ("indice", "subscript"),
    ("lien", "target"),
    ("littéral", "literal"),
    ("math (translation required)", "math"),
    ("nommée-référence", "named-reference"),
    ("note-référence", "footnote-reference"),
    ("pep-référence", "pep-reference"),
    ("rfc-référence", "rfc-reference"),
    ("sigle", "acronym"),
    ("substitution-référence", "substitution-reference"),
    ("titre", "title-reference"),
    ("titre-référence", "title-reference"),
    ("uri-référence", "uri-reference"),
];

/// The language in which names are written besides English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English alone.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
}

/// A name in English, and whether it was English although another language is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Translated<'n> {
    pub(super) name: &'n str,
    pub(super) is_fallback: bool,
}

impl Language {
    /// The language of this code, as in `de`; nothing for a language that is not known.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        match code.split(['-', '_']).next() {
            Some("en") => Some(Self::English),
            Some("de") => Some(Self::German),
            Some("fr") => Some(Self::French),
            _ => None,
        }
    }

    /// The title of a table of contents.
    pub(super) fn contents(self) -> &'static str {
        match self {
            Self::English => "Contents",
            Self::German => "Inhalt",
            Self::French => "Sommaire",
        }
    }

    /// The English name of a directive, by its lower-case name.
    pub(super) fn directive(self, name: &str) -> Translated<'_> {
        self.translated(name, GERMAN_DIRECTIVES, FRENCH_DIRECTIVES)
    }

    /// The English name of a role, by its lower-case name.
    pub(super) fn role(self, name: &str) -> Translated<'_> {
        self.translated(name, GERMAN_ROLES, FRENCH_ROLES)
    }

    fn translated<'n>(
        self,
        name: &'n str,
        german: &'static [(&str, &'static str)],
        french: &'static [(&str, &'static str)],
    ) -> Translated<'n> {
        let table = match self {
            Self::English => return Translated { name, is_fallback: false },
            Self::German => german,
            Self::French => french,
        };
        match table.iter().find(|(own, _)| *own == name) {
            Some((_, english)) => Translated { name: english, is_fallback: false },
            None => Translated { name, is_fallback: true },
        }
    }
}
