//! Routes (決裁経路): who decides about which applications, as records with days.

mod definitions;
mod office;
mod preview;
mod records;
mod rules;

pub(crate) use definitions::routes_for;
pub use definitions::{add_route, end_route, route, routes};
pub(crate) use office::{Person, person};
pub use preview::{Preview, preview};
pub use records::{
    BUILT_IN, FixedStep, Level, Moved, NewRoute, Route, RouteId, RouteStep, Who, may_decide,
};
pub(crate) use rules::{Office, Sitter, choose, fix, next_above, steps_of};

pub(crate) const QUERIES: [&[(&str, &str)]; 2] = [definitions::QUERIES, office::QUERIES];
