//! A small identity provider that says what a test tells it to.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use openidconnect::core::{CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

/// Keys for these tests, which open nothing anywhere.
const KEYS: [&str; 2] = [include_str!("key.pem"), include_str!("other-key.pem")];

/// How a token is signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    Right,
    Changed,
    OtherKey,
    None,
    Secret,
}

/// What the provider says about somebody.
#[derive(Clone)]
pub struct Claims {
    fields: Map<String, Value>,
    pub signature: Signature,
}

impl Claims {
    pub fn set(&mut self, name: &str, value: &str) {
        self.fields.insert(name.to_owned(), value.into());
    }

    pub fn drop(&mut self, name: &str) {
        self.fields.remove(name);
    }

    /// Makes everything older.
    pub fn age(&mut self, seconds: i64) {
        for name in ["iat", "exp", "auth_time"] {
            let older = self.fields[name].as_i64().unwrap() - seconds;
            self.fields.insert(name.to_owned(), older.into());
        }
    }
}

#[derive(Default)]
struct Inner {
    says: Option<Claims>,
    received: String,
    refuses: bool,
    /// Which of the keys the provider has.
    key: usize,
}

#[derive(Clone)]
struct Shared {
    issuer: String,
    inner: Arc<Mutex<Inner>>,
}

/// The provider.
pub struct Liar {
    pub issuer: String,
    inner: Arc<Mutex<Inner>>,
    served: JoinHandle<()>,
}

fn key(number: usize) -> CoreRsaPrivateSigningKey {
    let id = JsonWebKeyId::new(format!("key-{number}"));
    CoreRsaPrivateSigningKey::from_pem(KEYS[number], Some(id)).unwrap()
}

impl Liar {
    pub async fn start() -> Liar {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let inner = Arc::new(Mutex::new(Inner::default()));
        let shared = Shared {
            issuer: issuer.clone(),
            inner: Arc::clone(&inner),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .with_state(shared);
        let served = tokio::spawn(async move {
            axum::serve(listener, router).await.unwrap();
        });
        Liar {
            issuer,
            inner,
            served,
        }
    }

    /// What an honest provider says about 緑野 花子, at this very moment of the machine.
    pub fn truth(&self, nonce: &str) -> Claims {
        let now = store::Clock::system().now().as_second();
        let fields = json!({
            "iss": self.issuer, "aud": "hagukumi", "sub": "hanako", "nonce": nonce,
            "iat": now, "exp": now + 600, "auth_time": now, "staff_no": "00001",
        });
        Claims {
            fields: fields.as_object().unwrap().clone(),
            signature: Signature::Right,
        }
    }

    pub fn say(&self, claims: Claims) {
        self.inner.lock().unwrap().says = Some(claims);
    }

    pub fn refuse(&self) {
        self.inner.lock().unwrap().refuses = true;
    }

    pub fn change_key(&self) {
        self.inner.lock().unwrap().key = 1;
    }

    /// The last request for a token.
    pub fn received(&self) -> String {
        self.inner.lock().unwrap().received.clone()
    }

    pub fn stop(&self) {
        self.served.abort();
    }
}

async fn about(State(shared): State<Shared>) -> Json<Value> {
    let issuer = &shared.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
    }))
}

async fn keys(State(shared): State<Shared>) -> Json<Value> {
    let number = shared.inner.lock().unwrap().key;
    let public = serde_json::to_value(key(number).as_verification_key()).unwrap();
    Json(json!({ "keys": [public] }))
}

async fn token(State(shared): State<Shared>, body: String) -> (StatusCode, Json<Value>) {
    let mut inner = shared.inner.lock().unwrap();
    inner.received = body;
    if inner.refuses {
        let refused = json!({ "error": "invalid_grant" });
        return (StatusCode::BAD_REQUEST, Json(refused));
    }
    let claims = inner.says.clone().unwrap();
    let answer = json!({
        "access_token": "for nothing",
        "token_type": "Bearer",
        "id_token": signed(&claims, inner.key),
    });
    (StatusCode::OK, Json(answer))
}

fn signed(claims: &Claims, number: usize) -> String {
    let (alg, id) = match claims.signature {
        Signature::None => ("none", number),
        Signature::Secret => ("HS256", number),
        _ => ("RS256", number),
    };
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let head = part(&json!({ "alg": alg, "kid": format!("key-{id}") }));
    let body = part(&Value::Object(claims.fields.clone()));
    let message = format!("{head}.{body}");
    let by_key = |number: usize| {
        let alg = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
        key(number).sign(&alg, message.as_bytes()).unwrap()
    };
    let signature = match claims.signature {
        Signature::Right => by_key(number),
        Signature::OtherKey => by_key(1 - number),
        Signature::Changed => {
            let mut signature = by_key(number);
            signature[17] ^= 1;
            signature
        }
        Signature::None => Vec::new(),
        Signature::Secret => {
            let mut mac = Hmac::<Sha256>::new_from_slice(b"agreed secret").unwrap();
            mac.update(message.as_bytes());
            mac.finalize().into_bytes().to_vec()
        }
    };
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}
