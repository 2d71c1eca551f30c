//! What a thing to learn from is: a training, a film, a book, a game.

/// How many of the courses that something is used in are shown with it; a filter has them all.
pub const MOST_USED_IN: usize = 20;

/// What something is where nobody said so, as far as that follows from how one learns: a code
/// of the list `product_kind`.
pub fn kind_by_form(learning_form: &str) -> &'static str {
    match learning_form {
        "classroom" | "blended" | "online_self_paced" => "course",
        "coaching" => "guidance",
        "webinar" | "peer_group" | "event" => "gathering",
        "video" => "film",
        "vr" => "vr_film",
        "audio" => "podcast",
        "game" => "game",
        // What one reads may be a book, a handbook, an article.
        _ => "unknown",
    }
}
