//! What programs may do here.

crate::words! {
    /// What a program may do for its provider
    Scope as ApiClientScope "ApiClientScope" {
        /// Push courses, and say what would happen to them
        PushesWrite = "pushes:write" / "PUSHES_WRITE",
        /// Read what was pushed, and the receipts
        PushesRead = "pushes:read" / "PUSHES_READ",
        /// Make, change and delete webhooks, and have them told again
        WebhooksWrite = "webhooks:write" / "WEBHOOKS_WRITE",
        /// Read which webhooks there are, and what they were told
        WebhooksRead = "webhooks:read" / "WEBHOOKS_READ",
    }
}

impl Scope {
    /// Scopes as tokens and OAuth's forms spell them: words with a space between.
    pub fn joined(scopes: &[Self]) -> String {
        let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
        words.join(" ")
    }

    /// Reads scopes that are joined so; nothing where one of them is none.
    pub fn parted(words: &str) -> Option<Vec<Self>> {
        words.split_whitespace().map(Self::from_word).collect()
    }
}
