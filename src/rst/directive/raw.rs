//! Text for one output format.

use super::super::parser::{Flow, Parser};
use super::super::tree::{Node, Tag};
use super::{Call, Failure, Made};

pub(super) fn raw<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let name = call.name.text;
    let (file, url) = (call.option("file"), call.option("url"));
    let is_off = !parser.settings.raw_enabled || (!parser.settings.file_insertion_enabled && file.or(url).is_some());
    if is_off {
        return Err(Failure::warning(format!("\"{name}\" directive disabled.")));
    }
    let argument = call.argument_text().to_lowercase();
    let format = argument.split_whitespace().collect::<Vec<_>>().join(" ");
    let element = call.element(Tag::Raw).set("format", format).set("xml:space", "preserve");
    let (text, span, source) = match (file, url) {
        _ if !call.content.is_empty() => {
            if file.or(url).is_some() {
                let message = format!("\"{name}\" directive may not both specify an external file and have content.");
                return Err(Failure::error(message));
            }
            (call.content_text(), super::super::parser::span_of(&call.content), None)
        }
        (Some(_), Some(_)) => {
            let message =
                format!("The \"file\" and \"url\" options may not be simultaneously specified for the \"{name}\" directive.");
            return Err(Failure::error(message));
        }
        (Some(file), None) => {
            let (text, source) = super::include::read(parser, call, file)?;
            (text.text().to_owned(), text.whole(), Some(source))
        }
        (None, Some(url)) => {
            let message = format!("Problems with \"{name}\" directive URL \"{url}\":\nnothing is fetched while a page is read.");
            return Err(Failure::error(message));
        }
        (None, None) => {
            call.needs_content()?;
            (String::new(), call.span, None)
        }
    };
    let element = match source {
        Some(source) => element.set("source", source),
        None => element,
    };
    Ok(vec![element.with(vec![Node::Text(text, span)]).into()])
}
