//! Where things stand on the picture.

use crate::domains::statistics::model::CoverageLayout;

/// The measures of a layout, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// How wide all of it is.
    pub width: f32,
    /// What is left free on each side.
    pub margin: f32,
    /// How much of a line stands before the cells; nothing where the name of a row stands
    /// above them.
    pub label: f32,
    /// How wide a cell is.
    pub cell: f32,
    /// How wide the column of whole rows is.
    pub whole: f32,
    /// How high a cell is.
    pub high: f32,
}

impl Sheet {
    /// The measures for so many columns.
    pub fn of(layout: CoverageLayout, columns: usize) -> Self {
        let columns = columns.max(1) as f32;
        match layout {
            CoverageLayout::Wide => Self {
                width: 1060.0,
                margin: 24.0,
                label: 350.0,
                cell: (1060.0 - 48.0 - 350.0 - 92.0) / columns,
                whole: 92.0,
                high: 28.0,
            },
            CoverageLayout::Narrow => {
                let cell = (390.0 - 20.0) / (columns + 1.0);
                Self {
                    width: 390.0,
                    margin: 10.0,
                    label: 0.0,
                    cell,
                    whole: cell,
                    high: 34.0,
                }
            }
        }
    }

    /// Whether the name of a row stands above its cells.
    pub fn is_stacked(self) -> bool {
        self.label == 0.0
    }

    /// How wide running text can be.
    pub fn line(self) -> f32 {
        self.width - 2.0 * self.margin
    }

    /// How wide the name of a row can be.
    pub fn name(self) -> f32 {
        match self.is_stacked() {
            true => self.line(),
            false => self.label - 8.0,
        }
    }

    /// The left edge of a column; the one after the last is that of whole rows.
    pub fn column(self, at: usize) -> f32 {
        self.margin + self.label + self.cell * at as f32
    }
}

/// A sort of text: its class, how large it is, how far its lines stand apart, and how wide a
/// character is, about, for its size. Whoever has a wider font than most still reads all of it.
#[derive(Clone, Copy, Debug)]
pub struct Sort {
    pub class: &'static str,
    size: f32,
    pub leading: f32,
    breadth: f32,
}

impl Sort {
    pub const NAME: Self = Self::new("name", 20.0, 25.0, 0.67);
    pub const LEAD: Self = Self::new("lead soft", 14.0, 20.0, 0.6);
    pub const GAPS: Self = Self::new("lead bold", 14.0, 20.0, 0.67);
    pub const ROW: Self = Self::new("row", 13.5, 16.0, 0.6);
    pub const NOTE: Self = Self::new("note soft", 12.5, 18.0, 0.6);
    pub const HEAD: Self = Self::new("head", 12.5, 14.0, 0.55);

    const fn new(class: &'static str, size: f32, leading: f32, breadth: f32) -> Self {
        Self {
            class,
            size,
            leading,
            breadth,
        }
    }

    /// How wide so many characters are.
    pub fn wide(self, characters: usize) -> f32 {
        self.size * self.breadth * characters as f32
    }

    /// Text in lines that are no wider than this.
    pub fn wrapped(self, text: &str, wide: f32) -> Vec<String> {
        wrapped(text, (wide / self.wide(1)) as usize)
    }
}

/// Text in lines of so many characters, broken between words.
fn wrapped(text: &str, characters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= characters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_between_words() {
        assert_eq!(
            wrapped("Training in een groep", 12),
            ["Training in", "een groep"]
        );
        assert_eq!(
            wrapped("Netwerkpleeggezinnen", 12),
            ["Netwerkpleeggezinnen"]
        );
        assert_eq!(wrapped("", 12), Vec::<String>::new());
    }
}
