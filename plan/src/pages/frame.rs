//! What all pages of one plan share: loading it, its title line, its tabs.

use crate::document::Part;
use crate::records::{Loaded, PlanSummary, State};
use crate::rules::Viewpoint;
use crate::store;
use access::{EditPlanResults, Permission, ViewPlan};
use askama::Template;
use axum::response::Response;
use calendar::{FiscalYear, YearSpan, YearStyle};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text, see_other};
use std::sync::Arc;
use words::{Language, Text};

/// The menu entry that plan pages belong to.
pub(crate) const SECTION: &str = "/plan";

/// A plan opened for a page: as it stands, with today's computed figures in it.
pub(crate) struct Opened {
    pub loaded: Arc<Loaded>,
    pub viewpoint: Viewpoint,
    pub style: YearStyle,
    pub present: FiscalYear,
}

/// Opens a plan for a page.
pub(crate) async fn open(visit: &Visit, code: &str) -> Result<Opened, PageError> {
    let today = visit.today();
    let loaded = crate::figures::completed(visit.db(), &visit.site.figures, code, today)
        .await?
        .ok_or(PageError::NotFound)?;
    let thresholds = crate::settings::thresholds(&visit.settings);
    Ok(Opened {
        viewpoint: Viewpoint::on(&loaded, today, thresholds),
        style: loaded.document.year_style,
        present: FiscalYear::of(today),
        loaded,
    })
}

/// The pages of one plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Board,
    Input,
    Missing,
    Review,
    Compare,
    Publish,
    Setup,
}

impl Tab {
    const ALL: [Tab; 7] = [
        Tab::Board,
        Tab::Input,
        Tab::Missing,
        Tab::Review,
        Tab::Compare,
        Tab::Publish,
        Tab::Setup,
    ];

    fn label(self) -> &'static str {
        match self {
            Tab::Board => "plan-tab-board",
            Tab::Input => "plan-tab-input",
            Tab::Missing => "plan-tab-missing",
            Tab::Review => "plan-tab-review",
            Tab::Compare => "plan-tab-compare",
            Tab::Publish => "plan-tab-publish",
            Tab::Setup => "plan-tab-setup",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Tab::Board => "",
            Tab::Input => "/input",
            Tab::Missing => "/missing",
            Tab::Review => "/review",
            Tab::Compare => "/compare",
            Tab::Publish => "/publish",
            Tab::Setup => "/setup",
        }
    }

    fn shown(self, visit: &Visit) -> bool {
        let may = |action, kind| {
            access::Relation::ALL
                .into_iter()
                .any(|relation| access::decide(visit.actor.roles, action, kind, relation))
        };
        match self {
            Tab::Board | Tab::Missing | Tab::Review | Tab::Compare | Tab::Publish => true,
            Tab::Input => may(access::Action::Edit, access::Kind::PlanResults),
            Tab::Setup => may(access::Action::Edit, access::Kind::PlanStructure),
        }
    }
}

/// The heading of a plan's pages.
pub(crate) struct Head {
    pub title: String,
    pub lead: String,
    /// Address of the plan's board.
    pub here: String,
    pub tabs: Vec<(String, String, bool)>,
}

/// The heading for one of the plan's pages; a page below a tab passes that tab.
pub(crate) fn head(visit: &Visit, opened: &Opened, current: Tab) -> Head {
    let document = &opened.loaded.document;
    let here = format!("/plan/{}", document.code);
    let tabs = Tab::ALL
        .into_iter()
        .filter(|tab| tab.shown(visit))
        .map(|tab| {
            (
                visit.say(tab.label()),
                format!("{here}{}", tab.path()),
                tab == current,
            )
        })
        .collect();
    let years = span_label(document.plan_years, opened.style, visit.language());
    let lead = match &document.policy {
        Some(policy) => format!("{years}・{}", policy.name),
        None => years,
    };
    Head {
        title: document.title.clone(),
        lead,
        here,
        tabs,
    }
}

/// `令和7〜9年度（2025〜2027年度）`; `FY2025–2027`.
pub(crate) fn span_label(span: YearSpan, style: YearStyle, language: Language) -> String {
    match language {
        Language::Japanese if style == YearStyle::Western => span.label(style),
        Language::Japanese => {
            format!(
                "{}（{}）",
                span.label(style),
                span.label(YearStyle::Western)
            )
        }
        Language::English => format!("FY{}–{}", span.from, span.to),
    }
}

/// A fiscal year as a column's head: `令和8年度`, `FY2026 (R8)`.
pub(crate) fn year_label(year: FiscalYear, style: YearStyle, visit: &Visit) -> String {
    date_text::fiscal_year(year, style, visit.language())
}

/// The name of a part of the document in addresses.
pub(crate) const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Review => "review",
        Part::Plan => "plan",
    }
}

/// The part of a name in an address.
pub(crate) fn part_named(name: &str) -> Option<Part> {
    match name {
        "review" => Some(Part::Review),
        "plan" => Some(Part::Plan),
        _ => None,
    }
}

/// A plan in a list.
pub struct PlanLine {
    /// Its title.
    pub title: String,
    /// Its years.
    pub years: String,
    /// How far it has come, in words.
    pub state: String,
    /// Address of its board.
    pub href: String,
}

/// All plans for a list, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn lines(db: &::store::Db, t: &Text) -> anyhow::Result<Vec<PlanLine>> {
    let plans = store::list(db).await?;
    Ok(plans.iter().map(|plan| line(plan, t)).collect())
}

fn line(plan: &PlanSummary, t: &Text) -> PlanLine {
    PlanLine {
        title: plan.title.clone(),
        years: span_label(plan.years, plan.year_style, t.language()),
        state: t.say(plan.state.label()).into_owned(),
        href: format!("/plan/{}", plan.code),
    }
}

#[derive(Template)]
#[template(path = "plans.html")]
struct PlansPage<'a> {
    t: &'a Text,
    title: String,
    plans: Vec<PlanLine>,
    may_import: bool,
}

/// `/plan` leads to the plan in force, or to the list when there is none.
pub(crate) async fn front(may: May<ViewPlan>) -> Result<Response, PageError> {
    let plans = store::list(may.db()).await?;
    let present = may.fiscal_year();
    let to = in_force(&plans, present).map_or_else(
        || "/plans".to_owned(),
        |plan| format!("/plan/{}", plan.code),
    );
    Ok(see_other(&to, None))
}

/// The plan whose years hold the present one; among several the furthest, then the newest.
fn in_force(plans: &[PlanSummary], present: FiscalYear) -> Option<&PlanSummary> {
    plans
        .iter()
        .filter(|plan| plan.years.contains(present))
        .max_by_key(|plan| (plan.state >= State::Adopted, plan.years.from))
        .or_else(|| plans.iter().max_by_key(|plan| plan.years.from))
}

pub(crate) async fn list(may: May<ViewPlan>) -> Result<Response, PageError> {
    let title = may.say("plan-list");
    let main = PlansPage {
        t: &may.text,
        title: title.clone(),
        plans: lines(may.db(), &may.text).await?,
        may_import: access::decide(
            may.actor.roles,
            access::Action::Edit,
            access::Kind::PlanStructure,
            access::Relation::Other,
        ),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// Which programs' results the reader may enter: everybody's, some sections', or none.
pub(crate) fn entry_scope(visit: &Visit) -> Option<access::Scope> {
    access::Allowed::<EditPlanResults>::ask(visit.actor.clone())
        .ok()
        .map(|allowed| allowed.scope())
}

/// Whether the reader holds a permission on records of no section in particular.
pub(crate) fn holds<P: Permission>(visit: &Visit) -> bool {
    access::decide(
        visit.actor.roles,
        P::ACTION,
        P::KIND,
        access::Relation::Other,
    )
}
