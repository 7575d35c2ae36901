//! The pages: the list, a person's tabs, and the forms that change a record.

mod absence_form;
mod appointment_form;
mod bulk;
mod choices;
mod contact_form;
mod export;
mod list;
mod new_person;
mod order_form;
mod parts;
mod person;
mod person_tabs;
mod private_tabs;
mod qualification_form;
mod reading;
mod record_form;
mod retirement;
mod shown;

use screen::Routes;

/// The largest photo that is taken in, in bytes.
const PHOTO_LIMIT: usize = 12 << 20;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/staff", list::list)
        .get("/staff.csv", export::csv)
        .get("/staff.xlsx", export::workbook)
        .get("/staff/new", new_person::form)
        .post("/staff/new", new_person::create)
        .get("/staff/bulk", bulk::form)
        .post("/staff/bulk", bulk::submit)
        .get("/staff/{employee}", person_tabs::overview)
        .get("/staff/{employee}/photo", contact_form::photo)
        .get("/staff/{employee}/career", person_tabs::career)
        .get(
            "/staff/{employee}/qualifications",
            person_tabs::qualifications,
        )
        .get("/staff/{employee}/absences", private_tabs::absences)
        .get("/staff/{employee}/private", private_tabs::private)
        .get("/staff/{employee}/corrections", private_tabs::corrections)
        .get("/staff/{employee}/account", private_tabs::account)
        .get("/staff/{employee}/edit", record_form::form)
        .post("/staff/{employee}/edit", record_form::submit)
        .get("/staff/{employee}/contact", contact_form::form)
        .post("/staff/{employee}/contact", contact_form::submit)
        .upload(
            "/staff/{employee}/photo",
            PHOTO_LIMIT,
            contact_form::take_photo,
        )
        .post("/staff/{employee}/photo/remove", contact_form::remove_photo)
        .get("/staff/{employee}/orders/new", order_form::form)
        .post("/staff/{employee}/orders/new", order_form::submit)
        .post("/staff/{employee}/orders/{order}/undo", order_form::undo)
        .get(
            "/staff/{employee}/appointments/{appointment}",
            appointment_form::form,
        )
        .post(
            "/staff/{employee}/appointments/{appointment}",
            appointment_form::submit,
        )
        .post(
            "/staff/{employee}/appointments/{appointment}/end",
            appointment_form::end,
        )
        .get("/staff/{employee}/absences/new", absence_form::new)
        .post("/staff/{employee}/absences/new", absence_form::enter)
        .get("/staff/{employee}/absences/{absence}", absence_form::form)
        .post(
            "/staff/{employee}/absences/{absence}",
            absence_form::correct,
        )
        .post(
            "/staff/{employee}/absences/{absence}/remove",
            absence_form::remove,
        )
        .get(
            "/staff/{employee}/qualifications/new",
            qualification_form::new,
        )
        .post(
            "/staff/{employee}/qualifications/new",
            qualification_form::enter,
        )
        .get(
            "/staff/{employee}/qualifications/{qualification}",
            qualification_form::form,
        )
        .post(
            "/staff/{employee}/qualifications/{qualification}",
            qualification_form::correct,
        )
        .post(
            "/staff/{employee}/qualifications/{qualification}/remove",
            qualification_form::remove,
        )
        .get("/staff/{employee}/retire", retirement::form)
        .post("/staff/{employee}/retire", retirement::submit)
}
