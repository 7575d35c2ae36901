//! The record of a person is corrected.

use super::choices;
use super::parts::{FormPage, desk};
use super::person::{Person, open};
use super::reading::Typed;
use crate::acts::{self, RecordEntry, StaffRefusal};
use access::{Allowed, EditPersonPrivate, EditPersonRecord};
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Period;
use people::Employee;
use screen::form::{Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

/// The fields of a name, filled from a record.
pub(super) fn name_fields(form: &Form, t: &Text, record: Option<&Employee>) -> Vec<Field> {
    let name = record.map(|record| &record.name);
    let text = |field: &str, value: Option<&str>| {
        let line = form
            .text(field, &t.say(&format!("staff-field-{field}")))
            .width(Width::Middle)
            .autocomplete("off");
        match value {
            Some(value) => line.value(value),
            None => line,
        }
    };
    vec![
        text("family-name", name.map(people::PersonName::family))
            .required()
            .hint(t.say("staff-name-hint")),
        text("given-name", name.map(people::PersonName::given)),
        text("family-kana", name.map(people::PersonName::family_kana)).required(),
        text("given-kana", name.map(people::PersonName::given_kana)),
        text(
            "former-name",
            record.and_then(|record| record.former_name.as_ref().map(people::Title::as_str)),
        )
        .optional(),
    ]
}

/// The fields of an employment, filled from a record.
pub(super) fn service_fields(
    form: &Form,
    t: &Text,
    record: Option<&Employee>,
    families: &[String],
) -> Vec<Field> {
    let label = |field: &str| t.say(&format!("staff-field-{field}"));
    let staff_no = form
        .text("staff-no", &label("staff-no"))
        .width(Width::Short)
        .autocomplete("off")
        .required();
    let employment = form
        .select("employment", &label("employment"), choices::employments(t))
        .required();
    let job = form
        .text("job-family", &label("job-family"))
        .width(Width::Middle)
        .required()
        .hint(t.say1("staff-job-family-hint", "families", families.join("、")));
    let weekly = form
        .text("weekly", &label("weekly"))
        .width(Width::Narrow)
        .required()
        .hint(t.say("staff-weekly-hint"));
    let hired = form.date("hired-on", &label("hired-on")).required();
    match record {
        None => vec![staff_no, hired, employment, job, weekly.value("38:45")],
        Some(record) => vec![
            staff_no.value(&record.staff_no),
            hired.day(Some(record.service.from())),
            employment.value(record.employment.word()),
            job.value(&record.job_family),
            weekly.value(record.weekly),
        ],
    }
}

/// The fields that only the personnel office and the person's heads see.
pub(super) fn private_fields(form: &Form, t: &Text, record: Option<&Employee>) -> Vec<Field> {
    let birth = form
        .date("birth-date", &t.say("staff-field-birth-date"))
        .required();
    let sexes = choices::with_first("staff-nothing", t, choices::sexes(t));
    let sex = form
        .select("sex", &t.say("staff-field-sex"), sexes)
        .hint(t.say("staff-sex-hint"));
    match record {
        None => vec![birth, sex],
        Some(record) => vec![
            birth.day(Some(record.birth_date)),
            sex.value(record.sex.map(people::Sex::word).unwrap_or_default()),
        ],
    }
}

/// Reads the fields of a record; `None` when something has to be put right.
pub(super) fn read_record(typed: &mut Typed<'_>, old: Option<&Employee>) -> Option<Employee> {
    let name = typed.name();
    let former_name = typed.optional_title("former-name");
    let staff_no = typed.staff_no();
    let hired = typed.date("hired-on");
    let employment = typed.employment();
    let job_family = typed.title("job-family");
    let weekly = typed.weekly();
    let birth_date = typed.date("birth-date");
    let sex = typed.sex();
    // A day of hiring after the end of service is told by the act, with the day.
    let left = old.and_then(|old| old.service.to());
    let hired = hired?;
    let service = Period::new(hired, left).ok()?;
    Some(Employee {
        id: old.map_or(people::EmployeeId(0), |old| old.id),
        staff_no: staff_no?,
        name: name?,
        former_name,
        birth_date: birth_date?,
        sex,
        service,
        employment: employment?,
        weekly: weekly?,
        job_family: job_family?,
        previous: old.and_then(|old| old.previous),
        version: typed.reading.version(),
    })
}

async fn page(visit: &Visit, person: &Person, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let record = &person.record;
    let families = people::job_families(visit.db()).await?;
    let title = t.say1("staff-edit-title", "name", record.name.full());
    let action = format!("{}/edit", person.here());
    let why = form
        .text("why", &t.say("staff-field-why"))
        .hint(t.say("staff-why-hint"))
        .required();
    FormPage::new(t, title, &form, action, person.here())
        .trail(person.trail(t))
        .lead("staff-edit-lead")
        .hidden(form.version(record.version))
        .group("staff-group-name", name_fields(&form, t, Some(record)))
        .group(
            "staff-group-service",
            service_fields(&form, t, Some(record), &families),
        )
        .group(
            "staff-group-private",
            private_fields(&form, t, Some(record)),
        )
        .group("staff-group-why", vec![why])
        .button("staff-edit-button")
        .answer(visit, &form)
}

pub(crate) async fn form(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    page(&may, &person, Form::new(&may.text)).await
}

pub(crate) async fn submit(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let private = Allowed::<EditPersonPrivate>::ask(may.actor.clone())?;
    let person = open(&may, &employee).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let record = read_record(&mut typed, Some(&person.record));
    let why = typed.why();
    if let (Some(left), None) = (person.record.service.to(), &record) {
        // The only thing that a form cannot say by itself: hired after having left.
        if typed
            .reading
            .entries()
            .text("hired-on")
            .is_some_and(|text| calendar::parse_date(&text).is_ok_and(|hired| hired >= left))
        {
            let refusal = StaffRefusal::from(people::EmployeeRefusal::LeftBefore { left });
            typed
                .reading
                .refuse("hired-on", refusal.sentence(&may.text));
        }
    }
    if let Err(errors) = typed.reading.finish() {
        return page(&may, &person, Form::again(&may.text, errors)).await;
    }
    let Some(record) = record else {
        return Err(PageError::Stale);
    };
    let entry = RecordEntry {
        record,
        reason: why,
    };
    match acts::correct_record(desk(&may), &may.allowed, &private, &entry).await? {
        Ok(()) => Ok(see_other(
            &person.here(),
            Some(Notice::new("staff-edit-done")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            // The page shows what stands there now and carries the new version.
            let person = open(&may, &employee).await?;
            page(&may, &person, Form::again(&may.text, errors)).await
        }
    }
}
