//! `low-contrast`: words in a colour that does not stand out from what they stand on.
//!
//! The drawing keeps an author's colours and chooses its own to go with them: on a fill without a text colour the words become black or
//! white. So what can be hard to read is a text colour that the author chose: on a fill that the author chose too, or on the theme's.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Finding;
use crate::document::Excerpt;
use crate::render::diagram::sight::{ENOUGH, Ground, Seen, chooses_theme, sight};
use crate::render::diagram::sketch::{Declaration, Sketch, Styled};

pub(super) fn findings(source: &Excerpt, sketch: &Sketch) -> Vec<Finding> {
    let mut findings: BTreeMap<usize, Finding> = BTreeMap::new();
    let colours = sketch.classes.iter().flat_map(|class| &class.declarations);
    let mut colours = colours.chain(sketch.styles.iter().flat_map(|style| &style.declarations));
    if colours.all(|declaration| declaration.property != "color") {
        return Vec::new();
    }
    let own_theme = chooses_theme(source.text());
    let mut look = |declarations: &[&Declaration], ground: Ground<'_>| {
        let Some(text) = last(declarations, "color") else { return };
        if let Some(finding) = judge(source, declarations, text, ground, own_theme) {
            findings.entry(text.range.start).or_insert(finding);
        }
    };
    for id in dressed(sketch) {
        let is_group = sketch.groups.iter().any(|group| group.id == id);
        look(&declarations_of(sketch, id, is_group), if is_group { Ground::Group } else { Ground::Node });
    }
    for class in sketch.classes.iter().filter(|class| sketch.uses.iter().all(|each| each.class != class.name)) {
        look(&class.declarations.iter().collect::<Vec<_>>(), Ground::Node);
    }
    for style in sketch.styles.iter().filter(|style| style.on == Styled::Links) {
        // A link's fill is no ground for its label.
        let colours = style.declarations.iter().filter(|declaration| declaration.property == "color");
        look(&colours.collect::<Vec<_>>(), Ground::Label);
    }
    findings.into_values().collect()
}

/// What has a class or a look of its own.
fn dressed(sketch: &Sketch) -> BTreeSet<&str> {
    let classed = sketch.uses.iter().map(|each| each.node.as_str());
    let styled = sketch.styles.iter().filter_map(|style| match &style.on {
        Styled::Node(id) => Some(id.as_str()),
        Styled::Links => None,
    });
    classed.chain(styled).collect()
}

/// All that is declared for a node, what wins last: the default class, its classes, its own look.
fn declarations_of<'a>(sketch: &'a Sketch, id: &str, is_group: bool) -> Vec<&'a Declaration> {
    let class =
        |name: &str| sketch.classes.iter().rfind(|class| class.name == name).into_iter().flat_map(|class| &class.declarations);
    let default = class("default").filter(|_| !is_group);
    let classes = sketch.uses.iter().filter(|each| each.node == id).flat_map(|each| class(&each.class));
    let own = sketch.styles.iter().filter(|style| style.on == Styled::Node(id.to_owned()));
    default.chain(classes).chain(own.flat_map(|style| &style.declarations)).collect()
}

fn last<'a>(declarations: &[&'a Declaration], property: &str) -> Option<&'a Declaration> {
    declarations.iter().rev().find(|declaration| declaration.property == property).copied()
}

fn judge(
    source: &Excerpt,
    declarations: &[&Declaration],
    text: &Declaration,
    theirs: Ground<'_>,
    own_theme: bool,
) -> Option<Finding> {
    let fill = last(declarations, "fill").or_else(|| last(declarations, "background-color"));
    let shown = last(declarations, "fill-opacity").map_or(100, |opacity| percent(&opacity.value));
    let ground = match fill {
        Some(fill) if fill.value == "none" || fill.value == "transparent" => Ground::Page,
        Some(fill) => Ground::Own(&fill.value, shown),
        None => theirs,
    };
    let is_own = matches!(ground, Ground::Own(..));
    if own_theme && !is_own {
        return None;
    }
    let [light, dark] = sight(&text.value, ground)?;
    let (seen, theme) = match (light.contrast < ENOUGH, dark.contrast < ENOUGH) {
        (true, true) if light.ground == dark.ground => (light, None),
        (true, _) => (light, Some("light")),
        // The theme's own shape stays light under text that was chosen for the light.
        (false, true) if is_own || ground == Ground::Page => (dark, Some("dark")),
        (false, _) => return None,
    };
    let finding = finding(source, text, &seen, theme);
    let line =
        |declaration: &Declaration| source.text().get(..declaration.range.start).unwrap_or_default().matches('\n').count() + 1;
    Some(match fill {
        Some(fill) if line(fill) != line(text) => {
            let place = source.text().get(fill.range.clone()).unwrap_or_default();
            finding.help(format!("the ground is `{place}`, in line {} of the diagram", line(fill)))
        }
        _ => finding,
    })
}

fn finding(source: &Excerpt, text: &Declaration, seen: &Seen, theme: Option<&str>) -> Finding {
    let place = theme.map(|theme| format!(" in the {theme} theme")).unwrap_or_default();
    // Cut, not rounded: what falls short must not read as enough.
    let contrast = (seen.contrast * 100.0).floor() / 100.0;
    let message =
        format!("words of color `{}` on `{}` are hard to read{place}: the contrast is {contrast}:1", text.value, seen.ground);
    let finding = Finding::error("low-contrast", source.span(text.range.clone()), message);
    let finding = finding.help(format!("WCAG 2.2 asks for {ENOUGH}:1 (level AA); `color:{}` reads best there", seen.better));
    match theme {
        None => finding.suggest(format!("color:{}", seen.better)),
        Some(_) => finding.help("set `fill` and `color` together, so that the words have the same ground in both themes"),
    }
}

fn percent(opacity: &str) -> u8 {
    let share = match opacity.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|percent| percent / 100.0),
        None => opacity.parse::<f64>(),
    };
    let share = share.unwrap_or(1.0).clamp(0.0, 1.0);
    (0..=100).find(|step| f64::from(*step) >= share * 100.0 - 0.5).unwrap_or(100)
}
