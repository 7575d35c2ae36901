//! Figures that are counted and not entered.

use super::midorino::{CODE, UNITS, YEAR, figure, known_figures, midorino, opened, result, text};
use crate::office::{HEALTH, Office, may, personnel, samples};
use ::figures::{Asked, Wanted};
use access::{EditPlanResults, EditPlanStructure};
use calendar::FiscalYear;
use jiff::civil::date;
use measure::{Amount, Quality};
use plan::acts::{self, *};
use plan::document::Part;
use plan::figures::{ON_TRACK_RATE, computed_values, fill};
use plan::records::State;
use words::Language;

#[tokio::test]
async fn the_share_on_track_is_the_share_of_the_programs_listed() {
    for office in Office::on_all_databases().await {
        midorino(&office, State::Published).await;
        let year = FiscalYear(2025);
        let asked = Asked {
            year,
            on: office.desk().today,
        };
        let counted = (ON_TRACK_RATE.count)(&office.db, asked)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(counted.quality, Quality::Final);
        let text = text(Language::English);
        let wanted = |scope, offset, limit| Wanted {
            asked,
            scope,
            offset,
            limit,
            text: &text,
        };
        let all = access::Scope::All;
        let records = (ON_TRACK_RATE.records)(&office.db, wanted(&all, 0, 1000))
            .await
            .unwrap();
        let well = records
            .rows
            .iter()
            .filter(|row| ["Achieved", "On track"].contains(&&*row[3]));
        let well = i64::try_from(well.count()).unwrap();
        assert_eq!(records.counted, i64::try_from(records.rows.len()).unwrap());
        assert_eq!(
            Amount::percentage(well, records.counted, 1),
            Some(counted.amount)
        );
        let own = access::Scope::Units(vec![HEALTH]);
        let own = (ON_TRACK_RATE.records)(&office.db, wanted(&own, 1, 1))
            .await
            .unwrap();
        assert_eq!(
            (own.visible, own.counted, own.rows.len()),
            (2, records.counted, 1)
        );
        assert_eq!(own.rows[0][2], "健康福祉部健康推進課");

        let running = Asked {
            year: YEAR,
            on: office.desk().today,
        };
        let counted = (ON_TRACK_RATE.count)(&office.db, running)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(counted.quality, Quality::AsOf(date(2026, 12, 1)));
        let never = Asked {
            year: FiscalYear(2010),
            on: office.desk().today,
        };
        assert_eq!(
            (ON_TRACK_RATE.count)(&office.db, never).await.unwrap(),
            None
        );
    }
}

#[tokio::test]
async fn a_figure_that_somebody_entered_is_not_computed_over() {
    for office in Office::on_all_databases().await {
        let mut plan = midorino(&office, State::Published).await;
        let may = may::<EditPlanResults>(&personnel("高橋 由美子"));
        let holder = plan
            .part(Part::Plan)
            .find(|view| {
                view.program
                    .measures
                    .iter()
                    .any(|m| m.key == "people.headcount")
            })
            .unwrap();
        let entry = ResultEntry {
            year: FiscalYear(2025),
            figures: vec![figure("people.headcount", "750")],
            expected: holder.result_mark(FiscalYear(2025)).unwrap().version,
            ..result(&plan, &holder.program.key, "職員数：{people.headcount}人")
        };
        enter_result(office.desk(), &may, CODE, entry)
            .await
            .unwrap();
        plan = opened(&office, CODE).await;
        let figures = known_figures();
        let computed = computed_values(&office.db, &figures, &plan, office.desk().today)
            .await
            .unwrap();
        assert!(
            computed.get("people.headcount", FiscalYear(2027)).is_none(),
            "has not begun"
        );
        fill(&office.db, &figures, &mut plan, office.desk().today)
            .await
            .unwrap();
        let measures = plan
            .document
            .programs
            .iter()
            .flat_map(|program| &program.measures);
        let values: Vec<(i16, String, bool)> = measures
            .filter(|measure| measure.key == "people.headcount")
            .flat_map(|measure| &measure.values)
            .map(|value| (value.year.0, value.amount.to_string(), value.computed))
            .collect();
        assert!(
            values.contains(&(2025, "750".to_owned(), false)),
            "{values:?}"
        );
        assert!(values.contains(&(2026, "6".to_owned(), true)), "{values:?}");
    }
}

#[tokio::test]
async fn a_computed_figure_stands_in_the_part_that_its_year_belongs_to() {
    for office in Office::on_all_databases().await {
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let [_, mut document, _] = samples();
        let quotes = |p: &&plan::document::Program| p.measures.iter().any(|m| m.key == UNITS.key);
        let holder = document.programs.iter().find(quotes).unwrap();
        let measure = holder.measures.iter().find(|m| m.key == UNITS.key).unwrap();
        let looking_back = plan::document::Measure {
            targets: Vec::new(),
            ..measure.clone()
        };
        document.programs[0].measures.push(looking_back);
        acts::import(office.desk(), &structure, &document, None)
            .await
            .unwrap();
        let mut plan = opened(&office, CODE).await;
        fill(&office.db, &known_figures(), &mut plan, office.desk().today)
            .await
            .unwrap();
        let years = |part| {
            let measures = plan.part(part).flat_map(|view| &view.program.measures);
            let values = measures
                .filter(|m| m.key == UNITS.key)
                .flat_map(|m| &m.values);
            values.map(|value| value.year.0).collect::<Vec<_>>()
        };
        assert_eq!(
            (years(Part::Review), years(Part::Plan)),
            (vec![2022, 2023, 2024], vec![2025, 2026])
        );
        assert_eq!(plan::validation::check(&plan.document), Vec::new());
    }
}
