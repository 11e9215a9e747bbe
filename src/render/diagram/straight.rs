//! Lines that the engine drew as curves, each once.
//!
//! It draws some outlines the way a hand would: every side twice, as a curve whose handles lie somewhere on the side.
//! A box with round ends comes to two hundred such curves, of digits that hardly compress.

use std::collections::BTreeSet;

use svgtypes::{PathParser, PathSegment};

use super::tree::length;

type Point = (f64, f64);
/// A letter of the path's language with the points that follow it.
type Step = (char, Vec<Point>);

/// How far, in pixels, the handle of a curve may lie from the line between its ends.
const STRAIGHT: f64 = 0.05;

/// The path with a line for each straight curve, and without the lines that it draws again. `None` where there are no
/// such curves, or where the path is not made of absolute moves, lines and curves alone.
pub(super) fn straighten(path: &str) -> Option<String> {
    let mut strokes: Vec<Vec<Step>> = Vec::new();
    let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
    let mut found = false;
    for segment in PathParser::from(path) {
        let step = match segment.ok()? {
            PathSegment::MoveTo { abs: true, x, y } => ('M', vec![(x, y)]),
            PathSegment::LineTo { abs: true, x, y } => ('L', vec![(x, y)]),
            PathSegment::CurveTo { abs: true, x1, y1, x2, y2, x, y } => {
                if [(x1, y1), (x2, y2)].iter().all(|handle| is_on_line(*handle, at, (x, y))) {
                    found = true;
                    ('L', vec![(x, y)])
                } else {
                    ('C', vec![(x1, y1), (x2, y2), (x, y)])
                }
            }
            PathSegment::ClosePath { .. } => ('Z', Vec::new()),
            _ => return None,
        };
        at = step.1.last().copied().unwrap_or(start);
        if step.0 == 'M' {
            start = at;
            strokes.push(vec![step]);
        } else {
            strokes.last_mut()?.push(step);
        }
    }
    found.then(|| written(&strokes))
}

/// Whether a point lies on the line from one point to another, and between them.
fn is_on_line(point: Point, from: Point, to: Point) -> bool {
    let (along, aside) = ((to.0 - from.0, to.1 - from.1), (point.0 - from.0, point.1 - from.1));
    let whole = along.0.hypot(along.1);
    if whole < STRAIGHT {
        return aside.0.hypot(aside.1) <= STRAIGHT;
    }
    let distance = (along.0 * aside.1 - along.1 * aside.0).abs() / whole;
    let passed = (along.0 * aside.0 + along.1 * aside.1) / whole;
    distance <= STRAIGHT && (-STRAIGHT..=whole + STRAIGHT).contains(&passed)
}

fn written(strokes: &[Vec<Step>]) -> String {
    let mut lines = BTreeSet::new();
    let mut all = String::new();
    for stroke in strokes {
        let text: String = stroke.iter().map(step_text).collect();
        // Only a lone line may go: it has no area, so filling does not count how often it is drawn.
        let is_line = matches!(stroke.as_slice(), [('M', _), ('L', _)]);
        if !is_line || lines.insert(text.clone()) {
            all.push_str(&text);
        }
    }
    all
}

fn step_text((letter, points): &Step) -> String {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", length(*x), length(*y))).collect();
    format!("{letter}{}", points.join(" "))
}

#[cfg(test)]
mod tests {
    use super::straighten;

    #[test]
    fn a_side_drawn_twice_by_hand_becomes_one_line() {
        let twice = "M0 0 C3.123456 0.0001, 7.5 0, 10 0 M0 0 C2.2 0, 6.0001 0, 10 0";
        assert_eq!(straighten(twice).as_deref(), Some("M0 0L10 0"));
    }

    #[test]
    fn what_is_curved_stays_curved() {
        assert_eq!(straighten("M0 0 C0 5 5 10 10 10"), None);
        assert_eq!(straighten("M0 0 C0 5 5 10 10 10 C12 10 18 10 20 10 Z").as_deref(), Some("M0 0C0 5 5 10 10 10L20 10Z"));
        // Its handles lie on the line, but beyond its ends.
        assert_eq!(straighten("M0 0 C-5 0 15 0 10 0"), None);
    }

    #[test]
    fn a_line_starts_again_where_a_closed_figure_began() {
        assert_eq!(straighten("M5 5 L9 5 Z C5 6 5 8 5 9").as_deref(), Some("M5 5L9 5ZL5 9"));
    }

    #[test]
    fn other_paths_are_left_to_others() {
        for path in ["M0 0 h5", "M0 0 A5 5 0 0 1 10 0 C11 0 12 0 13 0", "L0 0", "M0 0 C1", "nonsense", ""] {
            assert_eq!(straighten(path), None, "{path}");
        }
    }
}
