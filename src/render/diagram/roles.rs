//! The roles that a colour can play in a diagram, and what each looks like.

/// One custom property of the style sheet, `--diagram-{name}`.
pub(super) struct Role {
    /// The property's name after `--diagram-`.
    pub(super) name: &'static str,
    /// Its value in the default theme's light and dark mode; `diagram.css` says the same.
    pub(super) light: &'static str,
    /// See [`Role::light`].
    pub(super) dark: &'static str,
    /// The mermaid theme variables that play this role; a dot leads into a nested table.
    pub(super) variables: &'static [&'static str],
}

const fn role(name: &'static str, light: &'static str, dark: &'static str, variables: &'static [&'static str]) -> Role {
    Role { name, light, dark, variables }
}

/// Every role.  Text of the role `text` is readable (4.5 to 1) on every other role that fills a shape.
#[rustfmt::skip]
pub(super) const ROLES: &[Role] = &[
    role("page", "#ffffff", "#0d1117", &[
        "background", "compositeBackground", "xyChart.backgroundColor", "wardley.backgroundColor",
        "wardley.componentFill", "wardley.annotationFill", "emUiFill", "attributeBackgroundColorOdd",
        "rowOdd",
    ]),
    role("text", "#1f2328", "#e6edf3", &[
        "primaryTextColor", "secondaryTextColor", "tertiaryTextColor", "textColor", "titleColor",
        "nodeTextColor", "classText", "actorTextColor", "signalTextColor", "labelTextColor",
        "loopTextColor", "noteTextColor", "taskTextColor", "taskTextDarkColor", "taskTextLightColor",
        "taskTextOutsideColor", "taskTextClickableColor", "branchLabelColor", "commitLabelColor",
        "errorTextColor", "pieLegendTextColor", "pieSectionTextColor", "pieTitleTextColor",
        "quadrant1TextFill", "quadrant2TextFill", "quadrant3TextFill", "quadrant4TextFill",
        "quadrantPointTextFill", "quadrantTitleFill", "quadrantXAxisTextFill", "quadrantYAxisTextFill",
        "relationLabelColor", "requirementTextColor", "scaleLabelColor", "stateLabelColor", "tagLabelColor",
        "transitionLabelColor", "vennSetTextColor", "vennTitleTextColor", "cynefin.textColor",
        "cynefin.labelColor", "wardley.axisTextColor", "wardley.componentLabelColor",
        "wardley.annotationTextColor", "xyChart.titleColor", "xyChart.dataLabelColor",
        "xyChart.legendTextColor", "xyChart.xAxisTitleColor", "xyChart.xAxisLabelColor",
        "xyChart.yAxisTitleColor", "xyChart.yAxisLabelColor", "cScaleLabel0", "cScaleLabel1",
        "cScaleLabel2", "cScaleLabel3", "cScaleLabel4", "cScaleLabel5", "cScaleLabel6", "cScaleLabel7",
        "cScaleLabel8", "cScaleLabel9", "cScaleLabel10", "cScaleLabel11", "gitBranchLabel0",
        "gitBranchLabel1", "gitBranchLabel2", "gitBranchLabel3", "gitBranchLabel4", "gitBranchLabel5",
        "gitBranchLabel6", "gitBranchLabel7",
    ]),
    role("line", "#333b45", "#b6c2cf", &[
        "lineColor", "arrowheadColor", "defaultLinkColor", "signalColor", "relationColor",
        "specialStateColor", "transitionColor", "actorLineColor", "archEdgeColor", "archEdgeArrowColor",
        "emRelationStroke", "emArrowhead", "cynefin.boundaryColor", "cynefin.arrowColor", "radar.axisColor",
        "wardley.axisColor", "wardley.componentStroke", "wardley.linkStroke", "wardley.annotationStroke",
        "xyChart.xAxisTickColor", "xyChart.xAxisLineColor", "xyChart.yAxisTickColor",
        "xyChart.yAxisLineColor", "pieOuterStrokeColor", "pieStrokeColor", "innerEndBackground",
    ]),
    role("on-line", "#ffffff", "#0d1117", &["sequenceNumberColor"]),
    role("node", "#ececff", "#2b2d4a", &[
        "primaryColor", "mainBkg", "nodeBkg", "actorBkg", "stateBkg", "labelBackgroundColor",
        "requirementBackground", "tagLabelBackground", "compositeTitleBackground", "personBkg",
        "quadrant1Fill", "sectionBkgColor2",
    ]),
    role("node-border", "#9370db", "#9d86e0", &[
        "primaryBorderColor", "nodeBorder", "actorBorder", "compositeBorder", "requirementBorderColor",
        "personBorder", "tagLabelBorder", "quadrantExternalBorderStrokeFill",
        "quadrantInternalBorderStrokeFill", "gradientStart", "gradientStop",
    ]),
    role("group", "#ffffde", "#26261c", &[
        "clusterBkg", "tertiaryColor", "rectBkgColor", "altBackground",
    ]),
    role("group-border", "#aaaa33", "#8f8f45", &[
        "clusterBorder", "tertiaryBorderColor", "border2", "flowContainerStroke", "secondaryBorderColor",
        "archGroupBorderColor",
    ]),
    role("label", "#e8e8e8", "#2a2f36", &[
        "edgeLabelBackground", "relationLabelBackground", "commitLabelBackground", "labelBoxBkgColor",
    ]),
    role("label-border", "#8c959f", "#6e7681", &["labelBoxBorderColor"]),
    role("note", "#fff5ad", "#4a431d", &["noteBkgColor"]),
    role("note-border", "#aaaa33", "#a89a3c", &["noteBorderColor"]),
    role("active", "#dfe3e8", "#3a4048", &["activationBkgColor", "secondaryColor"]),
    role("active-border", "#57606a", "#9aa4af", &["activationBorderColor"]),
    role("row", "#f2f2f2", "#1c2128", &[
        "attributeBackgroundColorEven", "rowEven", "emSwimlaneBackgroundOdd",
    ]),
    role("section", "#eef0ff", "#1b1d33", &[
        "sectionBkgColor", "quadrant3Fill", "quadrant4Fill", "quadrant2Fill",
    ]),
    role("section-alt", "#ffffff", "#12161c", &["altSectionBkgColor"]),
    role("exclude", "#eaeef2", "#22272e", &["excludeBkgColor"]),
    role("grid", "#d0d7de", "#444c56", &[
        "gridColor", "wardley.gridColor", "radar.graticuleColor", "emSwimlaneBackgroundStroke", "emUiStroke",
    ]),
    role("task", "#c9ccf5", "#3b3f7a", &["taskBkgColor"]),
    role("task-border", "#5f68c3", "#8089d8", &["taskBorderColor"]),
    role("task-active", "#aee3ea", "#1d5560", &["activeTaskBkgColor"]),
    role("task-active-border", "#1b7c83", "#56b6c2", &["activeTaskBorderColor"]),
    role("task-done", "#d8dee4", "#3d444d", &["doneTaskBkgColor"]),
    role("task-done-border", "#818b98", "#8b949e", &["doneTaskBorderColor"]),
    role("task-critical", "#ffc1ba", "#7d2a2f", &["critBkgColor", "errorBkgColor"]),
    role("task-critical-border", "#cf222e", "#ff7b72", &["critBorderColor"]),
    role("accent", "#cf222e", "#ff7b72", &[
        "todayLineColor", "wardleyEvolutionColor", "wardley.evolutionStroke", "cynefin.cliffColor",
    ]),
    role("accent-2", "#0550ae", "#79c0ff", &["vertLineColor", "quadrantPointFill"]),
    role("fill-1", "#c8c4f8", "#2f2b54", &["cScale0", "pie1", "fillType0", "surface0"]),
    role("fill-2", "#f8e2c4", "#54432b", &["cScale1", "pie2", "fillType1", "surface1", "emEventFill"]),
    role("fill-3", "#c4f8de", "#2b5440", &[
        "cScale2", "pie3", "fillType2", "surface2", "cynefin.complexBg",
    ]),
    role("fill-4", "#f8c4c8", "#542b2f", &[
        "cScale3", "pie4", "fillType3", "surface3", "cynefin.chaoticBg",
    ]),
    role("fill-5", "#c4e6f8", "#2b4754", &[
        "cScale4", "pie5", "fillType4", "surface4", "emCommandFill", "cynefin.complicatedBg",
    ]),
    role("fill-6", "#f8f3c4", "#54512b", &["cScale5", "pie6", "fillType5", "cynefin.clearBg"]),
    role("fill-7", "#efc4f8", "#4d2b54", &[
        "cScale6", "pie7", "fillType6", "emProcessorFill", "cynefin.confusionBg",
    ]),
    role("fill-8", "#daf8c4", "#3c542b", &["cScale7", "pie8", "fillType7", "emReadModelFill"]),
    role("fill-9", "#f8c4e6", "#542b47", &["cScale8", "pie9"]),
    role("fill-10", "#c4f8f3", "#2b5451", &["cScale9", "pie10"]),
    role("fill-11", "#f8d1c4", "#54362b", &["cScale10", "pie11"]),
    role("fill-12", "#c4d1f8", "#2b3654", &["cScale11", "pie12"]),
    role("mark-1", "#8f87e3", "#4b43a3", &[
        "cScalePeer0", "cScaleInv0", "git0", "gitInv0", "venn1", "surfacePeer0",
    ]),
    role("mark-2", "#daa862", "#826235", &[
        "cScalePeer1", "cScaleInv1", "git1", "gitInv1", "venn2", "surfacePeer1", "emEventStroke",
    ]),
    role("mark-3", "#62da9e", "#2f7452", &[
        "cScalePeer2", "cScaleInv2", "git2", "gitInv2", "venn3", "surfacePeer2",
    ]),
    role("mark-4", "#de737c", "#a3434b", &[
        "cScalePeer3", "cScaleInv3", "git3", "gitInv3", "venn4", "surfacePeer3",
    ]),
    role("mark-5", "#62b2da", "#376c86", &[
        "cScalePeer4", "cScaleInv4", "git4", "gitInv4", "venn5", "surfacePeer4", "emCommandStroke",
    ]),
    role("mark-6", "#dad062", "#6d672c", &["cScalePeer5", "cScaleInv5", "git5", "gitInv5", "venn6"]),
    role("mark-7", "#cb6edd", "#9343a3", &[
        "cScalePeer6", "cScaleInv6", "git6", "gitInv6", "venn7", "emProcessorStroke",
    ]),
    role("mark-8", "#94da62", "#4a702e", &[
        "cScalePeer7", "cScaleInv7", "git7", "gitInv7", "venn8", "emReadModelStroke",
    ]),
    role("mark-9", "#dc6ab6", "#a34383", &["cScalePeer8", "cScaleInv8"]),
    role("mark-10", "#62dad0", "#2e706b", &["cScalePeer9", "cScaleInv9"]),
    role("mark-11", "#da8062", "#98553e", &["cScalePeer10", "cScaleInv10"]),
    role("mark-12", "#7791df", "#435ba3", &["cScalePeer11", "cScaleInv11"]),
];
