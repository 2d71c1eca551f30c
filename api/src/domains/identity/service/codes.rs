//! Codes that are mailed, and typed over.

use super::super::model::Email;

/// Letters and digits that nobody confuses (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What a code serves for: one for the one is none for the other.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// To confirm an address.
    Confirm,
    /// To choose another password.
    Password,
    /// To have another address.
    Email,
    /// To have an address back.
    Return,
    /// To take up a hat.
    Hat,
}

/// Fifty bits, in two groups that can be read out.
pub fn code(secret: [u8; 10]) -> String {
    let mut code = String::with_capacity(11);
    for (place, byte) in secret.iter().enumerate() {
        if place == 5 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    code
}

/// A code as people type it: any case, with or without the hyphen, O for 0.
pub fn tidy(typed: &str) -> String {
    let mut code: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .take(20)
        .collect();
    if code.len() > 5 {
        code.insert(5, '-');
    }
    code
}

/// What is kept of a code for an address.
pub fn digest(purpose: Purpose, email: &Email, code: &str) -> String {
    digest_of(purpose, email.as_str().as_bytes(), code)
}

/// What is kept of a code, for whom it is.
pub fn digest_of(purpose: Purpose, whose: &[u8], code: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key(match purpose {
        Purpose::Confirm => "pijler 2026-11 confirmation code",
        Purpose::Password => "pijler 2026-11 password code",
        Purpose::Email => "pijler 2026-11 address code",
        Purpose::Return => "pijler 2026-11 return code",
        Purpose::Hat => "pijler 2026-11 hat code",
    });
    hasher.update(whose);
    hasher.update(b"\n");
    hasher.update(code.as_bytes());
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_the_same_however_it_is_typed() {
        let code = code([0, 1, 31, 10, 20, 5, 6, 7, 8, 9]);

        assert_eq!(code, "01ZAM-56789");
        assert_eq!(tidy("o1zam 56789"), code);
        assert_eq!(tidy(" 0Lzam-56789 "), code);
    }
}
