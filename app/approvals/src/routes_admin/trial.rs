//! Trying out: for this person and amount, who would decide?

use crate::parts::{kinds, moved_reason, seat_name};
use flow::{FlowError, Route, Seat};
use people::StaffNumber;
use screen::PageError;
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use words::Text;

/// The form with its answer.
pub(super) struct Trial {
    pub kind: Field,
    pub staff: Field,
    pub amount: Field,
    pub on: Field,
    pub answer: Option<Answer>,
    /// Why there is no answer.
    pub refused: Option<String>,
}

/// Who would decide.
pub(super) struct Answer {
    pub name: String,
    /// By which definition.
    pub by: String,
    pub steps: Vec<(String, Option<String>)>,
}

/// What the address asks about; the form alone when it asks nothing.
pub(super) async fn trial(visit: &Visit, routes: &[Route]) -> Result<Trial, PageError> {
    let t = &visit.text;
    let entries = Entries::parse(visit.uri.query().unwrap_or_default().as_bytes());
    if !entries.ticked("staff") {
        return Ok(form(visit, None));
    }
    let mut reading = Reading::new(entries.clone(), t);
    let kind = reading.entries().text("kind").unwrap_or_default();
    let staff = reading.text("staff", &t.say("approvals-staff-no"), 20);
    let given = reading
        .entries()
        .text("amount")
        .is_some_and(|text| !text.is_empty());
    let amount = given
        .then(|| reading.whole("amount", &t.say("approvals-amount"), 0, i64::MAX))
        .flatten();
    let on = reading.date("on", &t.say("approvals-trial-on"));
    if let Err(errors) = reading.finish() {
        return Ok(form(visit, Some(errors)));
    }
    let on = on.unwrap_or(visit.today());
    let number = StaffNumber::parse(&staff).ok();
    let employee = match number {
        Some(number) => people::employee_numbered(visit.db(), &number).await?,
        None => None,
    };
    let Some(employee) = employee else {
        let mut errors = FormErrors::new(entries);
        errors.add("staff", t.say("approvals-staff-unknown"));
        return Ok(form(visit, Some(errors)));
    };
    let typed = Some(FormErrors::new(entries));
    let preview = match flow::preview(visit.db(), &kind, employee.id, amount, on).await {
        Ok(preview) => preview,
        Err(FlowError::Refused(refusal)) => {
            return Ok(Trial {
                refused: Some(refusal.sentence(t)),
                ..form(visit, typed)
            });
        }
        Err(other) => return Err(other.into()),
    };
    let places: Vec<Seat> = preview.steps.iter().map(|step| step.seat).collect();
    let chairs = flow::chairs(visit.db(), &places, on).await?;
    let step = |step: &flow::FixedStep| {
        let name = seat_name(step.seat, &chairs, t);
        let name = t.say2("approvals-trial-step", "n", step.position, "who", name);
        (name, moved_reason(step.moved, t))
    };
    let by = routes.iter().find(|route| Some(route.id) == preview.route);
    Ok(Trial {
        answer: Some(Answer {
            name: t.say2(
                "approvals-trial-name",
                "name",
                employee.name.full(),
                "unit",
                preview.unit_name,
            ),
            by: match by {
                None => t.say("approvals-route-built-in").into_owned(),
                Some(route) => super::whom_by(visit, route, t),
            },
            steps: preview.steps.iter().map(step).collect(),
        }),
        refused: preview
            .steps
            .is_empty()
            .then(|| t.say("flow-refusal-nobody-to-decide").into_owned()),
        ..form(visit, typed)
    })
}

fn form(visit: &Visit, typed: Option<FormErrors>) -> Trial {
    let t: &Text = &visit.text;
    let form = Form::of(t, typed);
    let each = kinds(visit)
        .iter()
        .map(|kind| Choice::new(kind.kind, visit.say(kind.label)));
    Trial {
        kind: form
            .select("kind", &t.say("approvals-kind"), each.collect())
            .small(),
        staff: form
            .text("staff", &t.say("approvals-staff-no"))
            .width(screen::form::Width::Short)
            .small()
            .required(),
        amount: form
            .text("amount", &t.say("approvals-amount"))
            .width(screen::form::Width::Short)
            .input_mode("numeric")
            .small()
            .optional(),
        on: form
            .date("on", &t.say("approvals-trial-on"))
            .day(Some(visit.today()))
            .small(),
        answer: None,
        refused: None,
    }
}
