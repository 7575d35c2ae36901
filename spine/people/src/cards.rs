//! The public card of an employee: what everybody inside may see, and nothing else.

use crate::records::{EmployeeId, PersonName, UnitId, Unreadable, line};
use anyhow::{Context, Result};
use calendar::Date;
use store::{Db, ToSqlx, Tx, sqlx};

/// What every colleague may see of an employee: a type of its own, so that nothing private can stand on a
/// card by accident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicCard {
    /// The record.
    pub employee: EmployeeId,
    /// The name with its reading.
    pub name: PersonName,
    /// The unit of the main appointment.
    pub unit: Option<UnitId>,
    /// What that unit is called.
    pub unit_name: Option<String>,
    /// The post there.
    pub post: Option<String>,
    /// How to reach the person.
    pub telephone: Option<String>,
    /// 内線.
    pub extension: Option<String>,
    /// The address for mail.
    pub mail: Option<String>,
    /// The version of the photo, for its address; `None` without a photo.
    pub photo: Option<i64>,
}

store::row! {
    pub(crate) struct CardRow {
        pub(crate) id: i64,
        pub(crate) family_name: String,
        pub(crate) given_name: String,
        pub(crate) family_kana: String,
        pub(crate) given_kana: String,
        pub(crate) unit_id: Option<i64>,
        pub(crate) unit_name: Option<String>,
        pub(crate) post_title: Option<String>,
        pub(crate) telephone: Option<String>,
        pub(crate) extension: Option<String>,
        pub(crate) mail: Option<String>,
        pub(crate) photo: Option<i64>,
    }
}

impl CardRow {
    pub(crate) fn read(self) -> Result<PublicCard> {
        let name = PersonName::parse(
            &self.family_name,
            &self.given_name,
            &self.family_kana,
            &self.given_kana,
        );
        Ok(PublicCard {
            employee: EmployeeId(self.id),
            name: name.with_context(|| format!("the name of employee {}", self.id))?,
            unit: self.unit_id.map(UnitId),
            unit_name: self.unit_name,
            post: self.post_title,
            telephone: self.telephone,
            extension: self.extension,
            mail: self.mail,
            photo: self.photo,
        })
    }
}

const CARDS: &str = "
    SELECT e.id, e.family_name, e.given_name, e.family_kana, e.given_kana, a.unit_id,
           v.name AS unit_name, a.post_title, c.telephone, c.extension, c.mail, p.version AS photo
      FROM employees e
      LEFT JOIN appointments a ON a.employee_id = e.id AND a.kind = 'main'
                              AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
      LEFT JOIN unit_versions v ON v.unit_id = a.unit_id
                               AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
      LEFT JOIN employee_contacts c ON c.employee_id = e.id
      LEFT JOIN employee_photos p ON p.employee_id = e.id
     WHERE e.id IN (SELECT value FROM json_each($1))
       AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)
     ORDER BY e.reading_order, e.id";

/// The cards of those of the employees who are in service on the day, in the order of readings.
pub async fn public_cards(db: &Db, employees: &[EmployeeId], on: Date) -> Result<Vec<PublicCard>> {
    let rows: Vec<CardRow> = store::read!(db, |pool| {
        sqlx::query_as(CARDS)
            .bind(json_list(employees.iter().map(|employee| employee.0)))
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(CardRow::read).collect()
}

/// The card of an employee who is in service on the day.
pub async fn public_card(db: &Db, employee: EmployeeId, on: Date) -> Result<Option<PublicCard>> {
    Ok(public_cards(db, &[employee], on).await?.pop())
}

/// Numbers as the JSON text that a query takes as one parameter.
pub(crate) fn json_list(ids: impl Iterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

/// A telephone number, an extension or an address for mail: one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// 電話: 0463-00-1234.
    pub telephone: Option<String>,
    /// 内線.
    pub extension: Option<String>,
    /// The address for mail.
    pub mail: Option<String>,
    /// Grows with every change; 0 when nothing was entered yet.
    pub version: i64,
}

/// Why a text was not accepted as a way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnusableContact {
    /// Not a telephone number: figures, hyphens, `+`, `#`, `*` and brackets.
    #[error("not a telephone number")]
    NotATelephone,
    /// Not an address for mail.
    #[error("not a mail address")]
    NotMail,
    /// The text itself cannot be used.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl UnusableContact {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            UnusableContact::NotATelephone => "people-field-not-a-telephone",
            UnusableContact::NotMail => "people-field-not-mail",
            UnusableContact::Unreadable(reason) => reason.key(),
        }
    }
}

/// Reads a telephone number or an extension, full width or not; nothing is no number.
///
/// # Errors
/// When it holds other characters.
pub fn telephone(text: &str) -> Result<Option<String>, UnusableContact> {
    use unicode_normalization::UnicodeNormalization;
    let narrow: String = line(text, 30)?
        .nfkc()
        .map(|c| match c {
            '‐' | '−' | '–' | '—' | 'ー' | 'ｰ' => '-',
            other => other,
        })
        .collect();
    let usable = narrow
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '#' | '*' | '(' | ')' | ' '));
    match usable {
        _ if narrow.is_empty() => Ok(None),
        true => Ok(Some(narrow)),
        false => Err(UnusableContact::NotATelephone),
    }
}

/// Reads an address for mail; nothing is no address.
///
/// # Errors
/// When there is no `@` between a name and a host.
pub fn mail_address(text: &str) -> Result<Option<String>, UnusableContact> {
    let text = line(text, 254)?;
    if text.is_empty() {
        return Ok(None);
    }
    let plain = text.chars().all(|c| c.is_ascii_graphic());
    match text.split_once('@') {
        Some((name, host))
            if plain && !name.is_empty() && host.contains('.') && !host.contains('@') =>
        {
            Ok(Some(text))
        }
        _ => Err(UnusableContact::NotMail),
    }
}

const CONTACT: &str = "
    SELECT telephone, extension, mail, version FROM employee_contacts WHERE employee_id = $1";

store::row! {
    struct ContactRow {
        telephone: Option<String>,
        extension: Option<String>,
        mail: Option<String>,
        version: i64,
    }
}

impl ContactRow {
    fn read(self) -> Contact {
        Contact {
            telephone: self.telephone,
            extension: self.extension,
            mail: self.mail,
            version: self.version,
        }
    }
}

/// How an employee is reached.
pub async fn contact(db: &Db, employee: EmployeeId) -> Result<Contact> {
    let row: Option<ContactRow> = store::read!(db, |pool| {
        sqlx::query_as(CONTACT)
            .bind(employee.0)
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.map(ContactRow::read).unwrap_or_default())
}

/// The same inside a transaction that is to change it.
pub async fn contact_in(tx: &mut Tx, employee: EmployeeId) -> Result<Contact> {
    let row: Option<ContactRow> = store::write!(tx, |connection| {
        sqlx::query_as(CONTACT)
            .bind(employee.0)
            .fetch_optional(connection)
            .await
    })?;
    Ok(row.map(ContactRow::read).unwrap_or_default())
}

const SET_CONTACT: &str = "
    INSERT INTO employee_contacts (employee_id, telephone, extension, mail, version)
    VALUES ($1, $2, $3, $4, 1)
    ON CONFLICT (employee_id) DO UPDATE
       SET telephone = $2, extension = $3, mail = $4, version = employee_contacts.version + 1
     WHERE employee_contacts.version = $5";

/// Enters how an employee is reached; `contact.version` is the one that was read. Returns `false` when
/// somebody else has changed it since: nothing is written then.
pub async fn set_contact(tx: &mut Tx, employee: EmployeeId, contact: &Contact) -> Result<bool> {
    let changed = store::write!(tx, |connection| {
        sqlx::query(SET_CONTACT)
            .bind(employee.0)
            .bind(contact.telephone.as_deref())
            .bind(contact.extension.as_deref())
            .bind(contact.mail.as_deref())
            .bind(contact.version)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(changed > 0)
}

/// Enters the contacts of many at once, for an import and the sample city; none may be there already.
pub async fn insert_contacts(tx: &mut Tx, contacts: &[(EmployeeId, Contact)]) -> Result<()> {
    for chunk in contacts.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO employee_contacts (employee_id, telephone, extension, mail, version) ",
            );
            query.push_values(chunk, |mut row, (employee, contact)| {
                row.push_bind(employee.0)
                    .push_bind(contact.telephone.as_deref())
                    .push_bind(contact.extension.as_deref())
                    .push_bind(contact.mail.as_deref())
                    .push_bind(contact.version.max(1));
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const MAILS: &str = "
    SELECT employee_id, mail FROM employee_contacts
     WHERE mail IS NOT NULL AND employee_id IN (SELECT value FROM json_each($1))";

/// The mail addresses of those of the employees who have one.
pub async fn mail_addresses(
    db: &Db,
    employees: &[EmployeeId],
) -> Result<Vec<(EmployeeId, String)>> {
    let rows: Vec<(i64, String)> = store::read!(db, |pool| {
        sqlx::query_as(MAILS)
            .bind(json_list(employees.iter().map(|employee| employee.0)))
            .fetch_all(pool)
            .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(employee, mail)| (EmployeeId(employee), mail))
        .collect())
}

const SERVING: &str = "
    SELECT DISTINCT unit_id FROM appointments
     WHERE employee_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY unit_id";

/// The units in which an employee serves on a day, in whatever kind of appointment: what
/// [`access::Allowed::on_person`] asks for.
pub async fn units_serving(db: &Db, employee: EmployeeId, on: Date) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = store::read!(db, |pool| {
        sqlx::query_as(SERVING)
            .bind(employee.0)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().map(|(unit,)| unit).collect())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::public_cards", CARDS),
    ("people::contact", CONTACT),
    ("people::set_contact", SET_CONTACT),
    ("people::mail_addresses", MAILS),
    ("people::units_serving", SERVING),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_narrowed_and_words_are_refused() {
        assert_eq!(
            telephone("０４６３−００−１２３４").unwrap().as_deref(),
            Some("0463-00-1234")
        );
        assert_eq!(telephone(" ").unwrap(), None);
        assert_eq!(telephone("代表へ"), Err(UnusableContact::NotATelephone));
    }

    #[test]
    fn an_address_needs_a_name_and_a_host() {
        assert!(mail_address("hanako@example.jp").unwrap().is_some());
        assert_eq!(mail_address("").unwrap(), None);
        for wrong in [
            "hanako",
            "@example.jp",
            "hanako@example",
            "花子@example.jp",
            "a@b@c.jp",
        ] {
            assert_eq!(
                mail_address(wrong),
                Err(UnusableContact::NotMail),
                "{wrong}"
            );
        }
    }
}
