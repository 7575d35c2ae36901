//! The HTTP service: every route of the registry inside the layers that all of them share.

use anyhow::{Context, Result};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use registry::Registry;
use screen::visit::Visit;
use screen::{Gate, PageError, Problem, Site};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::{Cities, Clock, Ids};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// What differs between a city's service and the demonstration.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    /// Where "now" comes from.
    pub clock: Clock,
    /// Keys, identity providers and what slows guessing down.
    pub doors: accounts::Doors,
    /// Whether cookies go over HTTPS only.
    pub https: bool,
    /// Whether the component page is shown.
    pub development: bool,
    /// Whether pages say that this is the demonstration.
    pub demo: bool,
}

/// No page takes this long; an import of the largest workbook allowed takes a few seconds.
const LONGEST: Duration = Duration::from_mins(1);

/// The program's state for the given cities.
///
/// # Errors
/// When the registry contradicts itself.
pub fn site(registry: &Registry, cities: Cities, circumstances: Circumstances) -> Result<Site> {
    Ok(Site {
        cities,
        ids: Ids::random(circumstances.clock.clone()),
        doors: circumstances.doors,
        clock: circumstances.clock,
        words: registry.words()?,
        navigation: Arc::new(registry.navigation()),
        figures: registry.figures()?,
        todos: Arc::new(registry.todos()),
        offers: registry.offers(),
        acts: Arc::new(registry.acts()),
        settings: Arc::new(registry.settings()),
        https: circumstances.https,
        development: circumstances.development,
        demo: circumstances.demo,
    })
}

/// The whole service.
pub fn router(registry: &Registry, site: Site) -> Router {
    let (_, routes) = registry.routes().finish();
    let pages = routes
        .fallback(async || PageError::NotFound)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(site.clone(), screen::visit::visit))
        .layer(Extension(Gate(api::recognise)))
        .with_state(site);
    Router::new()
        .merge(screen::assets::router())
        .merge(pages)
        .layer(CompressionLayer::new())
        .layer(from_fn(screen::same_origin))
        .layer(from_fn(screen::security_headers))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST,
        ))
        .layer(CatchPanicLayer::new())
}

/// Pages say nothing of methods; programs are told.
async fn wrong_method(visit: Option<Extension<Visit>>) -> Response {
    match visit {
        Some(Extension(visit)) if visit.uri.path().starts_with("/api/") => {
            Problem::wrong_method(&visit.text).into_response()
        }
        _ => PageError::NotFound.into_response(),
    }
}

/// Serves until the process is told to stop; requests under way are finished first.
///
/// # Errors
/// When the address is taken or may not be used.
pub async fn serve(
    router: Router,
    listen: SocketAddr,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| {
            format!("{listen} cannot be listened on; another program may be using the port")
        })?;
    ready(listener.local_addr()?);
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stop())
    .await?;
    Ok(())
}

async fn stop() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
