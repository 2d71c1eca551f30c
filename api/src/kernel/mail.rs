//! Mail: letters in, messages out.
//!
//! The sender and the subject are neutral. That somebody is a member here is a
//! secret, and a mailbox may be read over a shoulder.

use std::path::Path;

use futures_util::future::BoxFuture;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::effects::{Effect, Leased, Performer, Undone};
use super::letter::Letter;

/// Mail cannot be sent as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The sender is not an address.
    #[error("the sender of mail is not an address: {0}")]
    Sender(#[from] lettre::address::AddressError),
    /// The folder for mail cannot be made.
    #[error("the folder for mail cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// The address of the mail server cannot be read.
    #[error("the address of the mail server cannot be read: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

/// Sends letters.
pub struct Mailer {
    sender: Mailbox,
    carrier: Carrier,
}

enum Carrier {
    Folder(AsyncFileTransport<Tokio1Executor>),
    Server(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mailer {
    /// Lays messages in a folder, one file each: for trying out.
    pub fn to_folder(folder: &Path, sender: &str) -> Result<Self, MailError> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            sender: sender.parse()?,
            carrier: Carrier::Folder(AsyncFileTransport::new(folder)),
        })
    }

    /// Hands messages to a server: `smtps://user:password@host`.
    pub fn by_server(url: &str, sender: &str) -> Result<Self, MailError> {
        Ok(Self {
            sender: sender.parse()?,
            carrier: Carrier::Server(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build()),
        })
    }

    async fn send(&self, effect: &Leased) -> Result<(), Undone> {
        // Why a letter does not read is not said: that would quote it.
        let letter: Letter = serde_json::from_str(&effect.payload)
            .map_err(|_| Undone("the letter does not read".to_owned()))?;
        let message = self.message(effect, letter)?;
        match &self.carrier {
            Carrier::Folder(folder) => folder.send(message).await.map(drop).map_err(tell),
            Carrier::Server(server) => server.send(message).await.map(drop).map_err(tell),
        }
    }

    /// The same `Message-ID` at every attempt, so that a mailbox can tell a repeat.
    fn message(&self, effect: &Leased, letter: Letter) -> Result<Message, Undone> {
        let to: Mailbox = letter
            .to
            .parse()
            .map_err(|_| Undone("the address does not read".to_owned()))?;
        let domain = self.sender.email.domain();
        let message = Message::builder()
            .message_id(Some(format!("<{}@{domain}>", effect.id)))
            .date(effect.at.into())
            .from(self.sender.clone())
            .to(to)
            .subject(letter.subject);
        if letter.html.is_empty() {
            let message = message.header(ContentType::TEXT_PLAIN);
            return message.body(letter.text).map_err(tell);
        }
        let both = MultiPart::alternative_plain_html(letter.text, letter.html);
        message.multipart(both).map_err(tell)
    }
}

impl Performer for Mailer {
    fn kind(&self) -> &'static str {
        Letter::KIND
    }

    fn perform<'a>(&'a self, effect: &'a Leased) -> BoxFuture<'a, Result<(), Undone>> {
        Box::pin(self.send(effect))
    }
}

fn tell(error: impl std::error::Error) -> Undone {
    Undone(error.to_string())
}
