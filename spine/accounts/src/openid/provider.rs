//! The conversation with the identity provider, by the `openidconnect` crate: discovery, the way there, the
//! code, the token and its signature.

use super::http::Http;
use super::{Lie, ProviderRefusal};
use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::Mutex;

/// How an identity provider is reached, and what it says about people.
#[derive(Debug, Clone)]
pub struct ProviderConfig {
    /// The issuer's address.
    pub issuer: String,
    /// What the provider calls this program.
    pub client: String,
    /// The secret agreed with it; `None` where it asks for none.
    pub secret: Option<String>,
    /// The claim that says whose account it is.
    pub claim: String,
    /// What the claim holds.
    pub matching: Matching,
    /// Certificates of a closed network's own authority.
    pub authorities: Option<PathBuf>,
    /// The name on the button of the sign-in page; empty for a general one.
    pub name: String,
}

/// What the provider's claim holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// The staff number.
    StaffNumber,
    /// The login name.
    Login,
}

/// How long what the provider says about itself is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// Between showing who one is and the token.
const RECENT: i64 = 300;

/// An identity provider.
pub struct Provider {
    issuer: IssuerUrl,
    client: ClientId,
    secret: Option<ClientSecret>,
    claim: String,
    matching: Matching,
    name: String,
    http: Http,
    known: Mutex<Option<(Timestamp, CoreProviderMetadata)>>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({})", self.issuer.as_str())
    }
}

/// Claims beside the standard ones.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Further(BTreeMap<String, Value>);
impl AdditionalClaims for Further {}

type Fields = IdTokenFields<
    Further,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type ThisClient<A, B, C, D, E, F> = Client<
    Further,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    A,
    B,
    C,
    D,
    E,
    F,
>;

/// Signatures that are believed: those that only the provider can make. Not `none`, and none with a secret
/// that both know.
const SIGNATURES: [CoreJwsSigningAlgorithm; 10] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EcdsaP521Sha512,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What is sent along to the provider and kept meanwhile.
pub(super) struct Errand {
    pub url: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// Whom the provider names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub subject: String,
    /// What the claim says that accounts are found by.
    pub claim: Option<String>,
}

/// What came back, and what is known of the errand.
pub(super) struct Return<'a> {
    pub code: &'a str,
    pub nonce: &'a str,
    pub verifier: &'a str,
    pub redirect: &'a str,
    /// Whether the person had to show anew who they are.
    pub renewal: bool,
}

impl Provider {
    /// A provider by its configuration; nothing is asked of it yet.
    ///
    /// # Errors
    /// When the issuer is no address, or neither encrypted nor on this machine, or a file of certificates
    /// cannot be read.
    pub fn new(config: ProviderConfig) -> Result<Provider> {
        let issuer =
            IssuerUrl::new(config.issuer).context("the issuer of the identity provider")?;
        let local = matches!(
            issuer.url().host_str(),
            Some("localhost" | "127.0.0.1" | "[::1]")
        );
        ensure!(
            issuer.url().scheme() == "https" || local,
            "the identity provider {} must be reached by https",
            issuer.as_str()
        );
        Ok(Provider {
            issuer,
            client: ClientId::new(config.client),
            secret: config.secret.map(ClientSecret::new),
            claim: config.claim,
            matching: config.matching,
            name: config.name,
            http: Http::new(config.authorities.as_deref())?,
            known: Mutex::new(None),
        })
    }

    /// The issuer's address.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// The name on the button of the sign-in page; empty for a general one.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) const fn matching(&self) -> Matching {
        self.matching
    }

    /// What the provider says about itself, with its keys; asked again after an hour.
    async fn metadata(&self, now: Timestamp) -> Result<CoreProviderMetadata, ProviderRefusal> {
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = known.as_ref()
            && now.duration_since(*at).abs() < KEPT
        {
            return Ok(metadata.clone());
        }
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        match found {
            Ok(metadata) => {
                *known = Some((now, metadata.clone()));
                Ok(metadata)
            }
            Err(error) => {
                tracing::warn!("{self:?} does not say how it is reached: {}", chain(&error));
                Err(ProviderRefusal::Unreachable)
            }
        }
    }

    /// The way to the provider.
    pub(super) async fn errand(
        &self,
        now: Timestamp,
        redirect: &str,
        renewal: bool,
    ) -> Result<Errand, ProviderRefusal> {
        let client = ThisClient::from_provider_metadata(
            self.metadata(now).await?,
            self.client.clone(),
            self.secret.clone(),
        )
        .set_redirect_uri(redirect_url(redirect)?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge);
        if renewal {
            request = request
                .add_prompt(CoreAuthPrompt::Login)
                .set_max_age(Duration::ZERO);
        }
        let (url, state, nonce) = request.url();
        Ok(Errand {
            url: url.to_string(),
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
        })
    }

    /// Whom the provider names in exchange for the code. A key that is not known yet is asked for once.
    pub(super) async fn named(
        &self,
        now: Timestamp,
        back: &Return<'_>,
    ) -> Result<Named, ProviderRefusal> {
        let metadata = self.metadata(now).await?;
        let client =
            ThisClient::from_provider_metadata(metadata, self.client.clone(), self.secret.clone())
                .set_redirect_uri(redirect_url(back.redirect)?);
        let answer = client
            .exchange_code(AuthorizationCode::new(back.code.to_owned()))
            .map_err(|_| ProviderRefusal::Unreachable)?
            .set_pkce_verifier(PkceCodeVerifier::new(back.verifier.to_owned()))
            .request_async(&self.http)
            .await
            .map_err(|error| {
                tracing::warn!("{self:?} gives no token: {}", chain(&error));
                match error {
                    RequestTokenError::ServerResponse(_) => ProviderRefusal::CodeRefused,
                    RequestTokenError::Parse(..) => ProviderRefusal::Lie(Lie::Unreadable),
                    _ => ProviderRefusal::Unreachable,
                }
            })?;
        let token = answer
            .extra_fields()
            .id_token()
            .ok_or(ProviderRefusal::Lie(Lie::NoToken))?;
        let nonce = Nonce::new(back.nonce.to_owned());
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES);
        let mut claims = token.claims(&verifier, &nonce).cloned();
        if let Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        )) = &claims
        {
            *self.known.lock().await = None;
            let fresh = ThisClient::<_, _, _, _, _, _>::from_provider_metadata(
                self.metadata(now).await?,
                self.client.clone(),
                self.secret.clone(),
            );
            let verifier = fresh.id_token_verifier().set_allowed_algs(SIGNATURES);
            claims = token.claims(&verifier, &nonce).cloned();
        }
        let claims = claims.map_err(|error| {
            tracing::warn!("{self:?} is not believed: {}", chain(&error));
            ProviderRefusal::Lie(lie(&error))
        })?;
        if back.renewal {
            let waited = claims
                .auth_time()
                .map(|at| claims.issue_time().timestamp() - at.timestamp());
            if waited.is_none_or(|seconds| seconds > RECENT) {
                return Err(ProviderRefusal::Lie(Lie::NotRenewed));
            }
        }
        let all = serde_json::to_value(&claims).unwrap_or_default();
        let claim = match all.get(&self.claim) {
            Some(Value::String(text)) => Some(text.trim().to_owned()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        Ok(Named {
            subject: claims.subject().to_string(),
            claim: claim.filter(|text| !text.is_empty()),
        })
    }
}

fn redirect_url(address: &str) -> Result<RedirectUrl, ProviderRefusal> {
    RedirectUrl::new(address.to_owned()).map_err(|_| ProviderRefusal::Unreachable)
}

fn lie(error: &ClaimsVerificationError) -> Lie {
    match error {
        ClaimsVerificationError::Expired(_) => Lie::Expired,
        ClaimsVerificationError::InvalidAudience(_) => Lie::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => Lie::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => Lie::Nonce,
        ClaimsVerificationError::SignatureVerification(_) => Lie::Signature,
        _ => Lie::Unreadable,
    }
}

/// An error with all its causes, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}
