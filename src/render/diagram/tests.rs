//! The promises of a drawing, tried on friendly and hostile sources.

use std::path::PathBuf;

use proptest::prelude::*;

use super::palette::{Mode, parse_colour};
use super::roles::ROLES;
use super::{DrawError, Drawing, draw, engine, ground, palette, patch, svg};

fn drawn(source: &str) -> Drawing {
    draw(source).unwrap_or_else(|error| panic!("{error:?}\n{source}"))
}

fn refused(source: &str) -> DrawError {
    draw(source).err().unwrap_or_else(|| panic!("drawn, but should not be:\n{source}"))
}

/// The text that an error underlines.
fn underlined(source: &str) -> &str {
    &source[refused(source).range]
}

pub(super) fn corpus() -> Vec<(PathBuf, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/mermaid");
    let mut files: Vec<PathBuf> = ["seed", "kinds"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(root.join(folder)).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "mmd"))
        .collect();
    files.sort();
    if files.is_empty() {
        println!("skipped: there is no ../shared/corpus/mermaid beside this checkout");
    }
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// One small diagram of most kinds, so that these tests say something without the corpus.
const KINDS: &[&str] = &[
    "flowchart LR\n a[One] -->|to| b((Two))\n subgraph g [Group]\n c{Three} -.-> d[(Four)]\n end\n style a fill:#222\n style b fill:#ff9",
    "sequenceDiagram\n autonumber\n participant A as Alice<br>A.\n A->>B: hi\n Note over A,B: note\n alt yes\n B-->>A: ok\n else no\n B--xA: no\n end",
    "classDiagram\n Animal <|-- Duck\n Animal : +int age\n class Duck {\n +swim()\n }\n style Duck fill:#fda",
    "stateDiagram-v2\n [*] --> A\n state A {\n [*] --> B\n B --> C : go\n }\n A --> [*]\n note right of A : a note",
    "erDiagram\n CUSTOMER ||--o{ ORDER : places\n ORDER {\n int id PK \"the key\"\n }",
    "gantt\n title Plan\n dateFormat YYYY-MM-DD\n section S\n A :done, a, 2026-01-01, 10d\n B :crit, after a, 9d\n C :active, 3d",
    "pie title Pets\n \"Dogs\" : 386\n \"Cats\" : 85",
    "mindmap\n root((Idea))\n  One\n   Two\n  Three[Four<br/>Five]",
    "journey\n title Day\n section Work\n Code: 5: Me\n Meet: 1: Me, You",
    "gitGraph\n commit id: \"a\"\n branch dev\n commit id: \"b\"\n checkout main\n merge dev id: \"c\"",
    "quadrantChart\n x-axis Low --> High\n quadrant-1 Yes\n A: [0.3, 0.6]",
    "timeline\n title T\n 2001 : One : Two\n 2002 : Three",
    "packet-beta\n 0-15: \"Source\"\n 16-31: \"Target\"",
    "xychart-beta\n x-axis [a, b]\n y-axis 0 --> 9\n bar [1, 9]\n line [2, 3]",
    "block-beta\n columns 2\n a[\"A\"] b((\"B\"))",
    "kanban\n todo[To do]\n  a[Write]\n done[Done]\n  b[Read]",
    "requirementDiagram\n requirement r { \n id: 1\n text: good\n risk: high\n verifymethod: test\n }",
    "C4Context\n Person(u, \"User\", \"Someone\")\n System(s, \"System\")\n Rel(u, s, \"uses\")",
    "radar-beta\n axis a[\"A\"], b[\"B\"], c[\"C\"]\n curve x[\"X\"]{1, 2, 3}",
    "treemap-beta\n\"A\"\n  \"B\": 10\n  \"C\": 20",
    "sankey-beta\na,b,10\nb,c,5",
    "architecture-beta\n group g(cloud)[G]\n service s(server)[S] in g",
];

/// Fails when the HTML holds anything that a strict content-security policy blocks, or that could run or load.
fn assert_safe(html: &str) {
    let document = html5gum_tags(html);
    for (tag, attributes) in document {
        assert!(
            !matches!(
                tag.as_str(),
                "script"
                    | "style"
                    | "img"
                    | "image"
                    | "iframe"
                    | "object"
                    | "embed"
                    | "foreignobject"
                    | "link"
                    | "animate"
                    | "set"
                    | "filter"
            ),
            "<{tag}> in {html}"
        );
        for (name, value) in attributes {
            assert!(name != "style" && !name.starts_with("on"), "{name}={value}");
            if name.ends_with("href") {
                assert!(value.starts_with('#') || svg::is_safe_link(&value), "{name}={value}");
            } else {
                assert!(!value.contains("url(") || value.starts_with("url(#"), "{name}={value}");
            }
        }
    }
}

fn html5gum_tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    use html5gum::{Token, Tokenizer};
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Tokenizer::new(html)
        .filter_map(|token| match token {
            Ok(Token::StartTag(tag)) => Some((
                text(&tag.name).to_ascii_lowercase(),
                tag.attributes.iter().map(|(name, value)| (text(name).to_ascii_lowercase(), text(value))).collect(),
            )),
            Ok(_) => None,
        })
        .collect()
}

fn ids(html: &str) -> Vec<String> {
    html5gum_tags(html)
        .into_iter()
        .flat_map(|(_, attributes)| attributes)
        .filter(|(name, _)| name == "id")
        .map(|(_, id)| id)
        .collect()
}

#[test]
fn every_kind_is_drawn_safely_with_a_size_and_words() {
    for source in KINDS {
        let html = drawn(source).to_html("d1", None);
        assert_safe(&html);
        assert!(html.contains("viewBox=\"") && html.contains(" width=\"") && html.contains(" height=\""), "{html}");
        assert!(html.contains("<li>"), "no words for {source}");
    }
}

#[test]
fn the_corpus_is_drawn_safely() {
    for (path, source) in corpus() {
        let drawing = draw(&source).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        assert_safe(&drawing.to_html("d1", None));
        assert!(!drawing.labels.is_empty(), "{}", path.display());
    }
}

/// Everything up to the point where contrast is checked, as [`draw`] does it.
fn illegible(source: &str) -> Vec<ground::Illegible> {
    let author = engine::author_config(source).unwrap_or_default();
    if palette::chooses_colours(&author) {
        return Vec::new();
    }
    let drawn = engine::run(source, palette::marker_config()).unwrap();
    let mut root = svg::rebuild(&drawn.svg).unwrap();
    patch::apply(&mut root, &drawn.kind);
    patch::adopt_neutrals(&mut root, source, &drawn.kind);
    let card = ground::only_mode(&root, &palette::named_in(source)).map(|mode| palette::role("page").in_mode(mode));
    ground::mend(&mut root, card, &palette::named_in(source));
    ground::illegible(&root, card)
}

#[test]
fn text_is_legible_in_both_modes() {
    for source in KINDS {
        let found = illegible(source);
        assert!(found.is_empty(), "{found:?}\n{source}");
    }
}

#[test]
fn text_of_the_corpus_is_legible_in_both_modes() {
    for (path, source) in corpus() {
        let found = illegible(&source);
        // What the author's own text and fill lack in contrast is kept as written.
        let ours: Vec<_> = found.iter().filter(|one| one.mode == Mode::Dark && !source.contains("color:")).collect();
        assert!(ours.is_empty(), "{}: {ours:?}", path.display());
    }
}

#[test]
fn an_error_without_a_place_is_shown_at_what_it_quotes() {
    assert_eq!(underlined("pie\n title Pets\n \"Dogs\" : 386\n \"Cats\" 85\n"), "\"Cats\" 85");
    assert_eq!(underlined("gantt\n dateFormat YYYY-MM-DD\n C :crit, 2026-13-45, 9d\n"), "2026-13-45");
}

/// What the checks compute from the source alone is what the drawing shows.
#[test]
fn the_sight_of_colours_is_that_of_the_drawing() {
    use super::sight::{ENOUGH, Ground, sight};
    let colours = ["#000000", "#5c1013", "#777777", "#c0392b", "#ff0000", "#1565c0", "#e08a8d", "#ffcdd2", "#fff9c4", "#ffffff"];
    for text in colours {
        let alone = illegible(&format!("flowchart LR\n a[Words]:::x\n classDef x color:{text}"));
        let [light, _] = sight(text, Ground::Node).unwrap();
        assert!(alone.is_empty() || light.contrast < ENOUGH, "{text}: {alone:?}");
        for fill in colours {
            let shown = illegible(&format!("flowchart LR\n a[Words]:::x\n classDef x fill:{fill},color:{text}"));
            let [light, dark] = sight(text, Ground::Own(fill, 100)).unwrap();
            assert_eq!(light, dark, "{text} on {fill}");
            assert_eq!(!shown.is_empty(), light.contrast < ENOUGH, "{text} on {fill}: {shown:?}");
        }
    }
}

#[test]
fn the_style_sheet_and_the_table_of_roles_agree() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("themes/default/diagram.css");
    let sheet = std::fs::read_to_string(path).unwrap();
    for role in ROLES {
        let property = format!("--diagram-{}: ", role.name);
        let values: Vec<&str> = sheet.split(&property).skip(1).filter_map(|rest| rest.split(';').next()).collect();
        assert_eq!(values, [format!("light-dark({}, {})", role.light, role.dark)], "{}", role.name);
    }
}

#[test]
fn a_fill_of_the_authors_gets_text_that_can_be_read_on_it() {
    let html = drawn("flowchart LR\n a[Dark] --> b[Light]\n style a fill:#222\n style b fill:#ff9").to_html("d", None);
    let text_of = |label: &str| {
        let before = html.split(label).next().unwrap().to_owned();
        before.rsplit("<text").next().unwrap().to_owned()
    };
    assert!(html.contains("fill=\"#222222\"") && html.contains("fill=\"#ffff99\""));
    assert!(text_of(">Dark").contains("#ffffff"), "{}", text_of(">Dark"));
    assert!(text_of(">Light").contains("#000000"), "{}", text_of(">Light"));
}

#[test]
fn colours_are_properties_of_the_sheet_unless_the_author_chose_them() {
    let plain = drawn("flowchart LR\n a[A] --> b[B]").to_html("d", None);
    assert!(plain.contains("fill=\"var(--diagram-node)\"") && !plain.contains("fill=\"#"), "{plain}");
    let themed = drawn("%%{init: {\"theme\": \"dark\"}}%%\nflowchart LR\n a[A] --> b[B]").to_html("d", None);
    assert!(!themed.contains("var(--diagram-node)"), "{themed}");
}

#[test]
fn ids_are_unique_in_a_page_of_many_diagrams() {
    for source in KINDS {
        let drawing = drawn(source);
        let mut all = ids(&(drawing.to_html("d1", None) + &drawing.to_html("d2", None)));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{source}");
        assert!(all.iter().all(|id| id.starts_with("d1-") || id.starts_with("d2-")), "{all:?}");
    }
}

#[test]
fn every_reference_within_a_drawing_is_met() {
    for source in KINDS {
        let html = drawn(source).to_html("d1", None);
        let known = ids(&html);
        for target in html.split("url(#").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(known.iter().any(|id| id == target), "{target} in {source}");
        }
    }
}

#[test]
fn the_same_source_gives_the_same_bytes_on_any_thread() {
    let all = || KINDS.iter().map(|source| drawn(source).to_html("d", None)).collect::<Vec<_>>();
    let here = all();
    let there = std::thread::spawn(move || KINDS.iter().map(|source| drawn(source).to_html("d", None)).collect::<Vec<_>>());
    assert_eq!(here, there.join().unwrap());
    let stored = serde_json::to_string(&drawn(KINDS[0])).unwrap();
    let restored: Drawing = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored.to_html("d", None), here[0]);
}

#[test]
fn entities_line_breaks_and_markdown_reach_the_reader() {
    let drawing = drawn("flowchart LR\n a[\"x &rarr; y #9829; #quot;q#quot;<br/>second\"] --> b[\"`**bold** text`\"]");
    assert_eq!(drawing.labels, ["x → y ♥ \"q\" second", "bold text"]);
    let html = drawing.to_html("d", None);
    assert!(html.contains("font-weight=\"bold\""));
    assert_eq!(drawing.outline[0].text, "x → y ♥ \"q\" second → bold text");
}

#[test]
fn words_keep_what_only_looks_like_a_tag() {
    let generic = drawn("classDiagram\n class A {\n +get(List~T~) Map~K, V~\n }\n A <|.. B");
    assert_eq!(generic.outline[0].children[0].text, "+get(List<T>) : Map<K, V>");
    assert_eq!(generic.outline[2].text, "B implements A");
}

#[test]
fn light_ground_under_arrows_keeps_a_sequence_light() {
    let html = drawn("sequenceDiagram\n autonumber\n rect rgb(230,240,255)\n A->>B: hello\n end").to_html("d", None);
    assert!(!html.contains("var(--diagram-") && html.contains("#e6f0ff"), "{html}");
    let translucent = drawn("sequenceDiagram\n rect rgba(0,0,255,0.1)\n A->>B: hello\n end").to_html("d", None);
    assert!(translucent.contains("var(--diagram-line)"), "{translucent}");
}

#[test]
fn title_and_description_are_the_authors_or_made_from_the_diagram() {
    let own = drawn("flowchart LR\n accTitle: How it flows\n accDescr: From a to b.\n a --> b");
    assert_eq!((own.title.as_str(), own.description.as_str()), ("How it flows", "From a to b."));
    let made = drawn("flowchart LR\n subgraph g\n a --> b\n end");
    assert_eq!((made.title.as_str(), made.description.as_str()), ("Flowchart", "Flowchart: 2 nodes, 1 link, 1 group."));
}

#[test]
fn hostile_sources_bring_nothing_into_the_page() {
    let hostile = [
        "flowchart LR\n a[\"<script>alert(1)</script>x\"] --> b",
        "flowchart LR\n a[\"<img src=x onerror=alert(1)>x\"] --> b",
        "flowchart LR\n a[\"<a href='javascript:alert(1)'>x</a>\"] --> b",
        "flowchart LR\n a[\"<a href='data:text/html,x'>x</a>\"] --> b",
        "flowchart LR\n a[A]\n click a \"javascript:alert(1)\"",
        "flowchart LR\n a[A]\n click a \"java\tscript:alert(1)\"",
        "flowchart LR\n a[A]\n click a href \"JAVASCRIPT:alert(1)\" _blank",
        "flowchart LR\n a[A]\n click a call alert(1)",
        "flowchart LR\n a@{ img: \"https://example.org/x.png\", label: \"x\" }",
        "flowchart LR\n a[A]\n style a fill:url(https://example.org/x)",
        "flowchart LR\n a[A]\n classDef c fill:red;}</style><script>alert(1)</script>\n class a c",
        "flowchart LR\n a[A]\n classDef c background-image:url(javascript:alert(1))\n class a c",
        "%%{init: {\"themeCSS\": \"* { background: url(https://example.org) }\"}}%%\nflowchart LR\n a[A]",
        "%%{init: {\"themeVariables\": {\"lineColor\": \"red;}</style><script>x</script>\"}}}%%\nflowchart LR\n a --> b",
        "%%{init: {\"securityLevel\": \"loose\", \"htmlLabels\": true}}%%\nflowchart LR\n a[\"<iframe src='//x'></iframe>y\"]",
        "%%{init: {\"fontFamily\": \"x;} * {background:url(//x)\"}}%%\nflowchart LR\n a[A]",
        "---\ntitle: <script>alert(1)</script>\n---\nflowchart LR\n a[A]",
        "flowchart LR\n accTitle: \"><script>alert(1)</script>\n a[A]",
        "sequenceDiagram\n participant A\n link A: x @ javascript:alert(1)\n A->>A: <b onclick=x>y</b>",
        "classDiagram\n class A\n link A \"javascript:alert(1)\" \"tip\"",
        "gantt\n dateFormat YYYY-MM-DD\n section S\n A :a, 2026-01-01, 1d\n click a href \"javascript:alert(1)\"",
        "flowchart LR\n a[\"\u{1}-0 \u{0} \u{7}\"]",
    ];
    for source in hostile {
        if let Ok(drawing) = draw(source) {
            assert_safe(&drawing.to_html("d1", None));
            assert!(!drawing.to_html("d1", None).contains('\u{1}'));
        }
    }
}

#[test]
fn only_links_that_a_reader_can_be_sent_to_are_kept() {
    for good in ["https://example.org", "http://x", "mailto:a@b", "page.html", "../a/b.html#c", "#here", "/x?a:b"] {
        assert!(svg::is_safe_link(good), "{good}");
    }
    for bad in ["javascript:x", " JaVa\tScript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "about:blank", ""] {
        assert!(!svg::is_safe_link(bad), "{bad}");
    }
    let linked = drawn("flowchart LR\n a[A]\n click a \"https://example.org/x\"").to_html("d", None);
    assert!(linked.contains("<a href=\"https://example.org/x\"") && linked.contains("role=\"group\""), "{linked}");
}

#[test]
fn errors_point_at_what_caused_them() {
    assert_eq!(underlined("flowchart LR\n    a[Never closed\n    b --> c\n"), "[");
    assert_eq!(underlined("flowchart LR\n    a(Never closed"), "(");
    assert_eq!(underlined("classDiagram\n    class Duck {\n    +swim()\n"), "{");
    assert_eq!(underlined("\n\nflowchrt LR\n"), "flowchrt");
    assert_eq!(refused("\n\nflowchrt LR\n").help.as_deref(), Some("did you mean `flowchart`?"));
    let unknown = "sequenceDiagram\n    A->>B: fine\n    this is not\n    B->>A: fine\n";
    let at = refused(unknown).range.start;
    assert_eq!(unknown[..at].lines().count(), 3, "at byte {at}: {:?}", refused(unknown));
    for source in ["", " \n", "flowchart", "flowchart LR\n a --", "pie\n \"x\" : y", "%%{init: {", "---\ntitle: x\n"] {
        if let Err(error) = draw(source) {
            assert!(error.range.end <= source.len() && source.get(error.range.clone()).is_some(), "{error:?}");
            assert!(!error.message.is_empty());
        }
    }
}

#[test]
fn sources_beyond_the_limits_are_refused_at_once() {
    let nested = "flowchart LR\n".to_owned() + &"subgraph x\n".repeat(10_000) + &"end\n".repeat(10_000);
    assert!(refused(&nested).message.contains("nested") || refused(&nested).message.contains("longer"));
    assert!(refused(&("flowchart LR\n".to_owned() + &"a --> b\n".repeat(20_000))).message.contains("longer"));
    assert!(refused(&("mindmap\n root\n".to_owned() + &" ".repeat(300) + "x")).message.contains("indented"));
    assert!(refused(&("flowchart LR\n a".to_owned() + &"[".repeat(100))).message.contains("brackets"));
}

#[test]
fn palette_values_are_colours() {
    for role in ROLES {
        assert!(parse_colour(role.light).is_some() && parse_colour(role.dark).is_some(), "{}", role.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), kind in 0..KINDS.len()) {
        let header = KINDS[kind].lines().next().unwrap();
        for source in [text.clone(), format!("{header}\n{text}"), format!("flowchart LR\n a[\"{text}\"] --> b")] {
            match draw(&source) {
                Ok(drawing) => assert_safe(&drawing.to_html("d1", None)),
                Err(error) => prop_assert!(source.get(error.range).is_some()),
            }
        }
    }

    #[test]
    fn no_damage_to_a_diagram_makes_it_panic(kind in 0..KINDS.len(), percent in 0usize..100, cut in 0usize..6, put in "[\\[\\](){}<>|:;\"`%#&\\-\n a-z]{0,4}") {
        let mut chars: Vec<char> = KINDS[kind].chars().collect();
        let at = chars.len() * percent / 100;
        let end = (at + cut).min(chars.len());
        chars.splice(at..end, put.chars());
        let source: String = chars.into_iter().collect();
        match draw(&source) {
            Ok(drawing) => assert_safe(&drawing.to_html("d1", None)),
            Err(error) => prop_assert!(source.get(error.range).is_some()),
        }
    }
}

#[test]
fn the_sheet_knows_every_width_that_a_drawing_may_ask_for() {
    let sheet = include_str!("../../../themes/default/diagram.css");
    for step in 1..=super::MOST_STEPS {
        let rule = format!(".diagram-min-{step} {{ min-inline-size: {}rem; }}", step * super::STEP / 16);
        assert!(sheet.contains(&rule), "{rule}");
    }
    let wide = drawn("flowchart LR\n a[One long label] --> b[Another] --> c[And another] --> d[The last]").least_width();
    assert!(wide > drawn("flowchart LR\n a[A] --> b[B]").least_width());
}
