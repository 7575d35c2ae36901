//! The plan as a PDF: the document a city adopts, prints and puts on its website.
//!
//! [`view`] turns the plan into words ready to print, `templates/print/plan.typ` lays them out on A4:
//! cover, contents, introduction, system chart (体系図), review, plan, corrections, colophon.

pub(super) mod chart;
pub(super) mod tables;
pub(super) mod view;

use crate::document::PlanDocument;
use calendar::{Date, YearStyle};
use print::{PdfOptions, Template, Typeset, unprintable};

const PLAN: Template = Template {
    name: "plan",
    source: include_str!("../../templates/print/plan.typ"),
};

/// What a printing may decide for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PdfSettings {
    /// How fiscal years are printed; the document's own style when absent.
    pub year_style: Option<YearStyle>,
    /// The day printed in the colophon and kept in the file; absent, the file carries the day of
    /// adoption, so that the same plan gives the same bytes on any day.
    pub printed_on: Option<Date>,
}

/// The plan with its pages made up.
///
/// # Errors
/// When the template does not accept the document, which is a fault of this program.
pub fn typeset(document: &PlanDocument, settings: &PdfSettings) -> anyhow::Result<Typeset> {
    made_up(document, *settings, false)
}

/// The plan as a tagged PDF. It is made for keeping (PDF/A-2a) when the plan carries a day and every
/// character of it can be printed.
///
/// # Errors
/// As [`typeset`].
pub fn pdf(document: &PlanDocument, settings: &PdfSettings) -> anyhow::Result<Vec<u8>> {
    match made_up(document, *settings, true)?.pdf() {
        Ok(bytes) => Ok(bytes),
        // A character that archives refuse must not keep a city from publishing.
        Err(refusal) => {
            tracing::info!(plan = document.code, %refusal, "printed without PDF/A");
            typeset(document, settings)?.pdf()
        }
    }
}

fn made_up(
    document: &PlanDocument,
    settings: PdfSettings,
    for_keeping: bool,
) -> anyhow::Result<Typeset> {
    let style = settings.year_style.unwrap_or(document.year_style);
    let view = serde_json::to_value(view::View::of(document, style, settings.printed_on))?;
    let created = settings.printed_on.or(document.adopted);
    let archival = for_keeping && created.is_some() && unprintable(&view.to_string()).is_empty();
    let author = format!("{}{}", document.municipality, document.publisher);
    print::typeset(
        &PLAN,
        &view,
        &PdfOptions {
            title: document.title.clone(),
            author,
            created,
            archival,
        },
    )
}
