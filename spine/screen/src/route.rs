//! Routes that can only be mounted with a permission.

use crate::error::PageError;
use crate::site::Site;
use crate::visit::Visit;
use access::{Action, Allowed, Kind, Permission};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::handler::Handler;
use axum::http::Method;
use axum::http::request::Parts;
use axum::routing::{MethodFilter, MethodRouter, on};
use std::ops::Deref;

/// The first argument of every handler: the visitor's permission, and everything about the visit.
#[derive(Clone)]
pub struct May<P: Permission> {
    /// Proof of the permission, to be handed to the acts.
    pub allowed: Allowed<P>,
    visit: Visit,
}

impl<P: Permission> Deref for May<P> {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl<P: Permission> FromRequestParts<Site> for May<P> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<May<P>, PageError> {
        let visit =
            parts.extensions.get::<Visit>().cloned().ok_or_else(|| {
                PageError::Fault(anyhow::anyhow!("a route outside the visit layer"))
            })?;
        let allowed = Allowed::ask(visit.actor.clone())?;
        Ok(May { allowed, visit })
    }
}

/// Implemented for the argument lists of handlers whose first argument is [`May`].
pub trait Guarded {
    /// The permission asked for.
    type Permission: Permission;
}

macro_rules! guarded {
    ($($argument:ident),*) => {
        impl<M, P: Permission, $($argument),*> Guarded for (M, May<P>, $($argument,)*) {
            type Permission = P;
        }
    };
}
guarded!();
guarded!(A);
guarded!(A, B);
guarded!(A, B, C);
guarded!(A, B, C, D);
guarded!(A, B, C, D, E);

/// One row of the table of routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteEntry {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// What is done.
    pub action: Action,
    /// With what.
    pub kind: Kind,
}

/// The routes of one crate, with the table of what they ask for.
#[derive(Default)]
pub struct Routes {
    router: Router<Site>,
    table: Vec<RouteEntry>,
}

impl Routes {
    /// No routes.
    #[must_use]
    pub fn new() -> Routes {
        Routes::default()
    }

    /// A page or a file.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: Guarded + 'static,
    {
        self.add::<T>(Method::GET, path, on(MethodFilter::GET, handler))
    }

    /// An act.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: Guarded + 'static,
    {
        self.add::<T>(Method::POST, path, on(MethodFilter::POST, handler))
    }

    /// An act that takes a file of up to the given number of bytes.
    #[must_use]
    pub fn upload<H, T>(self, path: &'static str, limit: usize, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: Guarded + 'static,
    {
        let route = on(MethodFilter::POST, handler).layer(DefaultBodyLimit::max(limit));
        self.add::<T>(Method::POST, path, route)
    }

    fn add<T: Guarded>(
        mut self,
        method: Method,
        path: &'static str,
        route: MethodRouter<Site>,
    ) -> Routes {
        self.router = self.router.route(path, route);
        let (action, kind) = (T::Permission::ACTION, T::Permission::KIND);
        self.table.push(RouteEntry {
            method,
            path,
            action,
            kind,
        });
        self
    }

    /// Joins the routes of two crates.
    #[must_use]
    pub fn merge(mut self, other: Routes) -> Routes {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// The table of all routes, and the router to serve them.
    pub fn finish(self) -> (Vec<RouteEntry>, Router<Site>) {
        (self.table, self.router)
    }
}
