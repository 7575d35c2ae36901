//! Which rule of the tables a statement broke.

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::postgres::PgDatabaseError;

/// A `CHECK`, `UNIQUE`, foreign-key or `NOT NULL` rule refused a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The rule as the database reports it.
    ///
    /// A `CHECK` rule has its name on both. A `UNIQUE` rule has its name on PostgreSQL and its columns
    /// (`units.code, units.name`) on SQLite: ask with [`Refused::breaks`]. A foreign key has its name
    /// on PostgreSQL and is `FOREIGN KEY` on SQLite. A `NOT NULL` rule is `units.name` on both.
    pub rule: String,
}

impl Refused {
    /// Whether the broken rule is the one of the name, or the `UNIQUE` rule over exactly the columns,
    /// which are written as SQLite reports them: `units.code` or `units.code, units.name`.
    #[must_use]
    pub fn breaks(&self, name: &str, columns: &str) -> bool {
        self.rule == name || self.rule == columns
    }
}

/// Finds the broken rule in an error; `None` when the error is of another kind.
#[must_use]
pub fn refused(error: &anyhow::Error) -> Option<Refused> {
    let database = error.chain().find_map(|cause| {
        cause
            .downcast_ref::<sqlx::Error>()
            .and_then(|error| error.as_database_error())
    })?;
    let rule = match database.try_downcast_ref::<PgDatabaseError>() {
        Some(postgres) => rule_of_postgres(postgres)?,
        None => rule_of_sqlite(database)?,
    };
    Some(Refused { rule })
}

fn rule_of_postgres(error: &PgDatabaseError) -> Option<String> {
    match (error.constraint(), error.kind()) {
        (Some(rule), _) => Some(rule.to_owned()),
        (None, ErrorKind::NotNullViolation) => {
            Some(format!("{}.{}", error.table()?, error.column()?))
        }
        (None, _) => None,
    }
}

/// SQLite writes the rule only in the message: `CHECK constraint failed: minutes_not_negative`.
fn rule_of_sqlite(error: &dyn DatabaseError) -> Option<String> {
    let message = error.message();
    match message.split_once("constraint failed: ") {
        Some((_, rule)) => Some(rule.trim().to_owned()),
        None if error.kind() == ErrorKind::ForeignKeyViolation => Some("FOREIGN KEY".to_owned()),
        None => None,
    }
}
