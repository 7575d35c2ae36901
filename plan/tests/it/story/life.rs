//! One plan from its import to the plan that follows it.

use super::midorino::{
    CODE, YEAR, figure, known_figures, midorino, opened, program, refusal, result, todos_of,
};
use crate::office::{HEALTH, Office, editor, may, personnel, samples};
use access::{CorrectPlan, EditPlanResults, EditPlanStructure, PublishPlan};
use calendar::{FiscalYear, YearSpan};
use jiff::civil::date;
use measure::{Amount, Grade};
use plan::acts::{self, *};
use plan::document::{Evaluation, NextAction, Part};
use plan::figures::{computed_values, fill};
use plan::records::{Content, Loaded, RoundKind, State, Version};
use plan::rules::{NextPlan, Standing, Viewpoint, drifts, standing};
use plan::store as plans;

#[tokio::test]
async fn a_plan_is_imported_carried_out_closed_corrected_and_followed() {
    for office in Office::on_all_databases().await {
        let officer = personnel("高橋 由美子");
        let structure = may::<EditPlanStructure>(&officer);
        let [kiyose, document, _] = samples();

        // Import: first the dry run, then both plans.
        let dry = dry_run(office.desk(), &structure, &document).await.unwrap();
        assert_eq!((dry.version, dry.state), (None, None));
        assert!(dry.unknown_owners.contains(&"市民部市民課".to_owned()));
        assert!(
            !dry.unknown_owners
                .contains(&"健康福祉部健康推進課".to_owned())
        );
        acts::import(office.desk(), &structure, &kiyose, None)
            .await
            .unwrap();
        let plan = midorino(&office, State::Published).await;
        assert_eq!(plan.document, document);
        assert_eq!(
            program(&plan, "check-up-follow-up").record.unit,
            Some(HEALTH)
        );
        assert_eq!(program(&plan, "organisation-goals").record.unit, None);

        // The sections are asked, and one of them enters its result.
        let round = NewRound {
            year: YEAR,
            kind: RoundKind::MidYear,
            name: "中間の実績".to_owned(),
            due: date(2026, 12, 18),
        };
        let round = open_round(office.desk(), &structure, CODE, round)
            .await
            .unwrap();
        let section = editor("佐藤 健", HEALTH);
        let todos = todos_of(&office, &section).await;
        assert_eq!(todos.len(), 1, "{todos:?}");
        assert_eq!(todos[0].detail, "自分の課の未入力 1件");
        assert_eq!(todos[0].href, "/plan/midorino-2025/input?year=2026");
        let results = may::<EditPlanResults>(&section);
        let mut entry = result(
            &plan,
            "check-up-follow-up",
            "受診率：{health.follow_up_rate}％",
        );
        entry.figures = vec![figure("health.follow_up_rate", "60.5")];
        let saved = enter_result(office.desk(), &results, CODE, entry)
            .await
            .unwrap();
        let after = opened(&office, CODE).await;
        let view = program(&after, "check-up-follow-up");
        assert_eq!(view.result_mark(YEAR).unwrap().version, saved.version);
        assert_eq!(view.result_mark(YEAR).unwrap().changed_by, "佐藤 健");
        assert_eq!(
            view.result(YEAR).figures[0].value.amount.to_string(),
            "60.5"
        );
        let from = Viewpoint::on(&after, office.desk().today, measure::Thresholds::default());
        assert_eq!(
            standing(view.program, YEAR, &from),
            Standing::SlightlyBehind
        );
        assert!(
            todos_of(&office, &section).await.is_empty(),
            "a finished task disappears"
        );
        close_round(office.desk(), &structure, CODE, round)
            .await
            .unwrap();

        // The year is judged and closed: computed figures are frozen, and drift is seen.
        evaluate_all(&office).await;
        office.set_day(date(2027, 4, 20));
        let publish = may::<PublishPlan>(&officer);
        let figures = known_figures();
        let closing =
            |confirmed| close_year(office.desk(), &publish, &figures, CODE, YEAR, confirmed);
        let missing = refusal(closing(false).await);
        assert!(
            matches!(missing, PlanRefusal::ResultsMissing { .. }),
            "{missing:?}"
        );
        closing(true).await.unwrap();
        let mut closed = opened(&office, CODE).await;
        let frozen = &closed.closing(YEAR).unwrap().frozen;
        let headcount = frozen
            .iter()
            .find(|frozen| frozen.key == "people.headcount")
            .unwrap();
        assert_eq!(headcount.amount, Amount::whole(6));
        assert!(
            frozen
                .iter()
                .any(|frozen| frozen.key == "plan.on_track_rate")
        );
        people_join(&office).await;
        let today = office.desk().today;
        let computed = computed_values(&office.db, &figures, &closed, today)
            .await
            .unwrap();
        fill(&office.db, &figures, &mut closed, today)
            .await
            .unwrap();
        let drift = drifts(&closed, |key, year| computed.get(key, year));
        let drift = drift
            .iter()
            .find(|drift| drift.key == "people.headcount")
            .unwrap();
        assert_eq!(
            (drift.frozen, drift.now),
            (Amount::whole(6), Some(Amount::whole(7)))
        );
        let headcount = |plan: &Loaded, year| {
            let measures = plan
                .document
                .programs
                .iter()
                .flat_map(|program| &program.measures);
            let values = measures
                .filter(|m| m.key == "people.headcount")
                .flat_map(|m| &m.values);
            values
                .clone()
                .find(|value| value.year == year)
                .map(|value| value.amount)
        };
        assert_eq!(
            headcount(&closed, YEAR),
            Some(Amount::whole(6)),
            "the frozen one is printed"
        );
        assert_eq!(
            headcount(&closed, FiscalYear(2025)),
            Some(Amount::whole(7)),
            "open: today's"
        );

        // In the closed year only a correction changes anything, and the old text stays readable.
        let late = result(
            &closed,
            "check-up-follow-up",
            "受診率：{health.follow_up_rate}％",
        );
        let mut late = ResultEntry {
            figures: vec![figure("health.follow_up_rate", "61.2")],
            ..late
        };
        let told = refusal(enter_result(office.desk(), &results, CODE, late.clone()).await);
        assert_eq!(told, PlanRefusal::YearClosed { year: YEAR });
        late.text = "受診率：{health.follow_up_rate}％（再集計）".to_owned();
        let correction = CorrectionEntry {
            what: Correcting::Result(late),
            by: "総務部人事課".to_owned(),
            reason: "健診機関の再集計による".to_owned(),
        };
        correct(
            office.desk(),
            &may::<CorrectPlan>(&officer),
            CODE,
            correction,
        )
        .await
        .unwrap();
        let corrected = opened(&office, CODE).await;
        let printed = corrected.document.corrections.last().unwrap();
        assert_eq!(printed.before, "受診率：60.5％");
        assert_eq!(printed.after, "受診率：61.2％（再集計）");
        assert_eq!(
            (printed.on, printed.by.as_str()),
            (date(2027, 4, 20), "総務部人事課")
        );
        assert_eq!(printed.reason, "健診機関の再集計による");
        assert!(
            printed.place.contains("健康診断の事後指導"),
            "{}",
            printed.place
        );
        let id = program(&corrected, "check-up-follow-up").record.id;
        let history = plans::history(&office.db, id).await.unwrap();
        assert_eq!(history[0].by, "高橋 由美子");
        assert_eq!(history[0].reason.as_deref(), Some("健診機関の再集計による"));
        let Some(Content::Result(old)) = &history[0].before else {
            panic!("{history:?}")
        };
        assert_eq!(old.figures[0].value.amount.to_string(), "60.5");

        // The next plan is drafted from this one.
        let next = NextPlan {
            code: "midorino-2028".to_owned(),
            title: "みどり野市人材育成基本方針実施計画".to_owned(),
            years: YearSpan::new(FiscalYear(2028), FiscalYear(2030)).unwrap(),
            review: None,
            carry_texts: true,
        };
        create_next(office.desk(), &structure, CODE, &next)
            .await
            .unwrap();
        let drafted = opened(&office, "midorino-2028").await;
        assert_eq!(drafted.state, State::Draft);
        assert_eq!(drafted.document.previous.as_deref(), Some(CODE));
        assert_eq!(
            drafted.part(Part::Review).count(),
            corrected.part(Part::Plan).count()
        );
        let again = create_next(office.desk(), &structure, CODE, &next).await;
        assert_eq!(
            refusal(again),
            PlanRefusal::CodeTaken {
                code: "midorino-2028".to_owned()
            }
        );

        let verified = journal::verify(&office.db).await.unwrap();
        assert_eq!(verified.broken, None, "{}", office.kind);
        assert!(verified.entries > 10);
    }
}

/// Enters and judges everything but one program.
async fn evaluate_all(office: &Office) {
    let may = may::<EditPlanResults>(&personnel("高橋 由美子"));
    let plan = opened(office, CODE).await;
    for view in plan.part(Part::Plan).skip(1).take(3) {
        let evaluation = Evaluation {
            year: YEAR,
            grade: Some(Grade::Achieved),
            reason: "目標に達した。".to_owned(),
            next_action: Some(NextAction::Continue),
        };
        let expected = view
            .evaluation_mark(YEAR)
            .map_or(Version::NONE, |mark| mark.version);
        let entry = EvaluationEntry {
            program: view.record.id,
            evaluation,
            expected,
        };
        evaluate(office.desk(), &may, CODE, entry).await.unwrap();
    }
}

async fn people_join(office: &Office) {
    use people::{Kana, NewUnit, Title, UnitId, UnitKind, UnitVersion};
    let version = UnitVersion {
        unit: UnitId(99),
        name: Title::parse("新設課").unwrap(),
        short_name: Title::parse("新設").unwrap(),
        kana: Kana::parse("しんせつか").unwrap(),
        parent: Some(UnitId(1)),
        kind: UnitKind::Section,
        position: 99,
        period: calendar::Period::starting(date(2021, 4, 1)),
    };
    let unit = NewUnit {
        code: Title::parse("099").unwrap(),
        version,
    };
    let mut tx = office.db.begin().await.unwrap();
    people::insert_units(&mut tx, &office.ids, &[unit])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
