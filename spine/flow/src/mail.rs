//! Outgoing mail: an outbox in the database, filled in the transaction of the act, and the post that
//! empties it.
//!
//! A mail carries a title and the way to the page in the product, never what stands on the page. A mail
//! server that is down delays mail and nothing else: every try is written down and can be seen, and the
//! mail goes out when the server is back.

mod city;
mod digest;
mod letter;
mod outbox;
mod post;
mod records;
mod server;

pub use city::{DIGEST_HOUR, MAIL_FROM, MAIL_IS_SENT, PUBLIC_ADDRESS, SENDER_NAME};
pub use digest::DIGEST;
pub use outbox::{MailRefusal, NewMail, cancel, mail, mails, retry, waiting, write};
pub use post::{LivePost, Post, PostState, Round};
pub use records::{Address, Mail, MailId, MailState};
pub use server::{MailServer, Security};

pub(crate) use outbox::{Letter, write_to_accounts};

/// The queries of this part by name.
pub(crate) const QUERIES: [&[(&str, &str)]; 3] = [digest::QUERIES, outbox::QUERIES, post::QUERIES];
