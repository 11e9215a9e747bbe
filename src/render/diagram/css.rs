//! The engine's style sheet, applied to its drawing: just enough of the cascade to do without the sheet.

use std::collections::BTreeMap;

use roxmltree::Node;

/// A parsed style sheet.
pub(super) struct Sheet {
    rules: Vec<Rule>,
}

struct Rule {
    selector: Vec<Step>,
    specificity: (usize, usize, usize),
    declarations: Vec<Declaration>,
}

/// One compound selector and whether it must be the parent of the next one, rather than any ancestor.
#[derive(Default)]
struct Step {
    tag: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<(String, Option<String>)>,
    root: bool,
    parent_of_next: bool,
}

#[derive(Clone)]
struct Declaration {
    property: String,
    value: String,
    important: bool,
}

impl Sheet {
    /// Reads a sheet.  What is not understood (at-rules, states such as `:hover`) applies to nothing.
    pub(super) fn parse(text: &str) -> Self {
        let mut rules = Vec::new();
        let mut rest = text;
        while let Some((prelude, after)) = rest.split_once('{') {
            let (body, after) = split_block(after);
            rest = after;
            let prelude = prelude.trim();
            if prelude.starts_with('@') {
                continue;
            }
            let declarations = parse_declarations(body);
            for selector in prelude.split(',').filter_map(parse_selector) {
                let specificity = specificity(&selector);
                rules.push(Rule { selector, specificity, declarations: declarations.clone() });
            }
        }
        rules.sort_by_key(|rule| rule.specificity);
        Self { rules }
    }

    /// The declarations that win on this element, from its presentation attributes, the sheet and its `style`.
    pub(super) fn declared(&self, node: Node<'_, '_>) -> BTreeMap<String, String> {
        let mut plain = BTreeMap::new();
        let mut important = BTreeMap::new();
        for attribute in node.attributes() {
            if !matches!(attribute.name(), "style" | "class" | "id") {
                plain.insert(attribute.name().to_owned(), attribute.value().to_owned());
            }
        }
        let inline = node.attribute("style").map(parse_declarations).unwrap_or_default();
        let matching = self.rules.iter().filter(|rule| matches(&rule.selector, node));
        for declaration in matching.flat_map(|rule| &rule.declarations).chain(&inline) {
            let layer = if declaration.important { &mut important } else { &mut plain };
            layer.insert(declaration.property.clone(), declaration.value.clone());
        }
        plain.extend(important);
        plain
    }
}

/// Splits what follows an opening brace into the block and the rest; blocks nest in at-rules.
fn split_block(text: &str) -> (&str, &str) {
    let mut depth = 1usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        }
    }
    (text, "")
}

fn parse_declarations(text: &str) -> Vec<Declaration> {
    text.split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(property, value)| {
            let value = value.trim();
            let plain = value.strip_suffix("!important");
            Declaration {
                property: property.trim().to_ascii_lowercase(),
                value: plain.unwrap_or(value).trim().to_owned(),
                important: plain.is_some(),
            }
        })
        .filter(|declaration| !declaration.value.is_empty())
        // As in a browser, a negative width is no declaration at all.
        .filter(|declaration| !(declaration.property == "stroke-width" && declaration.value.starts_with('-')))
        .collect()
}

fn parse_selector(text: &str) -> Option<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    for part in text.replace('>', " > ").split_whitespace() {
        if part == ">" {
            steps.last_mut()?.parent_of_next = true;
        } else {
            steps.push(parse_compound(part)?);
        }
    }
    (!steps.is_empty()).then_some(steps)
}

fn parse_compound(text: &str) -> Option<Step> {
    let mut step = Step::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match first {
            '[' => {
                let (inside, after) = rest.get(1..)?.split_once(']')?;
                let (name, value) = match inside.split_once('=') {
                    Some((name, value)) => (name, Some(value.trim_matches(['"', '\'']).to_owned())),
                    None => (inside, None),
                };
                if !name.chars().all(|c| c.is_alphanumeric() || c == '-') {
                    return None;
                }
                step.attributes.push((name.to_owned(), value));
                rest = after;
            }
            ':' => {
                rest = rest.strip_prefix(":root")?;
                step.root = true;
            }
            _ => {
                let marked = matches!(first, '.' | '#' | '*');
                let body = if marked { rest.get(1..)? } else { rest };
                let end = body.find(['.', '#', '[', ':']).unwrap_or(body.len());
                let (name, after) = body.split_at(end);
                match first {
                    '.' => step.classes.push(name.to_owned()),
                    '#' => step.id = Some(name.to_owned()),
                    '*' => {}
                    _ => step.tag = Some(name.to_owned()),
                }
                rest = after;
            }
        }
    }
    Some(step)
}

fn specificity(selector: &[Step]) -> (usize, usize, usize) {
    selector.iter().fold((0, 0, 0), |(ids, classes, tags), step| {
        (
            ids + usize::from(step.id.is_some()),
            classes + step.classes.len() + step.attributes.len() + usize::from(step.root),
            tags + usize::from(step.tag.is_some()),
        )
    })
}

fn matches(selector: &[Step], node: Node<'_, '_>) -> bool {
    let Some((last, before)) = selector.split_last() else {
        return true;
    };
    if !matches_step(last, node) {
        return false;
    }
    let Some(next) = before.last() else {
        return true;
    };
    let mut parents = node.ancestors().skip(1).filter(Node::is_element);
    if next.parent_of_next {
        parents.next().is_some_and(|parent| matches(before, parent))
    } else {
        parents.any(|ancestor| matches(before, ancestor))
    }
}

fn matches_step(step: &Step, node: Node<'_, '_>) -> bool {
    let has_class = |class: &String| node.attribute("class").is_some_and(|all| all.split_whitespace().any(|one| one == class));
    step.tag.as_deref().is_none_or(|tag| node.tag_name().name() == tag)
        && step.id.as_deref().is_none_or(|id| node.attribute("id") == Some(id))
        && step.classes.iter().all(has_class)
        && step.attributes.iter().all(|(name, value)| match value {
            Some(value) => node.attribute(name.as_str()) == Some(value),
            None => node.has_attribute(name.as_str()),
        })
        && (!step.root || node.parent_element().is_none())
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    #[test]
    fn the_cascade_orders_by_importance_then_specificity_then_place() {
        let sheet = Sheet::parse(
            "@keyframes dash{to{fill:red;}} #a .node rect{fill:one;stroke:s} .node rect{fill:two} rect{width:3!important} .x:hover{fill:no}",
        );
        let xml = "<svg id='a'><g class='node x'><rect style='width:4;stroke:t' fill='zero'/></g></svg>";
        let document = roxmltree::Document::parse(xml).unwrap();
        let rect = document.descendants().find(|node| node.has_tag_name("rect")).unwrap();
        let declared = sheet.declared(rect);
        assert_eq!(declared["fill"], "one");
        assert_eq!(declared["stroke"], "t");
        assert_eq!(declared["width"], "3");
    }
}
