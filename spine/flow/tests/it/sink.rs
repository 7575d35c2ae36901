//! A mail server for tests: the protocol by `mailin`, the bytes as they come over the wire.

use crate::certificates::Papers;
use mail_parser::{Message, MessageParser};
use mailin::response::{INVALID_CREDENTIALS, OK, Response, START_DATA};
use mailin::{Action, AuthMechanism, Handler, Session, SessionBuilder};
use rustls::{ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What the server got.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub bytes: Vec<u8>,
    /// Whether it came by an encrypted connection.
    pub encrypted: bool,
}

impl Received {
    /// As an independent reader reads it.
    pub fn message(&self) -> Message<'_> {
        MessageParser::default().parse(&self.bytes).unwrap()
    }

    pub fn subject(&self) -> String {
        self.message().subject().unwrap().to_owned()
    }

    pub fn text(&self) -> String {
        self.message().body_text(0).unwrap().into_owned()
    }
}

/// How the server behaves.
#[derive(Debug, Clone, Default)]
pub struct Manners {
    /// User and password that it wants.
    pub login: Option<(String, String)>,
    /// Beginnings of addresses that it refuses for ever, and for the moment.
    pub unknown: Option<&'static str>,
    pub full: Option<&'static str>,
    /// How it encrypts, with its certificate; not at all without.
    pub secret: Option<(Secret, Papers)>,
}

/// How a server encrypts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// When it is asked to (STARTTLS).
    OnRequest,
    /// From the beginning.
    FromTheBeginning,
}

/// A server that listens until the test ends.
pub struct Sink {
    pub port: u16,
    received: Arc<Mutex<Vec<Received>>>,
    told: Arc<AtomicBool>,
}

impl Sink {
    pub fn open(manners: Manners) -> Sink {
        Sink::at(0, manners)
    }

    pub fn at(port: u16, manners: Manners) -> Sink {
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&received);
        let told = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&told);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let clerk = Clerk {
                    manners: manners.clone(),
                    received: Arc::clone(&kept),
                    told: Arc::clone(&heard),
                    ..Clerk::default()
                };
                std::thread::spawn(move || serve(stream, clerk));
            }
        });
        Sink {
            port,
            received,
            told,
        }
    }

    /// Whether a client has said a password.
    pub fn was_told_a_password(&self) -> bool {
        self.told.load(Ordering::SeqCst)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

/// A port that nobody listens on.
pub fn closed_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// A connection, encrypted or not.
enum Wire {
    Open(TcpStream),
    Secret(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    fn encrypted(self, papers: &Papers) -> Wire {
        let Wire::Open(stream) = self else {
            return self;
        };
        let connection = ServerConnection::new(papers.server()).unwrap();
        Wire::Secret(Box::new(StreamOwned::new(connection, stream)))
    }

    /// Byte by byte: nothing of what follows a STARTTLS is read before it is decrypted.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        let mut byte = [0];
        while !line.ends_with(b"\n") {
            let read = match self {
                Wire::Open(stream) => stream.read(&mut byte),
                Wire::Secret(stream) => stream.read(&mut byte),
            };
            if !read.is_ok_and(|n| n == 1) {
                return None;
            }
            line.push(byte[0]);
        }
        Some(line)
    }

    fn answer(&mut self, response: &Response) -> std::io::Result<()> {
        match self {
            Wire::Open(stream) => answer(stream, response),
            Wire::Secret(stream) => answer(stream, response),
        }
    }
}

fn serve(stream: TcpStream, clerk: Clerk) {
    let address = stream.peer_addr().unwrap().ip();
    let secret = clerk.manners.secret.clone();
    let mut builder = SessionBuilder::new("sink.example");
    if clerk.manners.login.is_some() {
        builder.enable_auth(AuthMechanism::Plain);
        if secret.is_none() {
            builder.insecure_enable_plaintext_auth();
        }
    }
    let encrypted = Arc::clone(&clerk.encrypted);
    let mut wire = Wire::Open(stream);
    let mut at_once = false;
    match &secret {
        Some((Secret::OnRequest, _)) => {
            builder.enable_start_tls();
        }
        Some((Secret::FromTheBeginning, papers)) => {
            wire = wire.encrypted(papers);
            at_once = true;
        }
        None => {}
    }
    let mut session: Session<Clerk> = builder.build(address, clerk);
    if at_once {
        session.tls_active();
        encrypted.store(true, Ordering::SeqCst);
    }
    if wire.answer(&session.greeting()).is_err() {
        return;
    }
    while let Some(line) = wire.line() {
        let response = session.process(&line);
        if response.action != Action::NoReply && wire.answer(&response).is_err() {
            return;
        }
        match (&response.action, &secret) {
            (Action::Close, _) => return,
            (Action::UpgradeTls, Some((_, papers))) => {
                wire = wire.encrypted(papers);
                session.tls_active();
                encrypted.store(true, Ordering::SeqCst);
            }
            _ => {}
        }
    }
}

fn answer(out: &mut impl Write, response: &Response) -> std::io::Result<()> {
    response.write_to(&mut &mut *out)?;
    out.flush()
}

#[derive(Default)]
struct Clerk {
    manners: Manners,
    signed_in: bool,
    mail: Received,
    received: Arc<Mutex<Vec<Received>>>,
    told: Arc<AtomicBool>,
    encrypted: Arc<AtomicBool>,
}

impl Handler for Clerk {
    fn mail(&mut self, _: std::net::IpAddr, _: &str, from: &str) -> Response {
        if self.manners.login.is_some() && !self.signed_in {
            return mailin::response::AUTHENTICATION_REQUIRED;
        }
        self.mail = Received {
            from: from.to_owned(),
            encrypted: self.encrypted.load(Ordering::SeqCst),
            ..Received::default()
        };
        OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        let begins = |with: Option<&str>| with.is_some_and(|with| to.starts_with(with));
        if begins(self.manners.unknown) {
            return mailin::response::NO_MAILBOX;
        }
        if begins(self.manners.full) {
            return mailin::response::OUT_OF_SPACE;
        }
        self.mail.to.push(to.to_owned());
        OK
    }

    fn data_start(&mut self, _: &str, _: &str, _: bool, _: &[String]) -> Response {
        START_DATA
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.mail.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.received.lock().unwrap().push(self.mail.clone());
        OK
    }

    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        self.told.store(true, Ordering::SeqCst);
        let right = self
            .manners
            .login
            .as_ref()
            .is_some_and(|(name, secret)| name == user && secret == password);
        self.signed_in = right;
        if right {
            mailin::response::AUTH_OK
        } else {
            INVALID_CREDENTIALS
        }
    }
}
