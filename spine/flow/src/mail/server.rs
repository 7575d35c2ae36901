//! The mail server of a city.

use anyhow::{Context, Result};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::time::Duration;

/// How the connection to the mail server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Security {
    /// Not at all: a server in the same machine room.
    None,
    /// Begins in the open and is encrypted before anything is said (port 587).
    #[default]
    StartTls,
    /// Encrypted from the beginning (port 465).
    Tls,
}

/// The mail server that takes the city's mail (SMTP).
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept secret.
    pub security: Security,
    /// User and password, where it asks for them.
    pub login: Option<(String, String)>,
    /// The certificate of the city's own authority, as PEM, where the machine does not know it.
    pub authority: Option<Vec<u8>>,
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailServer({}:{})", self.host, self.port)
    }
}

/// How long the server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) type Transport = AsyncSmtpTransport<Tokio1Executor>;

impl MailServer {
    /// A server without encryption or password.
    #[must_use]
    pub fn plain(host: &str, port: u16) -> MailServer {
        MailServer {
            host: host.to_owned(),
            port,
            security: Security::None,
            login: None,
            authority: None,
        }
    }

    /// `mail.city.example.jp:587`, for pages and the log.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// A transport that connects when something is sent.
    pub(super) fn transport(&self) -> Result<Transport> {
        let tls = match self.security {
            Security::None => Tls::None,
            Security::StartTls => Tls::Required(self.parameters()?),
            Security::Tls => Tls::Wrapper(self.parameters()?),
        };
        let mut builder = Transport::builder_dangerous(&self.host)
            .port(self.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(2).idle_timeout(PATIENCE));
        if let Some((user, password)) = &self.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(builder.build())
    }

    fn parameters(&self) -> Result<TlsParameters> {
        let mut builder = TlsParameters::builder(self.host.clone());
        if let Some(pem) = &self.authority {
            let authority = Certificate::from_pem(pem)
                .context("the certificate of the mail server's authority cannot be read")?;
            builder = builder.add_root_certificate(authority);
        }
        builder
            .build_rustls()
            .context("encryption for the mail server cannot be set up")
    }
}
