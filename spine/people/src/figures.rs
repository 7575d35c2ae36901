//! The figures that this crate offers to the plan.

use crate::employees::{EmployeeLine, Page};
use crate::headcount::{headcount, headcount_records};
use calendar::FiscalYear;
use figures::{Asked, Counted, Figure, Pending, Records, Wanted};
use measure::{Amount, Quality};
use store::Db;

/// 職員数: regular employees in service on 1 April of the year.
pub const HEADCOUNT: Figure = Figure {
    key: "people.headcount",
    label: "people-figure-headcount",
    unit: "people-figure-persons",
    definition: "people-figure-headcount-definition",
    count: counted,
    records,
};

/// All of them.
pub const FIGURES: &[Figure] = &[HEADCOUNT];

fn counted(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        if FiscalYear::of(asked.on) < asked.year {
            return Ok(None);
        }
        let number = headcount(db, asked.year.first_day()).await?.regular();
        // The day of the count is over as soon as the year has begun.
        let counted = Counted {
            amount: Amount::whole(number),
            quality: Quality::Final,
            definition: 1,
        };
        Ok(Some(counted))
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of every figure's function"
)]
fn records<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let on = wanted.asked.year.first_day();
        let counted = headcount(db, on).await?.regular();
        let page = |offset, limit| Page { offset, limit };
        let lines =
            headcount_records(db, on, wanted.scope, page(wanted.offset, wanted.limit)).await?;
        let visible = match wanted.scope {
            access::Scope::All => counted,
            access::Scope::Units(_) => {
                let all = headcount_records(db, on, wanted.scope, page(0, counted)).await?;
                i64::try_from(all.len())?
            }
        };
        let columns = ["staff-no", "name", "unit", "post"].map(|column| {
            wanted
                .text
                .say(&format!("people-column-{column}"))
                .into_owned()
        });
        let row = |line: EmployeeLine| {
            let (unit, post) = (
                line.unit_name.unwrap_or_default(),
                line.post.unwrap_or_default(),
            );
            vec![line.staff_no, line.name.full(), unit, post]
        };
        let rows = lines.into_iter().map(row).collect();
        Ok(Records {
            columns: columns.to_vec(),
            rows,
            visible,
            counted,
        })
    })
}
