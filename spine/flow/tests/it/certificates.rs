//! An authority of a city's own and the certificate of its mail server, made anew for every test.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;

/// What a server needs to encrypt, and what its clients need to trust it.
#[derive(Debug, Clone)]
pub struct Papers {
    /// The authority's certificate, as PEM.
    pub authority: Vec<u8>,
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Papers {
    /// Papers for a server of the name or address.
    pub fn of(name: &str) -> Papers {
        let authority_key = KeyPair::generate().unwrap();
        let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = authority.self_signed(&authority_key).unwrap().pem();
        let issuer = Issuer::new(authority, authority_key);
        let key = KeyPair::generate().unwrap();
        let server = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = server.signed_by(&key, &issuer).unwrap();
        Papers {
            authority: pem.into_bytes(),
            certificate: certificate.der().clone(),
            key: key.serialize_der(),
        }
    }

    /// The server's side of a connection.
    pub fn server(&self) -> Arc<ServerConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.clone()));
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], key)
            .unwrap();
        Arc::new(config)
    }
}
