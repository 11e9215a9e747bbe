//! Where shapes lie: boxes around points, and points around shapes.

use svgtypes::{PathParser, PathSegment, Transform};

use super::tree::Element;

/// A box with sides along the axes.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Bounds {
    /// The box around the transformed points; `None` without any.
    pub(super) fn of(points: &[(f64, f64)], transform: Transform) -> Option<Self> {
        let mut bounds: Option<Self> = None;
        for (x, y) in points {
            let x2 = transform.a * x + transform.c * y + transform.e;
            let y2 = transform.b * x + transform.d * y + transform.f;
            let known = bounds.unwrap_or(Self { left: x2, top: y2, right: x2, bottom: y2 });
            bounds = Some(Self {
                left: known.left.min(x2),
                top: known.top.min(y2),
                right: known.right.max(x2),
                bottom: known.bottom.max(y2),
            });
        }
        bounds
    }

    /// The longer side.
    pub(super) fn extent(self) -> f64 {
        (self.right - self.left).max(self.bottom - self.top)
    }

    /// Whether the point lies in the box or on its edge.
    pub(super) fn contains(self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// The transform that applies `inner`, then `outer`.
pub(super) fn compose(outer: Transform, inner: Transform) -> Transform {
    Transform::new(
        outer.a * inner.a + outer.c * inner.b,
        outer.b * inner.a + outer.d * inner.b,
        outer.a * inner.c + outer.c * inner.d,
        outer.b * inner.c + outer.d * inner.d,
        outer.a * inner.e + outer.c * inner.f + outer.e,
        outer.b * inner.e + outer.d * inner.f + outer.f,
    )
}

/// Points whose hull holds the shape.
pub(super) fn outline(element: &Element) -> Option<Vec<(f64, f64)>> {
    let at = |name: &str| element.number(name).unwrap_or_default();
    let boxed = |x: f64, y: f64, width: f64, height: f64| vec![(x, y), (x + width, y), (x, y + height), (x + width, y + height)];
    match element.name.as_str() {
        "rect" => Some(boxed(at("x"), at("y"), at("width"), at("height"))),
        "circle" => Some(boxed(at("cx") - at("r"), at("cy") - at("r"), at("r") * 2.0, at("r") * 2.0)),
        "ellipse" => Some(boxed(at("cx") - at("rx"), at("cy") - at("ry"), at("rx") * 2.0, at("ry") * 2.0)),
        "polygon" => {
            let numbers: Vec<f64> = element.get("points")?.split([' ', ',', '\n']).filter_map(|part| part.parse().ok()).collect();
            Some(numbers.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect())
        }
        "path" => Some(path_points(element.get("d")?)),
        "line" => Some(vec![(at("x1"), at("y1")), (at("x2"), at("y2"))]),
        _ => None,
    }
}

/// The end and control points of a path.
pub(super) fn path_points(data: &str) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let mut now = (0.0, 0.0);
    let mut start = now;
    for segment in PathParser::from(data) {
        let Ok(segment) = segment else { break };
        let from = if segment.is_abs() { (0.0, 0.0) } else { now };
        let at = |x: f64, y: f64| (from.0 + x, from.1 + y);
        match segment {
            PathSegment::MoveTo { x, y, .. } => {
                now = at(x, y);
                start = now;
            }
            PathSegment::LineTo { x, y, .. } | PathSegment::SmoothQuadratic { x, y, .. } => now = at(x, y),
            PathSegment::EllipticalArc { x, y, rx, ry, .. } => {
                let end = at(x, y);
                // A large arc may bulge past its ends by up to its radii.
                let middle = (f64::midpoint(now.0, end.0), f64::midpoint(now.1, end.1));
                if (end.0 - now.0).hypot(end.1 - now.1) > rx {
                    points.push((middle.0 - rx / 2.0, middle.1 - ry / 2.0));
                    points.push((middle.0 + rx / 2.0, middle.1 + ry / 2.0));
                }
                now = end;
            }
            PathSegment::HorizontalLineTo { x, .. } => now.0 = from.0 + x,
            PathSegment::VerticalLineTo { y, .. } => now.1 = from.1 + y,
            PathSegment::CurveTo { x1, y1, x2, y2, x, y, .. } => {
                points.extend([at(x1, y1), at(x2, y2)]);
                now = at(x, y);
            }
            PathSegment::SmoothCurveTo { x2, y2, x, y, .. } => {
                points.push(at(x2, y2));
                now = at(x, y);
            }
            PathSegment::Quadratic { x1, y1, x, y, .. } => {
                points.push(at(x1, y1));
                now = at(x, y);
            }
            PathSegment::ClosePath { .. } => now = start,
        }
        points.push(now);
    }
    points
}
