//! Which rule of the tables a statement broke.

/// A named `CHECK`, `UNIQUE` or foreign-key rule refused a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The rule's name as the schema gives it; SQLite names `UNIQUE` rules by `table.column`.
    pub rule: String,
}

/// Finds the broken rule in an error. PostgreSQL reports its name, SQLite only writes it in the message.
#[must_use]
pub fn refused(error: &anyhow::Error) -> Option<Refused> {
    let database = error.chain().find_map(|cause| {
        cause.downcast_ref::<sqlx::Error>().and_then(|error| error.as_database_error())
    })?;
    if let Some(rule) = database.constraint() {
        return Some(Refused { rule: rule.to_owned() });
    }
    let (_, rule) = database.message().split_once("constraint failed: ")?;
    Some(Refused { rule: rule.trim().to_owned() })
}
