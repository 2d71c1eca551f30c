//! Counts the tokens of a document without parsing it.
//!
//! The parser recurses on brackets and builds a tree for whatever it is given,
//! so size and nesting are judged first, in one pass over the bytes.

/// What a text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// Within the limits; so many tokens.
    Fits(usize),
    /// Too many tokens.
    TooManyTokens,
    /// Too many brackets within each other.
    TooDeep,
}

/// Counts the tokens of `text`; an unclosed string ends with the text.
pub(crate) fn measure(text: &str, max_tokens: usize, max_nesting: usize) -> Size {
    let bytes = text.as_bytes();
    let (mut at, mut tokens, mut nesting) = (0, 0_usize, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b',' | 0xEF | 0xBB | 0xBF => {
                at += 1;
                continue;
            }
            b'#' => {
                at += run(rest, |byte| byte != b'\n' && byte != b'\r');
                continue;
            }
            b'"' if rest.starts_with(b"\"\"\"") => block_string(rest),
            b'"' => string(rest),
            b'{' | b'[' | b'(' => {
                nesting += 1;
                1
            }
            b'}' | b']' | b')' => {
                nesting = nesting.saturating_sub(1);
                1
            }
            b'.' => run(rest, |byte| byte == b'.').min(3),
            _ => run(rest, is_word).max(1),
        };
        at += length;
        tokens += 1;
        if tokens > max_tokens {
            return Size::TooManyTokens;
        }
        if nesting > max_nesting {
            return Size::TooDeep;
        }
    }
    Size::Fits(tokens)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+') || byte >= 0x80
}

fn run(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| wanted(**byte)).count()
}

fn string(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'"' | b'\n' | b'\r' => break,
            _ => {}
        }
    }
    at
}

fn block_string(bytes: &[u8]) -> usize {
    let mut at = 3;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(b"\\\"\"\"") {
            at += 4;
        } else if rest.starts_with(b"\"\"\"") {
            return at + 3;
        } else {
            at += 1;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Size, measure};

    #[test]
    fn counts_what_the_grammar_calls_tokens() {
        let text = "query($a: [Int!] = [1, -2.5e+3]) { x(s: \"a \\\" {\", b: \"\"\"{{\\\"\"\"\"\"\") ...F @skip(if: true) # {{{\n }";
        assert!(matches!(measure(text, 100, 3), Size::Fits(30..=40)));
    }

    #[test]
    fn an_unclosed_string_ends_with_the_text() {
        assert_eq!(measure("\"abc\\", 10, 3), Size::Fits(1));
        assert_eq!(measure("\"\"\"abc", 10, 3), Size::Fits(1));
    }

    #[test]
    fn nesting_is_bounded() {
        assert_eq!(measure(&"[".repeat(65), 1_000, 64), Size::TooDeep);
        assert_eq!(measure(&"a ".repeat(11), 10, 64), Size::TooManyTokens);
    }
}
