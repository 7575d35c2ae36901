//! Figures of the plan itself, and figures of other crates in the plan's cells.

use crate::document::{Measure, Part, PlanDocument, Program, Value};
use crate::records::{Loaded, ProgramId};
use crate::rules::{Standing, Viewpoint, standing};
use crate::store;
use ::figures::{Asked, Counted, Figure, Figures, Pending, Records, Wanted};
use ::store::{Db, Identity};
use anyhow::Result;
use calendar::{Date, FiscalYear, YearSpan};
use measure::{Amount, Quality};
use quick_cache::sync::Cache;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// The share of programs on track.
pub const ON_TRACK_RATE: Figure = Figure {
    key: "plan.on_track_rate",
    label: "plan-figure-on-track-rate",
    unit: "plan-figure-percent",
    definition: "plan-figure-on-track-rate-definition",
    count: count_on_track,
    records: list_on_track,
};

/// The figures that the plan offers.
pub const FIGURES: &[Figure] = &[ON_TRACK_RATE];

/// The version of the definition of [`ON_TRACK_RATE`].
const DEFINITION: u32 = 1;

/// The programs of the plan in force with how they stand in the year.
struct Judged {
    loaded: Arc<Loaded>,
    standings: Vec<(usize, Standing)>,
}

async fn judged(db: &Db, asked: Asked) -> Result<Option<Judged>> {
    let Some(code) = store::code_in_force(db, asked.year).await? else {
        return Ok(None);
    };
    let Some(loaded) = store::load(db, &code).await? else {
        return Ok(None);
    };
    let settings = ::settings::Settings::load(db, asked.on).await?;
    let from = Viewpoint::on(&loaded, asked.on, crate::settings::thresholds(&settings));
    let standings: Vec<(usize, Standing)> = loaded
        .part(Part::Plan)
        .map(|view| (view.index, standing(view.program, asked.year, &from)))
        .filter(|(_, standing)| standing.is_judged())
        .collect();
    Ok(Some(Judged { loaded, standings }))
}

fn count_on_track(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let Some(judged) = judged(db, asked).await? else {
            return Ok(None);
        };
        let well = judged
            .standings
            .iter()
            .filter(|(_, standing)| standing.is_well())
            .count();
        let (well, all) = (i64::try_from(well)?, i64::try_from(judged.standings.len())?);
        // Nothing is judged yet: there is no share, not a share of zero.
        let Some(amount) = Amount::percentage(well, all, 1) else {
            return Ok(None);
        };
        let running = asked.on <= asked.year.last_day();
        let quality = if running {
            Quality::AsOf(asked.on)
        } else {
            Quality::Final
        };
        Ok(Some(Counted {
            amount,
            quality,
            definition: DEFINITION,
        }))
    })
}

fn list_on_track<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(on_track_records(db, wanted))
}

async fn on_track_records(db: &Db, wanted: Wanted<'_>) -> Result<Records> {
    let Wanted {
        asked,
        scope,
        offset,
        limit,
        text,
    } = wanted;
    let columns = RECORD_COLUMNS
        .iter()
        .map(|key| text.say(key).into_owned())
        .collect();
    let Some(judged) = judged(db, asked).await? else {
        return Ok(Records {
            columns,
            ..Records::default()
        });
    };
    let visible: Vec<&(usize, Standing)> = judged
        .standings
        .iter()
        .filter(|(place, _)| scope.holds(judged.loaded.programs[*place].unit))
        .collect();
    let row = |program: &Program, standing: Standing| {
        vec![
            program.node.clone(),
            program.name.clone(),
            program.owner.clone().unwrap_or_default(),
            text.say(standing.label()).into_owned(),
        ]
    };
    let programs = &judged.loaded.document.programs;
    let page = visible.iter().skip(usize::try_from(offset).unwrap_or(0));
    let page = page.take(usize::try_from(limit).unwrap_or(0));
    Ok(Records {
        columns,
        rows: page
            .map(|(place, standing)| row(&programs[*place], *standing))
            .collect(),
        visible: i64::try_from(visible.len())?,
        counted: i64::try_from(judged.standings.len())?,
    })
}

const RECORD_COLUMNS: [&str; 4] = [
    "plan-records-place",
    "plan-records-name",
    "plan-records-owner",
    "plan-records-standing",
];

/// Figures computed for a plan's measures, by name and year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComputedValues(BTreeMap<String, BTreeMap<FiscalYear, Counted>>);

impl ComputedValues {
    /// The figure of a name in a year.
    #[must_use]
    pub fn get(&self, key: &str, year: FiscalYear) -> Option<Counted> {
        self.0.get(key)?.get(&year).copied()
    }

    fn of(&self, key: &str, years: YearSpan) -> impl Iterator<Item = Printed> {
        let of_key = self.0.get(key).into_iter().flatten();
        let in_years = of_key.filter(move |(year, _)| years.contains(**year));
        in_years.map(|(year, counted)| (*year, counted.amount, counted.quality))
    }

    /// Puts a figure in.
    pub fn insert(&mut self, key: &str, year: FiscalYear, counted: Counted) {
        self.0
            .entry(key.to_owned())
            .or_default()
            .insert(year, counted);
    }
}

/// Which figures a plan quotes, for which years.
type Quoted<'a> = BTreeMap<&'a str, BTreeSet<FiscalYear>>;

/// The figures that a plan quotes: each for the years of the part its measure stands in, as far as they
/// have begun; a node's for the years it looks back on.
fn quoted(
    loaded: &Loaded,
    today: Date,
    wanted: impl Fn(&Measure, FiscalYear) -> bool,
) -> Quoted<'_> {
    let document = &loaded.document;
    let years_of = |part: Part| match part {
        Part::Plan => Some(document.plan_years),
        Part::Review => document.review_years,
    };
    let of_programs = document.programs.iter().flat_map(|program| {
        program
            .measures
            .iter()
            .map(move |measure| (measure, years_of(program.part)))
    });
    let of_nodes = document.nodes.iter().flat_map(|node| {
        node.result_measures
            .iter()
            .map(|measure| (measure, document.review_years))
    });
    let present = FiscalYear::of(today);
    let mut quoted = Quoted::new();
    for (measure, years) in of_programs.chain(of_nodes) {
        let years = years.into_iter().flat_map(YearSpan::years);
        let years = years.filter(|year| *year <= present && wanted(measure, *year));
        quoted
            .entry(measure.key.as_str())
            .or_default()
            .extend(years);
    }
    quoted
}

async fn compute(
    db: &Db,
    figures: &Figures,
    quoted: &Quoted<'_>,
    today: Date,
) -> Result<ComputedValues> {
    let mut computed = ComputedValues::default();
    for (key, years) in quoted {
        let Some(figure) = figures.get(key) else {
            continue;
        };
        for year in years {
            if let Some(counted) = (figure.count)(
                db,
                Asked {
                    year: *year,
                    on: today,
                },
            )
            .await?
            {
                computed.insert(key, *year, counted);
            }
        }
    }
    Ok(computed)
}

/// Computes every figure that a plan quotes, also where a frozen or an entered one is printed.
pub async fn computed_values(
    db: &Db,
    figures: &Figures,
    loaded: &Loaded,
    today: Date,
) -> Result<ComputedValues> {
    compute(db, figures, &quoted(loaded, today, |_, _| true), today).await
}

/// The same for some years.
pub async fn computed_in(
    db: &Db,
    figures: &Figures,
    loaded: &Loaded,
    years: YearSpan,
    today: Date,
) -> Result<ComputedValues> {
    compute(
        db,
        figures,
        &quoted(loaded, today, |_, year| years.contains(year)),
        today,
    )
    .await
}

/// The document with computed figures in it, each in the part that its year belongs to.
///
/// A figure that somebody entered or imported stands as it is. In a closed year the frozen figure
/// counts; in other years the one computed today.
#[must_use]
pub fn filled(loaded: &Loaded, computed: &ComputedValues) -> PlanDocument {
    let mut document = loaded.document.clone();
    let years_of = |part: Part| match part {
        Part::Plan => Some(loaded.document.plan_years),
        Part::Review => loaded.document.review_years,
    };
    for (program, record) in document.programs.iter_mut().zip(&loaded.programs) {
        let Some(years) = years_of(program.part) else {
            continue;
        };
        for measure in &mut program.measures {
            let frozen: Vec<Printed> = frozen_figures(loaded, record.id, &measure.key).collect();
            put(measure, frozen);
            let open = computed.of(&measure.key, years);
            let open: Vec<Printed> = open.filter(|(year, ..)| !loaded.is_closed(*year)).collect();
            put(measure, open);
        }
    }
    let Some(years) = loaded.document.review_years else {
        return document;
    };
    for measure in document
        .nodes
        .iter_mut()
        .flat_map(|node| &mut node.result_measures)
    {
        let counted: Vec<Printed> = computed.of(&measure.key, years).collect();
        put(measure, counted);
    }
    document
}

/// A figure as a cell prints it.
type Printed = (FiscalYear, Amount, Quality);

fn frozen_figures(loaded: &Loaded, program: ProgramId, key: &str) -> impl Iterator<Item = Printed> {
    loaded.closings.iter().flat_map(move |closing| {
        let of = closing.frozen.iter();
        let of = of.filter(move |frozen| frozen.program == program && frozen.key == key);
        of.map(|frozen| (closing.year, frozen.amount, frozen.quality))
    })
}

fn put(measure: &mut Measure, figures: impl IntoIterator<Item = Printed>) {
    for (year, amount, quality) in figures {
        if measure
            .values
            .iter()
            .any(|value| value.year == year && !value.computed)
        {
            continue;
        }
        measure.values.retain(|value| value.year != year);
        measure.values.push(Value {
            year,
            amount,
            quality,
            source: None,
            computed: true,
        });
    }
    measure.values.sort_by_key(|value| value.year);
}

/// Completes a loaded plan for pages and exports: computes what its document quotes and nobody has
/// entered, and takes what was frozen for closed years, which is not computed again.
pub async fn fill(db: &Db, figures: &Figures, loaded: &mut Loaded, today: Date) -> Result<()> {
    let open = |measure: &Measure, year: FiscalYear| {
        let entered = measure
            .values
            .iter()
            .any(|value| value.year == year && !value.computed);
        !entered && !loaded.is_closed(year)
    };
    let computed = compute(db, figures, &quoted(loaded, today, open), today).await?;
    loaded.document = filled(loaded, &computed);
    Ok(())
}

/// A plan with the figures of a moment in it.
#[derive(Clone)]
struct Completed {
    source: Arc<Loaded>,
    /// The last entry of the journal when the figures were computed.
    journal: i64,
    on: Date,
    plan: Arc<Loaded>,
}

static COMPLETED: LazyLock<Cache<(Identity, String), Completed>> = LazyLock::new(|| Cache::new(64));

/// A plan for pages, with today's figures in it; computed again only after somebody did something.
pub async fn completed(
    db: &Db,
    figures: &Figures,
    code: &str,
    today: Date,
) -> Result<Option<Arc<Loaded>>> {
    let Some(source) = store::load(db, code).await? else {
        return Ok(None);
    };
    // Asked before the figures are computed: what is written meanwhile makes them be computed again.
    let journal = journal::last(db).await?;
    let key = (db.identity(), code.to_owned());
    if let Some(kept) = COMPLETED.get(&key)
        && Arc::ptr_eq(&kept.source, &source)
        && (kept.journal, kept.on) == (journal, today)
    {
        return Ok(Some(kept.plan));
    }
    let mut plan = Loaded::clone(&source);
    fill(db, figures, &mut plan, today).await?;
    let plan = Arc::new(plan);
    COMPLETED.insert(
        key,
        Completed {
            source,
            journal,
            on: today,
            plan: Arc::clone(&plan),
        },
    );
    Ok(Some(plan))
}
