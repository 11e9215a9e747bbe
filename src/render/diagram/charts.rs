//! Charts, boards and timelines in words.

use serde_json::Value;

use super::outline::{Entry, Outline, arrow, count, list, text, titled};
use super::words::words;

/// Describes the kinds that are no graph of nodes and links; `None` for any other.
pub(super) fn describe(kind: &str, model: &Value) -> Option<Outline> {
    Some(match kind {
        "gantt" => gantt(model),
        "timeline" => timeline(model),
        "gitGraph" => git(model),
        "quadrantChart" => quadrants(model),
        "xychart" => plots(model),
        "radar" => radar(model),
        "treemap" => treemap(model),
        "sankey" => sankey(model),
        "packet" => packet(model),
        "requirement" => requirements(model),
        "c4" => c4(model),
        "architecture" => architecture(model),
        "pie" => pie(model),
        "journey" => journey(model),
        _ => return None,
    })
}

fn pie(model: &Value) -> Outline {
    let sections = list(model, "sections");
    let entries =
        sections.iter().map(|section| Entry::leaf(format!("{}: {}", words(text(section, "label")), number(section, "value"))));
    Outline { kind: "Pie chart", counts: count(sections.len(), "section", "sections"), entries: entries.collect() }
}

fn journey(model: &Value) -> Outline {
    let tasks = list(model, "tasks");
    let mut entries = Vec::new();
    for task in tasks {
        let people: Vec<&str> = list(task, "people").iter().filter_map(Value::as_str).collect();
        let line = format!("{}: {} of 5 ({})", words(text(task, "task")), number(task, "score"), people.join(", "));
        file(&mut entries, &words(text(task, "section")), Entry::leaf(line));
    }
    Outline { kind: "User journey", counts: count(tasks.len(), "task", "tasks"), entries }
}

fn gantt(model: &Value) -> Outline {
    let tasks = list(model, "tasks");
    let mut entries = Vec::new();
    for task in tasks {
        let day = |key: &str| task.get(key).and_then(Value::as_i64).map(date);
        let when = match (day("startTime"), day("endTime")) {
            (Some(start), Some(end)) if start != end => format!(": {start} to {end}"),
            (Some(start), _) => format!(": {start}"),
            _ => String::new(),
        };
        let marks: Vec<&str> = [("done", "done"), ("active", "active"), ("crit", "critical"), ("milestone", "milestone")]
            .into_iter()
            .filter(|(key, _)| task.get(*key).and_then(Value::as_bool).unwrap_or(false))
            .map(|(_, mark)| mark)
            .collect();
        let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        file(&mut entries, &words(text(task, "section")), Entry::leaf(format!("{}{when}{marks}", words(text(task, "task")))));
    }
    Outline { kind: "Gantt chart", counts: count(tasks.len(), "task", "tasks"), entries }
}

fn timeline(model: &Value) -> Outline {
    let tasks = list(model, "tasks");
    let mut entries = Vec::new();
    for task in tasks {
        let events = list(task, "events").iter().filter_map(Value::as_str).map(|event| Entry::leaf(words(event))).collect();
        file(&mut entries, &words(text(task, "section")), titled(words(text(task, "task")), events));
    }
    Outline { kind: "Timeline", counts: count(tasks.len(), "period", "periods"), entries }
}

fn git(model: &Value) -> Outline {
    let commits = list(model, "commits");
    let entries = commits.iter().map(|commit| {
        let parents: Vec<&str> = list(commit, "parents").iter().filter_map(Value::as_str).collect();
        let tags: Vec<&str> = list(commit, "tags").iter().filter_map(Value::as_str).collect();
        let after = if parents.is_empty() { String::new() } else { format!(", after {}", parents.join(" and ")) };
        let tags = if tags.is_empty() { String::new() } else { format!(", tagged {}", tags.join(", ")) };
        Entry::leaf(format!("{} on {}{after}{tags}", text(commit, "id"), text(commit, "branch")))
    });
    let counts = [count(commits.len(), "commit", "commits"), count(list(model, "branches").len(), "branch", "branches")];
    Outline { kind: "Git graph", counts: counts.join(", "), entries: entries.collect() }
}

fn quadrants(model: &Value) -> Outline {
    let points = list(model, "points");
    let part = |table: &str, key: &str| model.get(table).map(|table| words(text(table, key))).unwrap_or_default();
    let mut entries = Vec::new();
    for (axis, low, high) in
        [("Horizontal axis", "xAxisLeftText", "xAxisRightText"), ("Vertical axis", "yAxisBottomText", "yAxisTopText")]
    {
        let ends: Vec<String> = [part("axes", low), part("axes", high)].into_iter().filter(|end| !end.is_empty()).collect();
        if !ends.is_empty() {
            entries.push(Entry::leaf(format!("{axis}: {}", ends.join(" to "))));
        }
    }
    for (place, key) in [
        ("Top right", "quadrant1Text"),
        ("Top left", "quadrant2Text"),
        ("Bottom left", "quadrant3Text"),
        ("Bottom right", "quadrant4Text"),
    ] {
        let name = part("quadrants", key);
        if !name.is_empty() {
            entries.push(Entry::leaf(format!("{place}: {name}")));
        }
    }
    for point in points {
        entries.push(Entry::leaf(format!("{}: {}, {}", words(text(point, "text")), number(point, "x"), number(point, "y"))));
    }
    Outline { kind: "Quadrant chart", counts: count(points.len(), "point", "points"), entries }
}

fn plots(model: &Value) -> Outline {
    let plots = list(model, "plots");
    let mut entries = Vec::new();
    for (axis, key) in [("Horizontal axis", "xAxis"), ("Vertical axis", "yAxis")] {
        let title = model.get(key).map(|axis| words(text(axis, "title"))).unwrap_or_default();
        if !title.is_empty() {
            entries.push(Entry::leaf(format!("{axis}: {title}")));
        }
    }
    for plot in plots {
        let values = list(plot, "data").iter().map(|pair| {
            let at = |index: usize| pair.get(index).map(plain).unwrap_or_default();
            Entry::leaf(format!("{}: {}", at(0), at(1)))
        });
        let kind = if text(plot, "type") == "bar" { "Bars" } else { "Line" };
        let title = words(text(plot, "title"));
        let title = if title.is_empty() { kind.to_owned() } else { format!("{kind} {title}") };
        entries.push(titled(title, values.collect()));
    }
    Outline { kind: "Chart", counts: count(plots.len(), "series", "series"), entries }
}

fn radar(model: &Value) -> Outline {
    let axes: Vec<String> = list(model, "axes").iter().map(|axis| words(text(axis, "label"))).collect();
    let curves = list(model, "curves");
    let entries = curves.iter().map(|curve| {
        let values =
            axes.iter().zip(list(curve, "entries")).map(|(axis, value)| Entry::leaf(format!("{axis}: {}", plain(value))));
        titled(words(text(curve, "label")), values.collect())
    });
    let counts = [count(axes.len(), "axis", "axes"), count(curves.len(), "curve", "curves")];
    Outline { kind: "Radar chart", counts: counts.join(", "), entries: entries.collect() }
}

fn treemap(model: &Value) -> Outline {
    fn branch(node: &Value) -> Entry {
        let name = words(text(node, "name"));
        let value = number(node, "value");
        let title = if value.is_empty() { name } else { format!("{name}: {value}") };
        titled(title, list(node, "children").iter().map(branch).collect())
    }
    let entries = model.get("root").map(|root| list(root, "children").iter().map(branch).collect()).unwrap_or_default();
    Outline { kind: "Treemap", counts: count(list(model, "nodes").len(), "part", "parts"), entries }
}

fn sankey(model: &Value) -> Outline {
    let links = model.get("graph").map(|graph| list(graph, "links")).unwrap_or_default();
    let entries = links
        .iter()
        .map(|link| Entry::leaf(arrow(&words(text(link, "source")), &words(text(link, "target")), &number(link, "value"))));
    Outline { kind: "Sankey diagram", counts: count(links.len(), "flow", "flows"), entries: entries.collect() }
}

fn packet(model: &Value) -> Outline {
    let fields: Vec<&Value> = list(model, "packet").iter().filter_map(Value::as_array).flatten().collect();
    let entries = fields.iter().map(|field| {
        let (start, end) = (number(field, "start"), number(field, "end"));
        let bits = if start == end { format!("Bit {start}") } else { format!("Bits {start} to {end}") };
        Entry::leaf(format!("{bits}: {}", words(text(field, "label"))))
    });
    Outline { kind: "Packet diagram", counts: count(fields.len(), "field", "fields"), entries: entries.collect() }
}

fn requirements(model: &Value) -> Outline {
    let (requirements, elements) = (list(model, "requirements"), list(model, "elements"));
    let relations = list(model, "relationships");
    let detail = |item: &Value, label: &str, key: &str| {
        let value = words(text(item, key));
        (!value.is_empty()).then(|| Entry::leaf(format!("{label}: {value}")))
    };
    let mut entries = Vec::new();
    for item in requirements {
        let details = [("Id", "requirementId"), ("Text", "text"), ("Risk", "risk"), ("Verification", "verifyMethod")];
        let children = details.iter().filter_map(|(label, key)| detail(item, label, key)).collect();
        entries.push(titled(format!("{} {}", words(text(item, "type")), words(text(item, "name"))), children));
    }
    for item in elements {
        let children = [("Type", "type"), ("Document", "docRef")].iter().filter_map(|(label, key)| detail(item, label, key));
        entries.push(titled(format!("Element {}", words(text(item, "name"))), children.collect()));
    }
    for relation in relations {
        let (from, to) = (words(text(relation, "src")), words(text(relation, "dst")));
        entries.push(Entry::leaf(format!("{from} {} {to}", text(relation, "type"))));
    }
    let counts = [
        count(requirements.len(), "requirement", "requirements"),
        count(elements.len(), "element", "elements"),
        count(relations.len(), "relation", "relations"),
    ];
    Outline { kind: "Requirement diagram", counts: counts.join(", "), entries }
}

fn c4(model: &Value) -> Outline {
    let shapes = list(model, "shapes");
    let inner = |item: &Value, key: &str| item.get(key).map(|part| words(text(part, "text"))).unwrap_or_default();
    let name = |alias: &str| {
        let shape = shapes.iter().find(|shape| text(shape, "alias") == alias);
        shape.map_or_else(|| alias.to_owned(), |shape| inner(shape, "label"))
    };
    let boundaries = list(model, "boundaries");
    let mut entries = Vec::new();
    for shape in shapes {
        let parent = text(shape, "parentBoundary");
        let group = boundaries.iter().find(|boundary| text(boundary, "alias") == parent && parent != "global");
        let description = inner(shape, "descr");
        let line = inner(shape, "label");
        let line = Entry::leaf(if description.is_empty() { line } else { format!("{line}: {description}") });
        match group {
            Some(group) => file(&mut entries, &inner(group, "label"), line),
            None => entries.push(line),
        }
    }
    let relations = list(model, "rels");
    for relation in relations {
        entries.push(Entry::leaf(arrow(&name(text(relation, "from")), &name(text(relation, "to")), &inner(relation, "label"))));
    }
    let counts = [count(shapes.len(), "element", "elements"), count(relations.len(), "relation", "relations")];
    Outline { kind: "C4 diagram", counts: counts.join(", "), entries }
}

fn architecture(model: &Value) -> Outline {
    let (groups, services, edges) = (list(model, "groups"), list(model, "services"), list(model, "edges"));
    let title = |item: &Value| {
        let title = words(text(item, "title"));
        if title.is_empty() { text(item, "id").to_owned() } else { title }
    };
    let name = |id: &str| services.iter().find(|service| text(service, "id") == id).map_or_else(|| id.to_owned(), &title);
    let mut entries = Vec::new();
    for service in services {
        let group = groups.iter().find(|group| text(group, "id") == text(service, "in"));
        match group {
            Some(group) => file(&mut entries, &format!("Group {}", title(group)), Entry::leaf(title(service))),
            None => entries.push(Entry::leaf(title(service))),
        }
    }
    for edge in edges {
        let (left, right) = (name(text(edge, "lhsId")), name(text(edge, "rhsId")));
        let towards = |key: &str| edge.get(key).and_then(Value::as_bool).unwrap_or(false);
        let sign = match (towards("lhsInto"), towards("rhsInto")) {
            (true, true) => "↔",
            (true, false) => "←",
            (false, true) => "→",
            (false, false) => "—",
        };
        entries.push(Entry::leaf(format!("{left} {sign} {right}")));
    }
    let counts = [count(services.len(), "service", "services"), count(edges.len(), "link", "links")];
    Outline { kind: "Architecture diagram", counts: counts.join(", "), entries }
}

/// Puts a line under the section that it belongs to; no name means the top level.
fn file(entries: &mut Vec<Entry>, section: &str, line: Entry) {
    if section.is_empty() {
        entries.push(line);
    } else if let Some(known) = entries.iter_mut().find(|entry| entry.text == section) {
        known.children.push(line);
    } else {
        entries.push(titled(section.to_owned(), vec![line]));
    }
}

fn number(item: &Value, key: &str) -> String {
    item.get(key).filter(|value| !value.is_null()).map(plain).unwrap_or_default()
}

/// A string or number without quotes or an idle `.0`.
fn plain(value: &Value) -> String {
    let shown = value.as_str().map_or_else(|| value.to_string(), words);
    shown.strip_suffix(".0").map(str::to_owned).unwrap_or(shown)
}

/// The day of a moment in milliseconds since 1970, in UTC, as `2026-01-31`.
fn date(milliseconds: i64) -> String {
    // Days are counted from 1 March of year 0, so that the leap day ends a year and an era has 400 of them.
    let days = milliseconds.div_euclid(86_400_000) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400_000), "2000-02-29");
        assert_eq!(date(1_767_139_200_000), "2025-12-31");
        assert_eq!(date(-1), "1969-12-31");
    }
}
