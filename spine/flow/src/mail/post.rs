//! The post: empties a city's outbox into its mail server.

use super::city::{MAIL_FROM, MAIL_IS_SENT, PUBLIC_ADDRESS, SENDER_NAME};
use super::letter::{Content, compose};
use super::records::{Address, MailId};
use super::server::{MailServer, Transport};
use crate::{Sentence, Workplace};
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use lettre::message::header::{ContentTransferEncoding, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::{AsyncTransport, Message};
use settings::{Setting, Settings};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use store::{City, Instant, ToSqlx, sqlx};
use tokio::sync::watch;
use tokio::time::sleep;
use words::Language;

/// What the post of each city of this process last met with, for the page of outgoing mail.
#[derive(Debug, Default)]
pub struct LivePost(Mutex<HashMap<String, PostState>>);

/// How the post of a city stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostState {
    /// Its mail server; `None` when the program was started without one.
    pub server: Option<String>,
    /// Since when the server does not take mail, and what it or the network says.
    pub down: Option<(Timestamp, String)>,
}

impl LivePost {
    /// How the post of a city stands; `None` when this process sends no mail for it.
    #[must_use]
    pub fn of(&self, city: &City) -> Option<PostState> {
        self.lock().get(&city.code).cloned()
    }

    fn set(&self, city: &City, state: PostState) {
        self.lock().insert(city.code.clone(), state);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, PostState>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends the mail of one city.
pub struct Post {
    city: Arc<City>,
    place: Workplace,
    server: Option<MailServer>,
    transport: Option<Transport>,
    /// How often in a row the server did not answer.
    failures: u32,
    down_since: Option<Timestamp>,
}

/// What one round of the post did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Mails that the server took.
    pub sent: usize,
    /// Mails that are tried again later.
    pub put_off: usize,
    /// Mails that were given up.
    pub failed: usize,
}

/// How often the outbox is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// A mail that is being sent when the process is killed is sent again after this.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// A mail that could not be sent for this long is given up.
const LONGEST: SignedDuration = SignedDuration::from_hours(5 * 24);

impl Post {
    /// The post of a city; without a server it leaves the mail where it is.
    #[must_use]
    pub fn new(city: Arc<City>, place: Workplace, server: Option<MailServer>) -> Post {
        let state = PostState {
            server: server.as_ref().map(MailServer::place),
            down: None,
        };
        place.offers.post.set(&city, state);
        Post {
            city,
            place,
            server,
            transport: None,
            failures: 0,
            down_since: None,
        }
    }

    /// Sends mail until told to stop; a mail under way is finished first.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        loop {
            let stopped = tokio::select! {
                _ = stop.wait_for(|stopped| *stopped) => true,
                () = sleep(LOOK_EVERY) => false,
            };
            if stopped {
                return;
            }
            // Round after round while there is mail, but always looking whether to stop.
            while !*stop.borrow() {
                match self.round().await {
                    Ok(round) if round.sent > 0 => {}
                    Ok(_) => break,
                    Err(error) => {
                        tracing::error!(city = self.city.code, "mail: {error:#}");
                        break;
                    }
                }
            }
        }
    }
}

const DUE: &str = "SELECT id FROM mails WHERE due_at IS NOT NULL AND due_at <= $1 LIMIT 1";

const GIVE_UP: &str = "
    UPDATE mails
       SET state = 'failed', due_at = NULL, ended_at = $1, error = $3, version = version + 1
     WHERE due_at IS NOT NULL AND due_at <= $1 AND created_at <= $2";

const PUT_OFF: &str = "
    UPDATE mails
       SET state = 'waiting', due_at = $2, attempts = attempts + 1, error = $3, fault = $4,
           version = version + 1
     WHERE due_at IS NOT NULL AND due_at <= $1";

const TAKE: &str = "
    UPDATE mails
       SET state = 'sending', due_at = $2, attempts = attempts + 1, version = version + 1
     WHERE due_at <= $1
       AND id IN (SELECT id FROM mails
                   WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at, id LIMIT 20)
     RETURNING id, address, name, language, subject, lines, href, attempts, created_at, version";

const SENT: &str = "
    UPDATE mails
       SET state = 'sent', due_at = NULL, ended_at = $3, error = NULL, fault = NULL,
           lines = CASE WHEN secret THEN '[]' ELSE lines END,
           href = CASE WHEN secret THEN NULL ELSE href END, version = version + 1
     WHERE id = $1 AND version = $2";

const NOT_SENT: &str = "
    UPDATE mails
       SET state = $3, due_at = $4, ended_at = $5, error = $6, fault = $7, version = version + 1
     WHERE id = $1 AND version = $2";

store::row! {
    struct Taken {
        id: i64,
        address: String,
        name: String,
        language: String,
        subject: String,
        lines: String,
        href: Option<String>,
        attempts: i64,
        created_at: Instant,
        version: i64,
    }
}

/// What the city has set, read once a round.
struct Sender {
    from: Mailbox,
    domain: String,
    city: String,
    public: String,
}

impl Post {
    /// Takes some of the mails that are due and hands them to the mail server.
    ///
    /// # Errors
    /// When the database fails. A mail server that fails is no error: the mails are put off.
    pub async fn round(&mut self) -> Result<Round> {
        let Some(server) = self.server.clone() else {
            return Ok(Round::default());
        };
        if !self.something_is_due().await? {
            return Ok(Round::default());
        }
        let settings = Settings::load(&self.city.db, self.place.clock.today()).await?;
        let Some(sender) = sender(&settings, self.place.city_name) else {
            return Ok(Round::default());
        };
        let transport = match &self.transport {
            Some(transport) => transport.clone(),
            None => self.transport.insert(server.transport()?).clone(),
        };
        let mut round = Round {
            failed: self.give_up().await?,
            ..Round::default()
        };
        // Before any mail is taken: a wrong password is not the fault of the mail that meets it first.
        let fault = match transport.test_connection().await {
            Ok(true) => None,
            Ok(false) => Some("the server closed the connection".to_owned()),
            Err(error) => Some(chain(&error)),
        };
        if let Some(fault) = fault {
            round.put_off = self.is_down(&server, &fault).await?;
            return Ok(round);
        }
        self.is_up(&server);
        for mail in self.take().await? {
            self.send(&transport, &sender, mail, &mut round).await?;
        }
        Ok(round)
    }

    async fn something_is_due(&self) -> Result<bool> {
        let due: Option<i64> = store::read!(&self.city.db, |pool| {
            sqlx::query_scalar(DUE)
                .bind(self.now().to_sqlx())
                .fetch_optional(pool)
                .await
        })?;
        Ok(due.is_some())
    }

    fn now(&self) -> Timestamp {
        self.place.clock.now()
    }

    async fn give_up(&self) -> Result<usize> {
        let error = Sentence::new("flow-mail-error-given-up");
        let mut tx = self.city.db.begin().await?;
        let rows = store::write!(&mut tx, |connection| {
            sqlx::query(GIVE_UP)
                .bind(self.now().to_sqlx())
                .bind((self.now() - LONGEST).to_sqlx())
                .bind(error.json())
                .execute(connection)
                .await
                .map(|done| done.rows_affected())
        })?;
        tx.commit().await?;
        Ok(usize::try_from(rows).unwrap_or(usize::MAX))
    }

    /// The server does not answer: everything that is due waits, longer each time, up to a quarter of an
    /// hour.
    async fn is_down(&mut self, server: &MailServer, fault: &str) -> Result<usize> {
        let now = self.now();
        let pause = SignedDuration::from_secs(30 * (1 << self.failures.min(5)))
            .min(SignedDuration::from_mins(15));
        self.failures += 1;
        // A new transport the next time: the old one may hold broken connections.
        self.transport = None;
        let since = *self.down_since.get_or_insert(now);
        self.tell(server, Some((since, fault.to_owned())));
        tracing::warn!(
            city = self.city.code,
            server = server.place(),
            "mail: {fault}"
        );
        let error = Sentence::new("flow-mail-error-no-server");
        let mut tx = self.city.db.begin().await?;
        let rows = store::write!(&mut tx, |connection| {
            sqlx::query(PUT_OFF)
                .bind(now.to_sqlx())
                .bind((now + pause).to_sqlx())
                .bind(error.json())
                .bind(fault)
                .execute(connection)
                .await
                .map(|done| done.rows_affected())
        })?;
        tx.commit().await?;
        Ok(usize::try_from(rows).unwrap_or(usize::MAX))
    }

    fn is_up(&mut self, server: &MailServer) {
        self.failures = 0;
        self.down_since = None;
        self.tell(server, None);
    }

    fn tell(&self, server: &MailServer, down: Option<(Timestamp, String)>) {
        let state = PostState {
            server: Some(server.place()),
            down,
        };
        self.place.offers.post.set(&self.city, state);
    }

    async fn take(&self) -> Result<Vec<Taken>> {
        let now = self.now();
        let mut tx = self.city.db.begin().await?;
        let taken: Vec<Taken> = store::write!(&mut tx, |connection| {
            sqlx::query_as(TAKE)
                .bind(now.to_sqlx())
                .bind((now + LEASE).to_sqlx())
                .fetch_all(connection)
                .await
        })?;
        tx.commit().await?;
        Ok(taken)
    }

    async fn send(
        &self,
        transport: &Transport,
        sender: &Sender,
        mail: Taken,
        round: &mut Round,
    ) -> Result<()> {
        let message = match self.message(sender, &mail) {
            Ok(message) => message,
            Err(error) => {
                round.failed += 1;
                let told = Sentence::new("flow-mail-error-address");
                return self
                    .not_sent(&mail, None, &told, &format!("{error:#}"))
                    .await;
            }
        };
        match transport.send(message).await {
            Ok(_) => {
                round.sent += 1;
                self.sent(&mail).await
            }
            Err(error) if error.is_permanent() => {
                round.failed += 1;
                let told = Sentence::new("flow-mail-error-refused");
                self.not_sent(&mail, None, &told, &chain(&error)).await
            }
            Err(error) => {
                round.put_off += 1;
                let again = self.now() + crate::jobs::pause(mail.attempts);
                let told = Sentence::new("flow-mail-error-not-now");
                self.not_sent(&mail, Some(again), &told, &chain(&error))
                    .await
            }
        }
    }

    async fn sent(&self, mail: &Taken) -> Result<()> {
        let mut tx = self.city.db.begin().await?;
        store::write!(&mut tx, |connection| {
            sqlx::query(SENT)
                .bind(mail.id)
                .bind(mail.version)
                .bind(self.now().to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        tx.commit().await
    }

    async fn not_sent(
        &self,
        mail: &Taken,
        again: Option<Timestamp>,
        error: &Sentence,
        fault: &str,
    ) -> Result<()> {
        let mut tx = self.city.db.begin().await?;
        store::write!(&mut tx, |connection| {
            sqlx::query(NOT_SENT)
                .bind(mail.id)
                .bind(mail.version)
                .bind(if again.is_some() { "waiting" } else { "failed" })
                .bind(again.map(jiff::Timestamp::to_sqlx))
                .bind(again.is_none().then(|| self.now().to_sqlx()))
                .bind(error.json())
                .bind(fault)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        tx.commit().await
    }

    fn message(&self, sender: &Sender, mail: &Taken) -> Result<Message> {
        let language = Language::of_tag(&mail.language).context("language of a mail")?;
        let lines = Sentence::read_list(&mail.lines);
        let content = Content {
            name: &mail.name,
            subject: &Sentence::read(&mail.subject).context("subject of a mail")?,
            lines: &lines,
            href: mail.href.as_deref(),
            city: &sender.city,
            public: &sender.public,
        };
        let (subject, body) = compose(&content, &self.place.text(language));
        let address = mail.address.parse().context("the address cannot be used")?;
        // The same number for every try, so that a second delivery can be told from a second mail.
        let number = format!(
            "<{}.{}@{}>",
            MailId(mail.id),
            mail.created_at.to_jiff().as_second(),
            sender.domain
        );
        let written = u64::try_from(mail.created_at.to_jiff().as_second()).unwrap_or(0);
        let message = Message::builder()
            .from(sender.from.clone())
            .to(Mailbox::new(Some(mail.name.clone()), address))
            .subject(subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(written))
            .message_id(Some(number))
            .header(AutoSubmitted)
            .header(ContentLanguage(language))
            .singlepart(
                SinglePart::builder()
                    .header(lettre::message::header::ContentType::TEXT_PLAIN)
                    .header(ContentTransferEncoding::Base64)
                    .body(body),
            )?;
        Ok(message)
    }
}

/// The sender as the city has set it; `None` while no mail is to be sent.
fn sender(settings: &Settings, city_name: &Setting<String>) -> Option<Sender> {
    if !settings.get(&MAIL_IS_SENT) {
        return None;
    }
    let from = Address::parse(&settings.get(&MAIL_FROM))?;
    let name = settings.get(&SENDER_NAME);
    let public = settings.get(&PUBLIC_ADDRESS);
    Some(Sender {
        from: Mailbox::new(
            (!name.is_empty()).then_some(name),
            from.as_str().parse().ok()?,
        ),
        domain: from.domain().to_owned(),
        city: settings.get(city_name),
        public: public.trim_end_matches('/').to_owned(),
    })
}

/// An error with its reasons.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(reason) = source {
        let reason_text = reason.to_string();
        if !text.contains(&reason_text) {
            text = format!("{text}: {reason_text}");
        }
        source = reason.source();
    }
    text.chars().take(400).collect()
}

/// `Auto-Submitted: auto-generated`: no absence notice answers it.
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// `Content-Language: ja`.
#[derive(Debug, Clone)]
struct ContentLanguage(Language);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }
    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ContentLanguage(Language::of_tag(text).unwrap_or_default()))
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.tag().to_owned())
    }
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::post due", DUE),
    ("flow::post give up", GIVE_UP),
    ("flow::post put off", PUT_OFF),
    ("flow::post take", TAKE),
    ("flow::post sent", SENT),
    ("flow::post not sent", NOT_SENT),
];
