//! How the picture looks in the light and in the dark. What a colour says is also said by a
//! mark: a number, a question mark, a dashed edge.

/// The style sheet: rules of plain classes, which every program that draws SVG knows.
pub const STYLE: &str = "
text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; fill: #1b1f23; }
.paper { fill: #ffffff; }
.name { font-size: 20px; font-weight: 700; }
.lead { font-size: 14px; }
.pillar { font-size: 15px; font-weight: 700; }
.row { font-size: 13.5px; }
.head { font-size: 12.5px; }
.cell { font-size: 13px; text-anchor: middle; }
.note { font-size: 12.5px; }
.soft { fill: #57606a; }
.bold { font-weight: 700; }
.rule { stroke: #d0d7de; stroke-width: 1; }
.now1 { fill: #cfe9e5; }
.now2 { fill: #74c3b8; }
.now3 { fill: #0b6b61; }
.maybe { fill: #fff5dc; stroke: #a37a1c; stroke-width: 1; }
.gap { fill: none; stroke: #8c959f; stroke-width: 1; stroke-dasharray: 3 3; }
text.on1, text.on2 { fill: #06302b; }
text.on3 { fill: #ffffff; }
text.onmaybe { fill: #5c4300; }
text.ongap { fill: #57606a; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.paper { fill: #0f1419; }
.soft { fill: #a9b4bf; }
.rule { stroke: #343c44; }
.now1 { fill: #12403b; }
.now2 { fill: #1f7a70; }
.now3 { fill: #86e2d6; }
.maybe { fill: #2b2413; stroke: #c29a3a; }
.gap { stroke: #6b757f; }
text.on1 { fill: #d7f5f0; }
text.on2 { fill: #ffffff; }
text.on3 { fill: #06302b; }
text.onmaybe { fill: #f2d48a; }
text.ongap { fill: #a9b4bf; }
}
";
