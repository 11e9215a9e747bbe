//! The only file that knows the diagram engine.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, SvgEnvironment, SvgRenderOptions, TextMeasurementPolicy,
    TextMeasurementProfile, TextMeasurementProfileIdentity, TextStyle,
};
use merman::{
    Engine, MermaidConfig, OperationControl, ParseOptions, RenderError, RenderOutput, RenderRequest, Renderer, SvgRequest,
};
use serde_json::Value;

use super::DrawError;
use super::measure;

/// The prefix of every id the engine makes; what to look for when ids are rewritten.
pub(super) const ID: &str = "bindery-diagram";

/// Longest time that one diagram may take.  The limits on the source keep real ones far below it.
const DEADLINE: Duration = Duration::from_secs(20);

/// What the engine knows of one source.
pub(super) struct Drawn {
    /// Mermaid's name for the kind, such as `flowchart-v2`.
    pub(super) kind: String,
    /// The title from the front matter or a directive.
    pub(super) title: Option<String>,
    /// The engine's model of the diagram: its shape depends on `kind`.
    pub(super) model: Value,
    /// The drawing, with style sheets, style attributes and HTML labels still in it.
    pub(super) svg: String,
}

/// The configuration that the author wrote into the source, in front matter or directives.
pub(super) fn author_config(source: &str) -> Option<Value> {
    catch_unwind(|| Engine::new().parse_metadata_sync(source).ok().map(|meta| meta.config.as_value().clone())).ok().flatten()
}

/// Parses, lays out and draws `source` under the site's configuration `config`.
pub(super) fn run(source: &str, config: Value) -> Result<Drawn, DrawError> {
    catch_unwind(AssertUnwindSafe(|| run_unguarded(source, config))).unwrap_or_else(|_| {
        Err(DrawError::whole(
            source,
            "the diagram engine failed on this diagram",
            "this is a fault in the engine, not in your diagram; leave out parts of it to find what it trips over",
        ))
    })
}

fn run_unguarded(source: &str, config: Value) -> Result<Drawn, DrawError> {
    let engine = Engine::new().with_site_config(MermaidConfig::from_value(config));
    let parsed = engine
        .parse_diagram_sync(source, ParseOptions::strict())
        .map_err(|error| from_engine(source, &RenderError::from(error)))?
        .ok_or_else(|| no_diagram(source))?;
    let request = SvgRequest {
        environment: SvgEnvironment::deterministic().with_text_measurement_policy(measurement()),
        options: SvgRenderOptions { diagram_id: Some(ID.to_owned()), ..SvgRenderOptions::default() },
        ..SvgRequest::default()
    };
    let control = OperationControl::new().with_deadline(DEADLINE);
    match Renderer::new().with_engine(engine).render(RenderRequest::svg(source, control, request)) {
        Ok(RenderOutput::Svg(Some(output))) => Ok(Drawn {
            kind: parsed.meta.diagram_type.clone(),
            title: parsed.meta.title.clone(),
            model: parsed.model.into_unmanaged_value(),
            svg: output.into_parts().0,
        }),
        Ok(_) => Err(no_diagram(source)),
        Err(error) => Err(from_engine(source, &error)),
    }
}

fn measurement() -> TextMeasurementPolicy {
    let Some(identity) =
        MeasurementProfileId::new("arial-metrics").and_then(|id| TextMeasurementProfileIdentity::new(id, "1")).ok()
    else {
        return TextMeasurementPolicy::deterministic();
    };
    let measurer = DeterministicTextMeasurer::default().with_width_callback(|text: &str, style: &TextStyle| {
        let bold = style.font_weight.as_deref().is_some_and(measure::is_bold);
        measure::width(text, style.font_size.max(1.0), bold)
    });
    TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, measurer))
}

fn no_diagram(source: &str) -> DrawError {
    DrawError::whole(
        source,
        "this names no diagram",
        "a diagram begins with its kind, such as `flowchart LR` or `sequenceDiagram`",
    )
}

fn from_engine(source: &str, error: &RenderError) -> DrawError {
    match error {
        RenderError::Parse(diagnostic) => {
            let details = diagnostic.terminal_diagnostic_details();
            let span = details.span.map(|span| span.start..span.end);
            super::error::from_parser(source, &diagnostic.terminal_safe_message(), span)
        }
        RenderError::NoDiagram => no_diagram(source),
        RenderError::Cancelled(_) => {
            DrawError::whole(source, "drawing this diagram took too long", "split it into smaller diagrams")
        }
        RenderError::ResourceLimitExceeded(limit) => DrawError::whole(
            source,
            &format!(
                "this diagram is too large: {} is {} where {} is allowed",
                limit.id.replace('_', " ").trim_start_matches("max "),
                limit.actual,
                limit.maximum
            ),
            "split it into smaller diagrams",
        ),
        other => DrawError::whole(source, &format!("this diagram cannot be drawn: {other}"), ""),
    }
}
