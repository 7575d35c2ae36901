//! The policy written out.

use crate::actor::{Role, Roles};
use crate::{Action, Kind, Relation, decide};
use std::fmt::Write;

/// Every kind × action × relation with the roles that may: the form in which the policy is reviewed.
#[must_use]
pub fn matrix() -> String {
    let mut out = String::from(
        "# kind action relation: everyone, or the roles that may (generated; do not edit)\n",
    );
    for kind in Kind::ALL {
        for action in Action::ALL {
            for relation in Relation::ALL {
                let who = allowed(action, kind, relation);
                let _ = writeln!(out, "{kind:?} {action:?} {relation:?}: {who}");
            }
        }
    }
    out
}

fn allowed(action: Action, kind: Kind, relation: Relation) -> String {
    if decide(Roles::NONE, action, kind, relation) {
        return "everyone".to_owned();
    }
    let roles: Vec<&str> = Role::ALL
        .into_iter()
        .filter(|role| decide(Roles::NONE.with(*role), action, kind, relation))
        .map(Role::name)
        .collect();
    if roles.is_empty() {
        "–".to_owned()
    } else {
        roles.join(" ")
    }
}
