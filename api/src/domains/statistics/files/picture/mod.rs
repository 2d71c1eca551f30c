//! Supply as a picture (SVG) that can be printed, linked and read aloud.
//!
//! One file for light and dark; a layout of its own for a telephone, since what is shrunk
//! cannot be read.

mod says;
mod sheet;
mod style;

use svg::Document;
use svg::node::Text as Words;
use svg::node::element::{Description, Group, Line, Rectangle, Style, Text, Title};

use self::says::Says;
use self::sheet::{Sheet, Sort};
use self::style::STYLE;
use crate::domains::catalogue::Offer;
use crate::domains::statistics::model::CoverageLayout;
use crate::domains::statistics::service::{Coverage, Row};
use crate::domains::statistics::shelf::Tally;
use crate::kernel::language::Language;

/// The media type.
pub const MEDIA: &str = "image/svg+xml; charset=utf-8";

/// Left, top, width and height.
type Place = (f32, f32, f32, f32);

/// How wide the head of a column may be before it is broken.
const HEAD: f32 = 150.0;

/// Draws what there is and what there is not. `filters` are those of the table with the same
/// numbers, as they follow a query in an address.
pub fn draw(
    coverage: &Coverage,
    filters: &str,
    layout: CoverageLayout,
    language: Language,
) -> String {
    let sheet = Sheet::of(layout, coverage.heads.len());
    let says = Says {
        coverage,
        language,
        filters,
    };
    let mut picture = Picture {
        sheet,
        says,
        group: Group::new(),
        y: 14.0,
    };
    picture.begin();
    if !sheet.is_stacked() {
        picture.heads();
    }
    for group in &coverage.groups {
        picture.pillar(&says.in_words(&group.name));
        if sheet.is_stacked() {
            // Those at the top are out of sight on a telephone.
            picture.heads();
        }
        for row in &group.rows {
            picture.row(row);
        }
    }
    picture.y += 12.0;
    for note in says.notes() {
        picture.lines(&note, Sort::NOTE);
    }
    picture.whole()
}

/// A picture in the making: what is drawn, and how far down that came.
struct Picture<'c> {
    sheet: Sheet,
    says: Says<'c>,
    group: Group,
    y: f32,
}

impl Picture<'_> {
    fn put(&mut self, node: impl Into<Box<dyn svg::Node>>) {
        self.group = std::mem::take(&mut self.group).add(node);
    }

    fn text(&mut self, (x, y): (f32, f32), class: &str, words: &str) {
        self.put(text((x, y), class, words));
    }

    /// Running text from margin to margin.
    fn lines(&mut self, words: &str, sort: Sort) {
        for line in sort.wrapped(words, self.sheet.line()) {
            self.y += sort.leading;
            self.text((self.sheet.margin, self.y), sort.class, &line);
        }
    }

    /// What it is, what it says in a sentence, and what the marks mean.
    fn begin(&mut self) {
        let says = self.says;
        self.lines(&says.title(), Sort::NAME);
        self.y += 4.0;
        self.lines(&says.subtitle(), Sort::LEAD);
        self.lines(&says.gaps(), Sort::GAPS);
        self.y += 10.0;
        let mut x = self.sheet.margin;
        for (class, example, meaning) in says.legend() {
            let wide = 48.0 + Sort::NOTE.wide(meaning.chars().count());
            if x + wide > self.sheet.width && x > self.sheet.margin {
                (x, self.y) = (self.sheet.margin, self.y + 28.0);
            }
            self.mark((x, self.y, 36.0, 22.0), class);
            let on = format!("cell on{class}");
            self.text((x + 18.0, self.y + 16.0), &on, example);
            self.text((x + 44.0, self.y + 16.0), "note", &meaning);
            x += wide + 12.0;
        }
        self.y += 34.0;
    }

    /// The heads of the columns, read from below.
    fn heads(&mut self) {
        let says = self.says;
        let heads = says.coverage.heads.iter();
        let mut heads: Vec<String> = heads.map(|head| says.in_words(&head.label)).collect();
        heads.push(says.whole());
        let heads = heads.iter().map(|head| Sort::HEAD.wrapped(head, HEAD));
        let heads: Vec<Vec<String>> = heads.collect();
        let lines = heads.iter().flatten();
        let longest = lines.map(|line| line.chars().count()).max();
        self.y += Sort::HEAD.wide(longest.unwrap_or_default()) + 10.0;
        for (at, lines) in heads.iter().enumerate() {
            let wide = if at + 1 == heads.len() {
                self.sheet.whole
            } else {
                self.sheet.cell
            };
            let middle = self.sheet.column(at) + wide / 2.0 + 4.0;
            for (line, words) in lines.iter().enumerate() {
                let off = Sort::HEAD.leading * (line as f32 - (lines.len() - 1) as f32 / 2.0);
                let turn = format!("translate({:.1} {:.1}) rotate(-90)", middle + off, self.y);
                self.put(text((0.0, 0.0), Sort::HEAD.class, words).set("transform", turn));
            }
        }
        self.y += 2.0;
    }

    fn pillar(&mut self, name: &str) {
        self.y += 12.0;
        let line = Line::new().set("class", "rule");
        let line = line.set("x1", self.sheet.margin).set("y1", self.y);
        let far = self.sheet.width - self.sheet.margin;
        self.put(line.set("x2", far).set("y2", self.y));
        self.y += 20.0;
        self.text((self.sheet.margin, self.y), "pillar", name);
        self.y += 8.0;
    }

    fn row(&mut self, row: &Row) {
        let (sheet, says) = (self.sheet, self.says);
        let name = says.in_words(&row.code.label);
        let lines = Sort::ROW.wrapped(&name, sheet.name());
        let mut high = sheet.high;
        if sheet.is_stacked() {
            for line in &lines {
                self.y += 17.0;
                self.text((sheet.margin, self.y), "row", line);
            }
            self.y += 5.0;
        } else {
            high = high.max(17.0 * lines.len() as f32 + 2.0);
            let first = self.y + high / 2.0 + 4.5 - 8.0 * (lines.len() - 1) as f32;
            for (at, line) in lines.iter().enumerate() {
                self.text((sheet.margin, first + 16.0 * at as f32), "row", line);
            }
        }
        for (at, tally) in row.cells.iter().enumerate() {
            let place = (
                sheet.column(at) + 1.5,
                self.y + 1.0,
                sheet.cell - 3.0,
                high - 2.0,
            );
            let class = class(tally);
            let head = says.in_words(&says.coverage.heads[at].label);
            let told = format!("{name}, {head}: {}", says.cell(tally));
            let shape = rectangle(place, mark(class)).add(Title::new(told));
            self.put(shape);
            self.numbers(place, tally, &format!("cell on{class}"), "–");
        }
        let place = (
            sheet.column(row.cells.len()),
            self.y + 1.0,
            sheet.whole,
            high - 2.0,
        );
        self.numbers(place, &row.whole, "cell bold", &says.gap());
        self.y += high + if sheet.is_stacked() { 6.0 } else { 2.0 };
    }

    fn mark(&mut self, place: Place, class: &str) {
        self.put(rectangle(place, mark(class)));
    }

    /// What is current and, apart from that, what is unconfirmed.
    fn numbers(&mut self, (x, y, wide, high): Place, tally: &Tally, class: &str, nothing: &str) {
        let (now, maybe) = (
            tally[Offer::Current as usize],
            tally[Offer::Unconfirmed as usize],
        );
        let (middle, line) = (x + wide / 2.0, y + high / 2.0 + 4.5);
        let stacked = self.sheet.is_stacked();
        let mut say = |off: f32, words: &str| self.text((middle, line + off), class, words);
        match (now, maybe) {
            (0, 0) => say(0.0, nothing),
            (0, _) => say(0.0, &format!("{maybe}?")),
            (_, 0) => say(0.0, &now.to_string()),
            _ if stacked => {
                say(-7.0, &now.to_string());
                say(7.5, &format!("{maybe}?"));
            }
            _ => say(0.0, &format!("{now} · {maybe}?")),
        }
    }

    fn whole(self) -> String {
        let (wide, high) = (self.sheet.width, self.y + 18.0);
        let paper = rectangle((0.0, 0.0, wide, high), "paper");
        let document = Document::new()
            .set("xmlns", "http://www.w3.org/2000/svg")
            .set("viewBox", (0.0, 0.0, wide, high))
            .set("width", wide)
            .set("height", high)
            .set("lang", self.says.language.tag())
            .set("role", "img")
            .set("aria-labelledby", "title description")
            .add(Title::new(self.says.title()).set("id", "title"))
            .add(
                Description::new()
                    .set("id", "description")
                    .add(Words::new(self.says.aloud())),
            )
            .add(Style::new(STYLE))
            .add(paper)
            .add(self.group);
        document.to_string()
    }
}

/// How a cell is marked: how much is current, else that something may be, else that nothing is.
fn class(tally: &Tally) -> &'static str {
    match (
        tally[Offer::Current as usize],
        tally[Offer::Unconfirmed as usize],
    ) {
        (0, 0) => "gap",
        (0, _) => "maybe",
        (1, _) => "1",
        (2..=3, _) => "2",
        _ => "3",
    }
}

fn mark(class: &str) -> &'static str {
    match class {
        "gap" => "gap",
        "maybe" => "maybe",
        "1" => "now1",
        "2" => "now2",
        _ => "now3",
    }
}

fn rectangle((x, y, wide, high): Place, class: &str) -> Rectangle {
    Rectangle::new()
        .set("class", class)
        .set("x", rounded(x))
        .set("y", rounded(y))
        .set("width", rounded(wide))
        .set("height", rounded(high))
        .set("rx", if class == "paper" { 0 } else { 3 })
}

fn text((x, y): (f32, f32), class: &str, words: &str) -> Text {
    Text::new(words)
        .set("class", class)
        .set("x", rounded(x))
        .set("y", rounded(y))
}

/// A tenth of a pixel is enough.
fn rounded(pixels: f32) -> f32 {
    (pixels * 10.0).round() / 10.0
}
