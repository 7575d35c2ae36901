//! The interface for other programs: people, units, plan and figures as JSON.
//!
//! A program is a *client* with scopes; it shows a token with every request ([`recognise`]). Handlers take
//! `May<ReadApi>` like every handler, and then a [`reader::Reader`], which asks for the scope, slows a client
//! down that asks too much, tells the journal once a day, and answers with an entity tag. The description
//! (OpenAPI 3.1) stands beside the types that it describes, in [`description`]; a test compares the two.

mod acts;
mod clients;
mod description;
mod gate;
mod limiter;
mod pages;
mod query;
mod reader;
mod resources;
mod scope;

pub use acts::{
    ClientRefusal, Made, NewClient, close_client, make_client, make_token, revoke_token,
};
pub use clients::{Client, ClientId, Token, TokenId, client, clients};
pub use description::description;
pub use gate::recognise;
pub use scope::Scope;

use registry::Module;
use screen::Routes;
use settings::{About, Declaration, Setting};

/// What this crate brings to the program.
#[must_use]
pub fn module() -> Module {
    Module {
        words: Some(words::source!()),
        schema: Some(SCHEMA),
        queries: QUERIES,
        routes,
        settings: SETTINGS,
        acts: acts::ACTS,
        ..Module::new("api")
    }
}

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "api",
    block: 8,
    files: &[(1, "clients", include_str!("../schema/0001_clients.sql"))],
    large: &["api_reads"],
};

/// Requests that a client may make in a minute.
const PER_MINUTE: Setting<i64> = Setting::number(
    About {
        key: "api-per-minute",
        group: "api-settings",
        title_key: "api-settings-per-minute",
        hint_key: "api-settings-per-minute-hint",
    },
    1200,
    10,
    100_000,
);

/// What is set about the interface.
const SETTINGS: &[&Declaration] = &[&PER_MINUTE.declaration];

/// The queries of this crate by name.
const QUERIES: &[(&str, &str)] = &[
    ("api clients", clients::CLIENTS),
    ("api client", clients::CLIENT),
    ("api tokens of clients", clients::TOKENS),
    ("api insert client", clients::INSERT_CLIENT),
    ("api insert token", clients::INSERT_TOKEN),
    ("api revoke token", clients::REVOKE_TOKEN),
    ("api close client", clients::CLOSE_CLIENT),
    ("api recognise", clients::RECOGNISE),
    ("api used", clients::USED),
    ("api read before", clients::READ_BEFORE),
    ("api note read", clients::NOTE_READ),
    ("api people", resources::people::ALL),
    ("api people of units", resources::people::OF_UNITS),
    ("api private records", resources::people::PRIVATE),
    ("api appointments", resources::people::APPOINTMENTS),
    ("api unit codes", resources::units::CODES),
];

fn routes() -> Routes {
    use resources::{figures, people, plans, units};
    Routes::new()
        .get("/admin/api-clients", pages::list)
        .get("/admin/api-clients/new", pages::new_form)
        .post("/admin/api-clients/new", pages::create)
        .get("/admin/api-clients/{client}", pages::show)
        .post("/admin/api-clients/{client}/tokens", pages::add_token)
        .post(
            "/admin/api-clients/{client}/tokens/{api_token}/revoke",
            pages::revoke,
        )
        .post("/admin/api-clients/{client}/close", pages::close)
        .get("/api/v1/openapi.json", description::serve)
        .get("/api/v1/people", people::list)
        .get("/api/v1/people/{person}", people::one)
        .get("/api/v1/units", units::list)
        .get("/api/v1/units/{unit}", units::one)
        .get("/api/v1/plans", plans::list)
        .get("/api/v1/plans/{plan}", plans::one)
        .get("/api/v1/plans/{plan}/nodes", plans::nodes)
        .get("/api/v1/plans/{plan}/programs", plans::programs)
        .get(
            "/api/v1/plans/{plan}/programs/{part}/{program}",
            plans::program,
        )
        .get("/api/v1/figures", figures::list)
        .get("/api/v1/figures/{figure}/{year}", figures::one)
}
