//! A mail server for tests: the protocol by `mailin`, the bytes as they come over the wire.

use mail_parser::{Message, MessageParser};
use mailin::response::{INVALID_CREDENTIALS, OK, Response, START_DATA};
use mailin::{Action, AuthMechanism, Handler, Session, SessionBuilder};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What the server got.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub bytes: Vec<u8>,
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
}

/// A server that listens until the test ends.
pub struct Sink {
    pub port: u16,
    received: Arc<Mutex<Vec<Received>>>,
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
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let clerk = Clerk {
                    manners: manners.clone(),
                    received: Arc::clone(&kept),
                    ..Clerk::default()
                };
                std::thread::spawn(move || serve(&stream, clerk));
            }
        });
        Sink { port, received }
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

fn serve(stream: &TcpStream, clerk: Clerk) {
    let mut builder = SessionBuilder::new("sink.example");
    if clerk.manners.login.is_some() {
        builder.enable_auth(AuthMechanism::Plain);
        builder.insecure_enable_plaintext_auth();
    }
    let mut session: Session<Clerk> = builder.build(stream.peer_addr().unwrap().ip(), clerk);
    let mut out = stream;
    let mut lines = BufReader::new(stream);
    if answer(&mut out, &session.greeting()).is_err() {
        return;
    }
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
        let response = session.process(&line);
        line.clear();
        let done = response.action == Action::Close;
        if response.action != Action::NoReply && answer(&mut out, &response).is_err() || done {
            return;
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
}

impl Handler for Clerk {
    fn mail(&mut self, _: std::net::IpAddr, _: &str, from: &str) -> Response {
        if self.manners.login.is_some() && !self.signed_in {
            return mailin::response::AUTHENTICATION_REQUIRED;
        }
        self.mail = Received {
            from: from.to_owned(),
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
