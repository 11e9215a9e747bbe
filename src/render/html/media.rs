//! Pictures, code and diagrams.

use std::fmt::Write;

use super::escape;
use super::tables::share_class;
use super::{Leaves, Writer};
use crate::document::{Attributes, CodeBlock, Diagram, Figure, Image, Length};

impl<'a, L: Leaves> Writer<'a, L> {
    pub(super) fn image(&mut self, image: &Image) {
        let Some(target) = self.target(image.reference) else {
            return self.missing_image(image);
        };
        if !self.options.plain {
            escape::extra_ids(&mut self.out, &image.attributes);
        }
        self.out.push_str("<img");
        escape::link(&mut self.out, "src", &target.url);
        escape::attribute(&mut self.out, "alt", &image.alt);
        if let Some(title) = &image.title {
            escape::attribute(&mut self.out, "title", title);
        }
        if !self.options.plain {
            let (width, height, share) = size(image, target.size);
            for (name, length) in [("width", width), ("height", height)] {
                if let Some(length) = length {
                    let _ = write!(self.out, " {name}=\"{length}\"");
                }
            }
            self.out.push_str(" loading=\"lazy\" decoding=\"async\"");
            let share = share.map(share_class);
            escape::attributes(&mut self.out, share.as_slice(), &image.attributes);
        }
        self.out.push('>');
    }

    /// The words in place of a picture that is not there.
    fn missing_image(&mut self, image: &Image) {
        self.open("span", &["missing-image"], &image.attributes);
        escape::text(&mut self.out, &image.alt);
        self.out.push_str("</span>");
    }

    pub(super) fn figure(&mut self, figure: &'a Figure) {
        self.open("figure", &["figure"], &figure.attributes);
        let link = figure.link.and_then(|link| self.target(link));
        if let Some(target) = link {
            self.out.push_str("<a");
            escape::link(&mut self.out, "href", &target.url);
            self.out.push('>');
        }
        self.image(&figure.image);
        self.out.push_str(if link.is_some() { "</a>\n" } else { "\n" });
        if !figure.caption.is_empty() || !figure.legend.is_empty() {
            self.out.push_str("<figcaption>");
            self.caption(&figure.caption, "figure", &figure.attributes);
            if !figure.legend.is_empty() {
                self.out.push_str("\n<div class=\"legend\">\n");
                self.blocks(&figure.legend);
                self.out.push_str("</div>\n");
            }
            self.out.push_str("</figcaption>\n");
        }
        self.out.push_str("</figure>\n");
    }

    pub(super) fn code(&mut self, block: &CodeBlock) {
        if self.options.plain {
            return self.plain_code(block);
        }
        let (html, findings) = self.leaves.code(block);
        self.findings.extend(findings);
        let given = &block.attributes;
        let wrapped = *given != Attributes::default();
        if wrapped {
            self.open("div", &[], given);
        }
        self.out.push_str(&html);
        if wrapped {
            self.out.push_str("</div>");
        }
        self.end_line();
    }

    fn plain_code(&mut self, block: &CodeBlock) {
        self.out.push_str("<pre><code");
        if let Some((language, _)) = block.language.as_ref().filter(|(name, _)| !name.is_empty()) {
            escape::attribute(&mut self.out, "class", &format!("language-{language}"));
        }
        self.out.push('>');
        escape::text(&mut self.out, block.text.text());
        self.out.push_str("</code></pre>\n");
    }

    pub(super) fn diagram(&mut self, diagram: &Diagram) {
        self.diagrams += 1;
        let id = self.unique_id(&format!("diagram-{}", self.diagrams));
        let (drawing, findings) = self.leaves.diagram(diagram, &id);
        self.findings.extend(findings);
        self.open("figure", &["diagram"], &diagram.attributes);
        self.out.push('\n');
        if let Some(html) = drawing {
            self.diagrams_drawn += 1;
            let html = self.lead_links(html, diagram);
            self.out.push_str(&html);
            self.end_line();
        } else {
            self.verbatim(diagram.source.text());
        }
        if !diagram.caption.is_empty() {
            self.element("figcaption", |w| w.caption(&diagram.caption, "diagram", &diagram.attributes));
            self.out.push('\n');
        }
        self.out.push_str("</figure>\n");
    }
}

impl<L: Leaves> Writer<'_, L> {
    /// The drawing with its links as they resolve; one that leads nowhere is no link.
    fn lead_links(&self, mut html: String, diagram: &Diagram) -> String {
        for id in &diagram.links {
            let Some(written) = self.reference(*id).map(|reference| &reference.target) else { continue };
            let mut before = String::new();
            escape::attribute(&mut before, "href", written);
            let mut after = String::new();
            if let Some(target) = self.target(*id) {
                escape::link(&mut after, "href", &target.url);
            }
            html = html.replace(&before, &after);
        }
        html
    }
}

/// The size that the author gave, in pixels; of one length alone, the other follows from the picture's own proportions. A width that is a share
/// of the text's comes third, in percent.
fn size(image: &Image, own: Option<(u32, u32)>) -> (Option<u32>, Option<u32>, Option<u32>) {
    let scale = |length: u32, from: u32, to: u32| {
        (from > 0).then(|| {
            u32::try_from((u64::from(length) * u64::from(to) + u64::from(from) / 2) / u64::from(from)).unwrap_or(u32::MAX)
        })
    };
    let pixels = |length: Option<Length>, own: Option<u32>| match length {
        Some(Length::Pixels(pixels)) => Some(pixels),
        Some(Length::OfOwn(percent)) => own.and_then(|own| scale(own, 100, percent)),
        Some(Length::OfText(_)) | None => None,
    };
    let share = match image.width {
        Some(Length::OfText(percent)) => Some(percent),
        _ => None,
    };
    let width = pixels(image.width, own.map(|(width, _)| width));
    let height = pixels(image.height, own.map(|(_, height)| height));
    match (width, height, own) {
        (None, None, Some((width, height))) => (Some(width), Some(height), share),
        (Some(width), None, Some((own_width, own_height))) => (Some(width), scale(width, own_width, own_height), share),
        (None, Some(height), Some((own_width, own_height))) => (scale(height, own_height, own_width), Some(height), share),
        (width, height, _) => (width, height, share),
    }
}
