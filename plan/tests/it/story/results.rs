//! What a section enters: its own programs, in words and figures that can be printed.

use super::midorino::{CODE, denied, figure, midorino, opened, program, refusal, result};
use crate::office::{HEALTH, Office, editor, may, personnel, samples};
use access::{Actor, Allowed, EditPlanResults, EditPlanStructure, Role, Roles};
use calendar::FiscalYear;
use measure::Quality;
use plan::acts::{self, *};
use plan::document::{Part, Status};
use plan::records::{ProgramView, State, Version};

#[tokio::test]
async fn a_section_enters_its_own_results_and_no_others() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let section = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let own = result(&plan, "health-support", "産業医面談を実施");
        enter_result(office.desk(), &section, CODE, own)
            .await
            .unwrap();
        let other = result(&plan, "suggestions", "募集した");
        denied(enter_result(office.desk(), &section, CODE, other).await);
        let nobody = result(&plan, "organisation-goals", "設定した");
        denied(enter_result(office.desk(), &section, CODE, nobody).await);
        // Once a unit answers for the program, it may.
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let goals = program(&plan, "organisation-goals").record.id;
        assign_unit(office.desk(), &structure, CODE, goals, Some(HEALTH))
            .await
            .unwrap();
        let now_own = result(&plan, "organisation-goals", "設定した");
        enter_result(office.desk(), &section, CODE, now_own)
            .await
            .unwrap();

        let viewer = Actor {
            roles: Roles::NONE.with(Role::Viewer),
            ..editor("田中", HEALTH)
        };
        assert!(Allowed::<EditPlanResults>::ask(viewer).is_err());
        assert!(Allowed::<EditPlanStructure>::ask(editor("佐藤 健", HEALTH)).is_err());
    }
}

#[tokio::test]
async fn what_cannot_be_printed_is_not_entered() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let may = may::<EditPlanResults>(&personnel("高橋 由美子"));
        let base = || result(&plan, "health-support", "実施");
        let merged = |into: Option<&str>| ResultEntry {
            status: Some(Status::Merged),
            merged_into: into.map(str::to_owned),
            ..base()
        };
        let unknown = "none.such".to_owned();
        let table = [
            (
                result(&plan, "check-up-follow-up", " "),
                PlanRefusal::NothingEntered,
            ),
            (
                result(&plan, "health-support", "{health"),
                PlanRefusal::UnreadableText {
                    text: "{health".to_owned(),
                },
            ),
            (
                result(&plan, "health-support", "{none.such}件"),
                PlanRefusal::UnknownMeasure {
                    key: unknown.clone(),
                },
            ),
            (
                ResultEntry {
                    figures: vec![figure("none.such", "1")],
                    ..base()
                },
                PlanRefusal::UnknownMeasure { key: unknown },
            ),
            (merged(None), PlanRefusal::MergedIntoNothing),
            (
                merged(Some("no-such-program")),
                PlanRefusal::MergedIntoNothing,
            ),
            (
                merged(Some("health-support")),
                PlanRefusal::MergedIntoNothing,
            ),
            (
                ResultEntry {
                    merged_into: Some("suggestions".to_owned()),
                    ..base()
                },
                PlanRefusal::MergedIntoNothing,
            ),
            (
                ResultEntry {
                    year: FiscalYear(2027),
                    expected: Version::NONE,
                    ..base()
                },
                PlanRefusal::YearNotBegun {
                    year: FiscalYear(2027),
                },
            ),
            (
                ResultEntry {
                    year: FiscalYear(2024),
                    expected: Version::NONE,
                    ..base()
                },
                PlanRefusal::YearOutside {
                    year: FiscalYear(2024),
                },
            ),
        ];
        for (entry, expected) in table {
            let told = refusal(enter_result(office.desk(), &may, CODE, entry).await);
            assert_eq!(told, expected);
        }
        assert_eq!(opened(&office, CODE).await, plan, "nothing was changed");
    }
}

#[tokio::test]
async fn a_year_of_a_merged_cell_is_entered_without_touching_the_others() {
    for office in Office::on_all_databases().await {
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let [kiyose, ..] = samples();
        acts::import(office.desk(), &structure, &kiyose, None)
            .await
            .unwrap();
        let plan = opened(&office, "kiyose-2019").await;
        let results = may::<EditPlanResults>(&personnel("高橋 由美子"));
        let wide =
            |view: &ProgramView<'_>| view.program.actual.iter().any(|cell| cell.years.len() == 3);
        let view = plan.part(Part::Review).find(wide).unwrap();
        let year = FiscalYear(2017);
        let old = view.result(year).cell.unwrap();
        let entry = ResultEntry {
            program: view.record.id,
            year,
            text: "この年度だけ別".to_owned(),
            status: None,
            merged_into: None,
            quality: Quality::Final,
            figures: Vec::new(),
            expected: view.result_mark(year).unwrap().version,
        };
        let saved = enter_result(office.desk(), &results, "kiyose-2019", entry)
            .await
            .unwrap();
        let now = opened(&office, "kiyose-2019").await;
        let after = now.program(view.record.id).unwrap();
        let texts: Vec<&str> = after
            .program
            .actual
            .iter()
            .map(|cell| cell.text.as_str())
            .collect();
        assert_eq!(texts, [&old.text, "この年度だけ別", &old.text]);
        let back = RestoreEntry {
            history: saved.history.unwrap(),
            side: Side::Before,
            expected: saved.version,
        };
        acts::restore(office.desk(), &results, "kiyose-2019", back)
            .await
            .unwrap();
        assert_eq!(
            opened(&office, "kiyose-2019").await.document,
            kiyose,
            "merged again"
        );
    }
}
