//! The few requests that are sent to the identity provider.

use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::io::Cursor;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer that are read.
const LONGEST: usize = 1024 * 1024;

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpFault {
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Late,
    #[error("no connection")]
    Connection(#[from] hyper_util::client::legacy::Error),
    #[error("the answer cannot be read: {0}")]
    Body(String),
}

/// Sends requests; follows no redirects.
pub(super) struct Http(Browser);

type Browser = Client<HttpsConnector<HttpConnector>, Full<Cursor<Vec<u8>>>>;

impl Http {
    /// Trusts the machine's certificates, and those of the file: a closed network has its own authority.
    pub(super) fn new(authorities: Option<&Path>) -> Result<Http> {
        let mut roots = RootCertStore::empty();
        let machines = rustls_native_certs::load_native_certs();
        roots.add_parsable_certificates(machines.certs);
        if let Some(file) = authorities {
            let named = || format!("the certificates in {}", file.display());
            for certificate in CertificateDer::pem_file_iter(file).with_context(named)? {
                roots
                    .add(certificate.with_context(named)?)
                    .with_context(named)?;
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(config)
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Http(Client::builder(TokioExecutor::new()).build(connector)))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpFault;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpFault>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let client = self.0.clone();
        Box::pin(async move {
            timeout(PATIENCE, answer(client, request))
                .await
                .map_err(|_| HttpFault::Late)?
        })
    }
}

async fn answer(client: Browser, request: HttpRequest) -> Result<HttpResponse, HttpFault> {
    let request = request.map(|body| Full::new(Cursor::new(body)));
    let (head, body) = client.request(request).await?.into_parts();
    let body = Limited::new(body, LONGEST).collect().await;
    let body = body.map_err(|error| HttpFault::Body(error.to_string()))?;
    Ok(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
}
