//! Values in the database: what holds on a day, what was set when, and setting something.

use crate::declaration::Declaration;
use crate::refusal::Refusal;
use crate::typed::{Setting, Typed};
use crate::value::Value;
use access::{Allowed, EditSettings};
use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use journal::Entry;
use std::collections::HashMap;
use store::{Day, Db, Instant, ToSqlx, Tx};

/// The settings as they are on a day.
#[derive(Debug, Clone)]
pub struct Settings {
    on: Date,
    stored: HashMap<String, String>,
}

pub(crate) const ON_A_DAY: &str = "
    SELECT setting, value
      FROM (SELECT setting, value,
                   ROW_NUMBER() OVER (PARTITION BY setting ORDER BY from_day DESC, version DESC) AS place
              FROM settings
             WHERE from_day <= $1) AS dated
     WHERE place = 1";

impl Settings {
    /// Reads everything that is set on the day, in one query.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(db: &Db, on: Date) -> Result<Settings> {
        let stored: Vec<(String, String)> = store::read!(db, |pool| {
            sqlx::query_as(ON_A_DAY)
                .bind(on.to_sqlx())
                .fetch_all(pool)
                .await?
        });
        Ok(Settings {
            on,
            stored: stored.into_iter().collect(),
        })
    }

    /// The settings of a city that has set nothing.
    #[must_use]
    pub fn defaults(on: Date) -> Settings {
        Settings {
            on,
            stored: HashMap::new(),
        }
    }

    /// The day for which they hold.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// What is set, or the default. A stored value that the setting does not take any more counts as not
    /// set; [`Settings::unreadable`] names it.
    #[must_use]
    pub fn get<T: Typed>(&self, setting: &Setting<T>) -> T {
        self.set_value(&setting.declaration)
            .and_then(T::of_value)
            .unwrap_or_else(|| setting.default())
    }

    /// The same for a settings page.
    #[must_use]
    pub fn value(&self, declaration: &Declaration) -> Value {
        self.set_value(declaration)
            .unwrap_or_else(|| declaration.default.value())
    }

    /// Settings whose stored value cannot be used any more, so that their default holds.
    pub fn unreadable<'a>(
        &self,
        declarations: impl IntoIterator<Item = &'a Declaration>,
    ) -> Vec<&'a Declaration> {
        let lost = |declaration: &&Declaration| {
            self.stored.contains_key(declaration.key) && self.set_value(declaration).is_none()
        };
        declarations.into_iter().filter(lost).collect()
    }

    fn set_value(&self, declaration: &Declaration) -> Option<Value> {
        declaration.read(self.stored.get(declaration.key)?)
    }
}

/// Something that was set once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Counts the changes of the setting, from 1.
    pub version: i64,
    /// The day from which it holds, until the next day in the history.
    pub from: Date,
    /// The value; `None` when the setting does not take it any more.
    pub value: Option<Value>,
    /// The account that set it.
    pub set_by: Option<i64>,
    /// The name it had then.
    pub set_by_name: String,
    /// When.
    pub set_at: Timestamp,
}

pub(crate) const HISTORY: &str = "
    SELECT version, from_day, value, set_by, set_by_name, set_at
      FROM settings
     WHERE setting = $1
     ORDER BY version DESC";

store::row! {
    struct Stored {
        version: i64,
        from_day: Day,
        value: String,
        set_by: Option<i64>,
        set_by_name: String,
        set_at: Instant,
    }
}

impl Stored {
    fn change(self, declaration: &Declaration) -> Change {
        Change {
            version: self.version,
            from: self.from_day.to_jiff(),
            value: declaration.read(&self.value),
            set_by: self.set_by,
            set_by_name: self.set_by_name,
            set_at: self.set_at.to_jiff(),
        }
    }
}

/// Everything that was ever set, the last change first. Its version is what a form sends back as
/// [`NewValue::expected`]; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn history(db: &Db, declaration: &Declaration) -> Result<Vec<Change>> {
    let rows: Vec<Stored> = store::read!(db, |pool| {
        sqlx::query_as(HISTORY)
            .bind(declaration.key)
            .fetch_all(pool)
            .await?
    });
    Ok(rows
        .into_iter()
        .map(|row| row.change(declaration))
        .collect())
}

/// A value to be set.
#[derive(Debug, Clone)]
pub struct NewValue<'a> {
    /// Of which setting.
    pub declaration: &'a Declaration,
    /// From which day on.
    pub from: Date,
    /// The value.
    pub value: Value,
    /// The version of the last change that the person has seen; 0 when there was none.
    pub expected: i64,
}

/// Why nothing was set.
#[derive(Debug, thiserror::Error)]
pub enum SetFault {
    /// The value or the moment was not right; the form says why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

impl From<sqlx::Error> for SetFault {
    fn from(error: sqlx::Error) -> SetFault {
        SetFault::Fault(error.into())
    }
}

pub(crate) const INSERT: &str = "
    INSERT INTO settings (setting, version, from_day, value, set_by, set_by_name, set_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Sets a value from a day on and journals it; the version of the change is returned.
///
/// # Errors
/// With a [`Refusal`] when the setting does not take the value, already has it on that day, or was changed
/// since the person looked.
pub async fn set(
    tx: &mut Tx,
    at: Timestamp,
    allowed: &Allowed<EditSettings>,
    new: NewValue<'_>,
) -> Result<i64, SetFault> {
    let NewValue {
        declaration,
        from,
        value,
        expected,
    } = new;
    declaration.check(&value)?;
    let changes = changes(tx, declaration).await?;
    if changes.first().map_or(0, |last| last.version) != expected {
        return Err(Refusal::Stale.into());
    }
    let before = on_day(&changes, declaration, from);
    if before == value {
        return Err(Refusal::Unchanged.into());
    }
    let version = expected + 1;
    insert(tx, at, allowed, declaration.key, version, from, &value).await?;
    let detail = serde_json::json!({
        "version": version, "from": from.to_string(), "value": value.json(), "before": before.json(),
    });
    let subject = format!("setting:{}", declaration.key);
    let entry = Entry {
        act: "settings.changed",
        subject: &subject,
        detail: &detail,
    };
    journal::record(tx, at, allowed.actor(), entry).await?;
    Ok(version)
}

async fn changes(tx: &mut Tx, declaration: &Declaration) -> Result<Vec<Change>, SetFault> {
    let rows: Vec<Stored> = store::write!(tx, |connection| {
        sqlx::query_as(HISTORY)
            .bind(declaration.key)
            .fetch_all(connection)
            .await?
    });
    Ok(rows
        .into_iter()
        .map(|row| row.change(declaration))
        .collect())
}

/// What holds on a day after the changes.
fn on_day(changes: &[Change], declaration: &Declaration, on: Date) -> Value {
    changes
        .iter()
        .filter(|change| change.from <= on)
        .max_by_key(|change| (change.from, change.version))
        .and_then(|change| change.value.clone())
        .unwrap_or_else(|| declaration.default.value())
}

async fn insert(
    tx: &mut Tx,
    at: Timestamp,
    allowed: &Allowed<EditSettings>,
    key: &str,
    version: i64,
    from: Date,
    value: &Value,
) -> Result<(), SetFault> {
    let actor = allowed.actor();
    let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
    let inserted = store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(key)
            .bind(version)
            .bind(from.to_sqlx())
            .bind(value.json().to_string())
            .bind(actor.account)
            .bind(&actor.name)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    });
    let Err(error) = inserted else { return Ok(()) };
    let error = anyhow::Error::from(error);
    // On PostgreSQL two people may have read the same last version.
    let taken = store::refused(&error)
        .is_some_and(|rule| rule.breaks("settings_version", "settings.setting, settings.version"));
    Err(if taken {
        Refusal::Stale.into()
    } else {
        error.into()
    })
}
