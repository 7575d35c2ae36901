//! A plan's life in an office, told on every database: imported, carried out, closed, corrected, followed.

use crate::office::{HEALTH, Office, PERSONNEL, editor, may, personnel, samples};
use ::figures::{Asked, Counted, Figure, Figures, Pending, Records, Wanted};
use ::store::Db;
use access::{Actor, Allowed, CorrectPlan, EditPlanResults, EditPlanStructure, PublishPlan};
use access::{Role, Roles};
use calendar::{FiscalYear, YearSpan};
use jiff::civil::date;
use measure::{Amount, Grade, Quality};
use plan::acts::{self, *};
use plan::document::{Evaluation, NextAction, Part, PlanDocument, Status};
use plan::figures::{ON_TRACK_RATE, computed_values, fill};
use plan::records::{
    Content, HistoryId, Loaded, NodeId, ProgramId, ProgramView, RoundKind, State, Version,
};
use plan::rules::tree::Way;
use plan::rules::{NextPlan, Standing, Viewpoint, drifts, standing};
use plan::store as plans;
use std::sync::Arc;
use words::{Language, Text, Words};

const CODE: &str = "midorino-2025";
const YEAR: FiscalYear = FiscalYear(2026);

async fn opened(office: &Office, code: &str) -> Loaded {
    plans::load(&office.db, code).await.unwrap().unwrap()
}

/// Imports the plan of Midorino and takes it as far as asked.
async fn midorino(office: &Office, until: State) -> Loaded {
    let [_, document, _] = samples();
    let officer = personnel("高橋 由美子");
    acts::import(office.desk(), &may(&officer), &document, None)
        .await
        .unwrap();
    advance(office, CODE, until).await;
    opened(office, CODE).await
}

async fn advance(office: &Office, code: &str, until: State) {
    let may = may::<EditPlanStructure>(&personnel("高橋 由美子"));
    for pair in State::ALL.windows(2) {
        let state = opened(office, code).await.state;
        if state == pair[0] && state < until {
            change_state(office.desk(), &may, code, pair[0], pair[1])
                .await
                .unwrap();
        }
    }
}

fn program<'a>(plan: &'a Loaded, key: &str) -> ProgramView<'a> {
    plan.program_named(Part::Plan, key).unwrap()
}

fn result(plan: &Loaded, key: &str, text: &str) -> ResultEntry {
    let view = program(plan, key);
    ResultEntry {
        program: view.record.id,
        year: YEAR,
        text: text.to_owned(),
        status: None,
        merged_into: None,
        quality: Quality::Final,
        figures: Vec::new(),
        expected: view
            .result_mark(YEAR)
            .map_or(Version::NONE, |mark| mark.version),
    }
}

fn figure(key: &str, amount: &str) -> FigureEntry {
    FigureEntry {
        key: key.to_owned(),
        amount: Some(amount.parse().unwrap()),
        quality: Quality::Final,
        source: Some("健診機関の報告書".to_owned()),
    }
}

fn refusal<T: std::fmt::Debug>(done: Done<T>) -> PlanRefusal {
    match done.unwrap_err() {
        ActError::Refused(refusal) => refusal,
        other => panic!("refused by {other:?}"),
    }
}

fn denied<T: std::fmt::Debug>(done: Done<T>) {
    assert!(matches!(done.unwrap_err(), ActError::Denied(_)));
}

fn text(language: Language) -> Text {
    let source = words::Source {
        name: "plan",
        ja: include_str!("../../words/ja.ftl"),
        en: include_str!("../../words/en.ftl"),
    };
    Text::new(Arc::new(Words::new(&[source]).unwrap()), language)
}

/// A figure that anybody can change: the number of units in the directory.
const UNITS: Figure = Figure {
    key: "people.headcount",
    label: "",
    unit: "",
    definition: "",
    count: count_units,
    records: no_records,
};

fn count_units(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let units = people::units_on(db, asked.on).await?.len();
        let amount = Amount::whole(i64::try_from(units)?);
        Ok(Some(Counted {
            amount,
            quality: Quality::Final,
            definition: 1,
        }))
    })
}

fn no_records<'a>(_: &'a Db, _: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async { Ok(Records::default()) })
}

fn known_figures() -> Figures {
    Figures::new([UNITS, ON_TRACK_RATE]).unwrap()
}

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

async fn todos_of(office: &Office, actor: &Actor) -> Vec<flow::Todo> {
    let text = text(Language::Japanese);
    plan::todos::todos(&office.db, actor, office.desk().today, &text)
        .await
        .unwrap()
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
async fn the_second_of_two_officers_keeps_both_texts() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let first = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let second = may::<EditPlanResults>(&personnel("高橋 由美子"));
        let entry = |text| result(&plan, "health-support", text);
        enter_result(office.desk(), &first, CODE, entry("先の文章"))
            .await
            .unwrap();
        let told = refusal(enter_result(office.desk(), &second, CODE, entry("後の文章")).await);
        let PlanRefusal::Stale {
            changed_by,
            current,
            yours,
            ..
        } = &told
        else {
            panic!("{told:?}")
        };
        assert_eq!(changed_by, "佐藤 健");
        assert!(current.starts_with("先の文章"), "{current}");
        assert_eq!(yours, "後の文章");
        assert!(
            told.sentence(&text(Language::Japanese))
                .contains("佐藤 健さん")
        );
        let now = opened(&office, CODE).await;
        let kept = program(&now, "health-support").result(YEAR).cell.unwrap();
        assert_eq!(kept.text, "先の文章", "nothing was overwritten");
    }
}

/// Both officers press the button at the same moment.
#[tokio::test]
async fn of_two_at_the_same_moment_one_is_told() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let may = may::<EditPlanResults>(&personnel("高橋 由美子"));
        let enter = |text: &str| {
            let entry = result(&plan, "health-support", text);
            enter_result(office.desk(), &may, CODE, entry)
        };
        let (one, other) = tokio::join!(enter("一つ目"), enter("二つ目"));
        assert_eq!(
            usize::from(one.is_ok()) + usize::from(other.is_ok()),
            1,
            "{}",
            office.kind
        );
        let id = program(&plan, "health-support").record.id;
        assert_eq!(plans::history(&office.db, id).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_result_is_taken_back_by_putting_back_what_stood_there() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let may = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let before = program(&plan, "health-support").result(YEAR);
        let mut entry = result(&plan, "health-support", "誤り");
        entry.figures = vec![figure("health.physician_sessions", "99")];
        entry.figures.push(FigureEntry {
            amount: None,
            ..figure("health.nurse_sessions", "0")
        });
        let saved = enter_result(office.desk(), &may, CODE, entry)
            .await
            .unwrap();
        let history = saved.history.unwrap();
        let back = RestoreEntry {
            history,
            side: Side::Before,
            expected: saved.version,
        };
        let stale = RestoreEntry {
            expected: Version::NONE,
            ..back
        };
        let told = refusal(acts::restore(office.desk(), &may, CODE, stale).await);
        assert!(matches!(told, PlanRefusal::Stale { .. }));
        let restored = acts::restore(office.desk(), &may, CODE, back)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        assert_eq!(program(&now, "health-support").result(YEAR), before);
        // Taking it back is a change of its own, and can be taken back in turn.
        let again = RestoreEntry {
            history,
            side: Side::After,
            expected: restored.version,
        };
        acts::restore(office.desk(), &may, CODE, again)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        let view = program(&now, "health-support");
        assert_eq!(view.result(YEAR).cell.unwrap().text, "誤り");
        assert_eq!(
            plans::history(&office.db, view.record.id)
                .await
                .unwrap()
                .len(),
            3
        );
        let nowhere = RestoreEntry {
            history: HistoryId(1),
            ..again
        };
        let missing = acts::restore(office.desk(), &may, CODE, nowhere).await;
        assert!(matches!(missing.unwrap_err(), ActError::NotFound));
    }
}

#[tokio::test]
async fn a_first_result_is_taken_back_to_nothing() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let may = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let entry = ResultEntry {
            figures: vec![figure("health.follow_up_rate", "70")],
            ..result(&plan, "check-up-follow-up", "")
        };
        let saved = enter_result(office.desk(), &may, CODE, entry)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        let cell = program(&now, "check-up-follow-up")
            .result(YEAR)
            .cell
            .unwrap();
        assert_eq!(
            cell.text, "要精密検査者の受診率：{health.follow_up_rate}％",
            "made from the figure"
        );
        let back = RestoreEntry {
            history: saved.history.unwrap(),
            side: Side::Before,
            expected: saved.version,
        };
        acts::restore(office.desk(), &may, CODE, back)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        assert!(program(&now, "check-up-follow-up").result(YEAR).is_empty());
        assert_eq!(now.document, plan.document);
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

#[tokio::test]
async fn an_import_is_told_what_it_changes_and_refused_when_somebody_was_faster() {
    for office in Office::on_all_databases().await {
        let officer = personnel("高橋 由美子");
        let structure = may::<EditPlanStructure>(&officer);
        midorino(&office, State::Draft).await;
        let [_, mut document, _] = samples();
        let at = document
            .programs
            .iter()
            .position(|p| p.part == Part::Plan)
            .unwrap();
        document.programs[at].name = "新しい名称".to_owned();
        let dry = dry_run(office.desk(), &structure, &document).await.unwrap();
        assert_eq!(dry.diff.count(plan::rules::changes::Change::Changed), 1);
        assert_eq!(
            opened(&office, CODE).await.mark.version,
            dry.version.unwrap()
        );

        // Somebody enters a result between the dry run and the import.
        let plan = opened(&office, CODE).await;
        let results = may::<EditPlanResults>(&personnel("鈴木 花子"));
        let entry = result(&plan, "health-support", "実施");
        enter_result(office.desk(), &results, CODE, entry)
            .await
            .unwrap();
        let late = acts::import(office.desk(), &structure, &document, dry.version).await;
        let told = refusal(late);
        let PlanRefusal::Stale { changed_by, .. } = told else {
            panic!("{told:?}")
        };
        assert_eq!(changed_by, "鈴木 花子");

        let dry = dry_run(office.desk(), &structure, &document).await.unwrap();
        acts::import(office.desk(), &structure, &document, dry.version)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        assert_eq!(now.document, document);
        let id = now.programs[at].id;
        let history = plans::history(&office.db, id).await.unwrap();
        assert_eq!(history.len(), 1, "the change by the import is remembered");
        let Some(Content::Program(before)) = &history[0].before else {
            panic!("{history:?}")
        };
        assert_ne!(before.name, "新しい名称");

        // What has been adopted is not replaced by a file.
        advance(&office, CODE, State::Adopted).await;
        let adopted = refusal(dry_run(office.desk(), &structure, &document).await);
        assert_eq!(
            adopted,
            PlanRefusal::AlreadyAdopted {
                state: State::Adopted
            }
        );
        let version = Some(opened(&office, CODE).await.mark.version);
        let adopted = acts::import(office.desk(), &structure, &document, version).await;
        assert!(matches!(
            refusal(adopted),
            PlanRefusal::AlreadyAdopted { .. }
        ));

        let broken = PlanDocument {
            code: "Ünsinn".to_owned(),
            ..document
        };
        let told = refusal(dry_run(office.desk(), &structure, &broken).await);
        let PlanRefusal::Problems(problems) = told else {
            panic!("{told:?}")
        };
        assert_eq!(problems.len(), 1);
    }
}

#[tokio::test]
async fn a_plan_moves_step_by_step_and_sections_write_in_their_turn() {
    for office in Office::on_all_databases().await {
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let plan = midorino(&office, State::Draft).await;
        let section = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let entry = || result(&plan, "health-support", "各課入力の実績");
        let told = refusal(enter_result(office.desk(), &section, CODE, entry()).await);
        assert_eq!(
            told,
            PlanRefusal::NotYourTurn {
                state: State::Draft
            }
        );
        let jump = change_state(
            office.desk(),
            &structure,
            CODE,
            State::Draft,
            State::Published,
        );
        let expected = PlanRefusal::NoSuchStep {
            from: State::Draft,
            to: State::Published,
        };
        assert_eq!(refusal(jump.await), expected);
        advance(&office, CODE, State::SectionInput).await;
        enter_result(office.desk(), &section, CODE, entry())
            .await
            .unwrap();
        // What the committee would miss lands on the personnel section's desk.
        advance(&office, CODE, State::HrReview).await;
        let officer = personnel("高橋 由美子");
        assert!(
            todos_of(&office, &officer).await.is_empty(),
            "every outcome is written"
        );
        let now = opened(&office, CODE).await;
        let place = now
            .document
            .nodes
            .iter()
            .position(|node| node.path == "2-1-2")
            .unwrap();
        let (node, version) = (now.nodes[place].id, now.nodes[place].mark.version);
        write_review(office.desk(), &structure, CODE, node, "", version)
            .await
            .unwrap();
        let todos = todos_of(&office, &officer).await;
        assert_eq!(todos.len(), 1);
        assert_eq!(todos[0].detail, "振り返りの成果が未記入の取組 1件");
        // A page that still shows the draft cannot move it on.
        let old = change_state(
            office.desk(),
            &structure,
            CODE,
            State::Draft,
            State::SectionInput,
        );
        assert!(matches!(refusal(old.await), PlanRefusal::Stale { .. }));
        advance(&office, CODE, State::Published).await;
        let end = change_state(
            office.desk(),
            &structure,
            CODE,
            State::Published,
            State::Closed,
        );
        assert_eq!(refusal(end.await), PlanRefusal::YearsOpen { count: 3 });
        let reader = Actor {
            roles: Roles::NONE.with(Role::Viewer),
            ..personnel("田中")
        };
        assert!(Allowed::<EditPlanStructure>::ask(reader).is_err());
    }
}

#[tokio::test]
async fn years_close_once_and_open_again_for_a_reason() {
    for office in Office::on_all_databases().await {
        let publish = may::<PublishPlan>(&personnel("高橋 由美子"));
        let figures = known_figures();
        let year = FiscalYear(2025);
        midorino(&office, State::Committee).await;
        let close = |year| close_year(office.desk(), &publish, &figures, CODE, year, true);
        let state = State::Committee;
        assert_eq!(
            refusal(close(year).await),
            PlanRefusal::WrongState { state }
        );
        advance(&office, CODE, State::Published).await;
        assert_eq!(
            refusal(close(YEAR).await),
            PlanRefusal::YearNotOver { year: YEAR }
        );
        let outside = FiscalYear(2020);
        assert_eq!(
            refusal(close(outside).await),
            PlanRefusal::YearOutside { year: outside }
        );
        close(year).await.unwrap();
        assert_eq!(refusal(close(year).await), PlanRefusal::YearClosed { year });
        let round = NewRound {
            year,
            kind: RoundKind::YearEnd,
            name: "年度末".to_owned(),
            due: date(2026, 12, 20),
        };
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let asked = open_round(office.desk(), &structure, CODE, round).await;
        assert_eq!(refusal(asked), PlanRefusal::YearClosed { year });

        let reopen =
            |reason: &'static str| reopen_year(office.desk(), &publish, CODE, year, reason);
        assert_eq!(refusal(reopen(" ").await), PlanRefusal::ReasonMissing);
        reopen("集計の誤り").await.unwrap();
        assert_eq!(
            refusal(reopen("もう一度").await),
            PlanRefusal::YearOpen { year }
        );
        assert!(!opened(&office, CODE).await.is_closed(year));
        close(year).await.unwrap();
        assert!(opened(&office, CODE).await.is_closed(year));
    }
}

#[tokio::test]
async fn rounds_are_opened_one_at_a_time_with_a_day_to_come() {
    for office in Office::on_all_databases().await {
        midorino(&office, State::Adopted).await;
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let round = |year: FiscalYear, due| NewRound {
            year,
            kind: RoundKind::MidYear,
            name: "中間の実績".to_owned(),
            due,
        };
        let open = |round| open_round(office.desk(), &structure, CODE, round);
        let past = date(2026, 11, 30);
        assert_eq!(
            refusal(open(round(YEAR, past)).await),
            PlanRefusal::DuePassed { due: past }
        );
        let due = date(2026, 12, 18);
        let next = FiscalYear(2027);
        assert_eq!(
            refusal(open(round(next, due)).await),
            PlanRefusal::YearNotBegun { year: next }
        );
        let nameless = NewRound {
            name: " ".to_owned(),
            ..round(YEAR, due)
        };
        assert_eq!(refusal(open(nameless).await), PlanRefusal::NameMissing);
        let first = open(round(YEAR, due)).await.unwrap();
        assert_eq!(
            refusal(open(round(YEAR, due)).await),
            PlanRefusal::RoundOpen { year: YEAR }
        );

        // Personnel see their own sections' entries and the whole; when the day has passed, both say so.
        let todos = todos_of(&office, &personnel("高橋 由美子")).await;
        let kinds: Vec<&str> = todos.iter().map(|todo| todo.kind).collect();
        assert_eq!(kinds, ["plan-todo-kind-entry", "plan-todo-kind-check"]);
        assert!(todos.iter().all(|todo| todo.due == Some(due)));
        office.set_day(date(2026, 12, 25));
        let late = todos_of(&office, &personnel("高橋 由美子")).await;
        assert!(
            late[1].detail.starts_with("締切を過ぎた未入力"),
            "{}",
            late[1].detail
        );

        close_round(office.desk(), &structure, CODE, first)
            .await
            .unwrap();
        let again = close_round(office.desk(), &structure, CODE, first).await;
        assert_eq!(refusal(again), PlanRefusal::RoundOver);
        assert!(
            todos_of(&office, &personnel("高橋 由美子"))
                .await
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_tree_is_built_moved_and_thinned_out_and_stays_in_order() {
    for office in Office::on_all_databases().await {
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        midorino(&office, State::Draft).await;
        let entry = |name: &str| NodeEntry {
            name: name.to_owned(),
            ..NodeEntry::default()
        };
        let plan = opened(&office, CODE).await;
        let node = |plan: &Loaded, path: &str| {
            let place = plan
                .document
                .nodes
                .iter()
                .position(|node| node.path == path)
                .unwrap();
            (plan.nodes[place].id, plan.nodes[place].mark.version)
        };
        let pillar = node(&plan, "2").0;
        let added = add_node(
            office.desk(),
            &structure,
            CODE,
            Some(pillar),
            entry("新しい方向性"),
        )
        .await;
        let added = added.unwrap();
        let below = add_node(
            office.desk(),
            &structure,
            CODE,
            Some(added),
            entry("取り組み"),
        )
        .await;
        let below = below.unwrap();
        let deeper = add_node(
            office.desk(),
            &structure,
            CODE,
            Some(below),
            entry("深すぎる"),
        )
        .await;
        assert_eq!(refusal(deeper), PlanRefusal::NoLevelBelow);
        let path =
            |plan: &Loaded, id: NodeId| plan.document.nodes[plan.node(id).unwrap()].path.clone();
        let plan = opened(&office, CODE).await;
        assert_eq!(
            (path(&plan, added).as_str(), path(&plan, below).as_str()),
            ("2-4", "2-4-1")
        );
        assert_eq!(plan::validation::check(&plan.document), Vec::new());

        // Up past 2-3: its initiatives and programs come along.
        move_node(office.desk(), &structure, CODE, added, Way::Up)
            .await
            .unwrap();
        let moved = opened(&office, CODE).await;
        assert_eq!(
            (path(&moved, added).as_str(), path(&moved, below).as_str()),
            ("2-3", "2-3-1")
        );
        assert_eq!(plan::validation::check(&moved.document), Vec::new());
        let home = |plan: &Loaded| program(plan, "long-overtime").program.node.clone();
        assert_eq!(
            (home(&plan).as_str(), home(&moved).as_str()),
            ("2-3-1", "2-4-1")
        );
        assert_eq!(moved.programs.len(), plan.programs.len());
        let top = node(&moved, "1").0;
        let higher = move_node(office.desk(), &structure, CODE, top, Way::Up).await;
        assert_eq!(refusal(higher), PlanRefusal::NoNeighbour);

        // A program is added, moved, renamed and removed again.
        let heading = |name: &str| ProgramEntry {
            node: below,
            name: name.to_owned(),
            owner: Some("人事課".to_owned()),
            unit: Some(PERSONNEL),
        };
        let add = |key: &str| {
            let key = Some(key.to_owned());
            add_program(
                office.desk(),
                &structure,
                CODE,
                Part::Plan,
                key,
                heading("事業"),
            )
        };
        let one = add("new-one").await.unwrap();
        let two = add("new-two").await.unwrap();
        assert_eq!(
            refusal(add("new-two").await),
            PlanRefusal::KeyTaken {
                key: "new-two".to_owned()
            }
        );
        assert_eq!(
            refusal(add("新").await),
            PlanRefusal::UnusableKey {
                key: "新".to_owned()
            }
        );
        move_program(office.desk(), &structure, CODE, two, Way::Up)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        let order: Vec<ProgramId> = now
            .views()
            .filter(|v| v.program.node == "2-3-1")
            .map(|v| v.record.id)
            .collect();
        assert_eq!(order, [two, one]);
        let version = now.program(one).unwrap().record.mark.version;
        let edit = |version| {
            edit_program(
                office.desk(),
                &structure,
                CODE,
                one,
                heading("改めた名称"),
                version,
            )
        };
        edit(version).await.unwrap();
        assert!(matches!(
            refusal(edit(version).await),
            PlanRefusal::Stale { .. }
        ));
        let (id, version) = node(&opened(&office, CODE).await, "2-3-1");
        let full = remove_node(office.desk(), &structure, CODE, id).await;
        assert!(matches!(refusal(full), PlanRefusal::NodeNotEmpty { .. }));
        let renamed = edit_node(
            office.desk(),
            &structure,
            CODE,
            id,
            entry("改めた取り組み"),
            version,
        );
        renamed.await.unwrap();
        for program in [one, two] {
            remove_program(office.desk(), &structure, CODE, program)
                .await
                .unwrap();
        }
        for node in [below, added] {
            remove_node(office.desk(), &structure, CODE, node)
                .await
                .unwrap();
        }
        let [_, document, _] = samples();
        assert_eq!(
            opened(&office, CODE).await.document,
            document,
            "all is as it was"
        );
        let history = plans::history(&office.db, one).await.unwrap();
        assert_eq!(
            history.len(),
            3,
            "added, renamed, removed: the history stays"
        );

        advance(&office, CODE, State::Published).await;
        let late = add_node(office.desk(), &structure, CODE, None, entry("遅い")).await;
        assert_eq!(refusal(late), PlanRefusal::CorrectionOnly);
    }
}

#[tokio::test]
async fn plan_cells_targets_and_reviews_are_written_while_the_document_is_in_work() {
    for office in Office::on_all_databases().await {
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let plan = midorino(&office, State::Draft).await;
        let view = program(&plan, "health-support");
        let years = YearSpan::of(FiscalYear(2026));
        let mut cell = view.program.plan[0].clone();
        cell.text = "相談日を増やす".to_owned();
        let entry = PlanCellEntry {
            program: view.record.id,
            years,
            cell: Some(cell),
            expected: view.plan_mark(years.from).unwrap().version,
        };
        save_plan_cell(office.desk(), &structure, CODE, entry.clone())
            .await
            .unwrap();
        let again = save_plan_cell(office.desk(), &structure, CODE, entry).await;
        assert!(matches!(refusal(again), PlanRefusal::Stale { .. }));
        let now = opened(&office, CODE).await;
        let texts: Vec<(&str, usize)> = program(&now, "health-support")
            .program
            .plan
            .iter()
            .map(|cell| (cell.text.as_str(), cell.years.len()))
            .collect();
        assert_eq!(texts, [("継続", 1), ("相談日を増やす", 1), ("継続", 1)]);

        let view = program(&now, "check-up-follow-up");
        let target = TargetEntry {
            program: view.record.id,
            key: "health.follow_up_rate".to_owned(),
            year: FiscalYear(2027),
            target: Some(measure::Target {
                comparator: measure::Comparator::AtLeast,
                amount: "92.5".parse().unwrap(),
                baseline: None,
            }),
            expected: view.record.mark.version,
        };
        save_target(office.desk(), &structure, CODE, target.clone())
            .await
            .unwrap();
        assert!(matches!(
            refusal(save_target(office.desk(), &structure, CODE, target).await),
            PlanRefusal::Stale { .. }
        ));
        let now = opened(&office, CODE).await;
        let measure = &program(&now, "check-up-follow-up").program.measures[0];
        assert_eq!(
            measure.targets.last().unwrap().target.amount.to_string(),
            "92.5"
        );

        let version = program(&now, "check-up-follow-up").record.mark.version;
        let id = program(&now, "check-up-follow-up").record.id;
        let quoted = take_measure_away(
            office.desk(),
            &structure,
            CODE,
            id,
            "health.follow_up_rate",
            version,
        );
        assert!(
            matches!(refusal(quoted.await), PlanRefusal::UnknownMeasure { .. }),
            "a cell quotes it"
        );
        let mut added = measure.clone();
        added.key = "health.new".to_owned();
        save_measure(office.desk(), &structure, CODE, id, added.clone(), version)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        let view = program(&now, "check-up-follow-up");
        assert_eq!(view.program.measures[1], added);
        let version = view.record.mark.version;
        take_measure_away(office.desk(), &structure, CODE, id, "health.new", version)
            .await
            .unwrap();

        let place = now
            .document
            .nodes
            .iter()
            .position(|node| node.path == "2-1-2")
            .unwrap();
        let (node, version) = (now.nodes[place].id, now.nodes[place].mark.version);
        let write = |text: &'static str, version| {
            write_review(office.desk(), &structure, CODE, node, text, version)
        };
        let saved = write("復帰支援の手順をまとめた。", version).await.unwrap();
        assert!(matches!(
            refusal(write("別の文章", version).await),
            PlanRefusal::Stale { .. }
        ));
        write("", saved.version).await.unwrap();
        let now = opened(&office, CODE).await;
        assert_eq!(now.document.nodes[place].review_result, None);
        assert_eq!(now.programs.len(), plan.programs.len());
    }
}

#[tokio::test]
async fn everything_printed_can_be_corrected_and_only_with_a_reason() {
    for office in Office::on_all_databases().await {
        let may = may::<CorrectPlan>(&personnel("高橋 由美子"));
        let plan = midorino(&office, State::Draft).await;
        let view = program(&plan, "health-support");
        let id = view.record.id;
        let place = plan
            .document
            .nodes
            .iter()
            .position(|node| node.path == "2-1-2")
            .unwrap();
        let (node, node_version) = (plan.nodes[place].id, plan.nodes[place].mark.version);
        let name = |expected| Correcting::Heading {
            program: id,
            name: "産業医による相談".to_owned(),
            owner: Some("健康福祉部健康推進課".to_owned()),
            expected,
        };
        let entry = |what: Correcting, reason: &str| CorrectionEntry {
            what,
            by: String::new(),
            reason: reason.to_owned(),
        };
        let correct = |entry| correct(office.desk(), &may, CODE, entry);
        let early = correct(entry(name(view.record.mark.version), "誤記")).await;
        assert_eq!(refusal(early), PlanRefusal::NotYetAdopted);
        advance(&office, CODE, State::Published).await;
        let mute = correct(entry(name(view.record.mark.version), " ")).await;
        assert_eq!(refusal(mute), PlanRefusal::ReasonMissing);
        correct(entry(name(view.record.mark.version), "誤記"))
            .await
            .unwrap();
        let stale = correct(entry(name(view.record.mark.version), "誤記")).await;
        assert!(matches!(refusal(stale), PlanRefusal::Stale { .. }));
        let outline = Correcting::Node {
            node,
            field: NodeText::Outline,
            text: "不調を防ぎ、復帰を支える。".to_owned(),
            expected: node_version,
        };
        correct(entry(outline, "表現を改めた")).await.unwrap();
        let years = YearSpan::of(FiscalYear(2025));
        let cell = PlanCellEntry {
            program: id,
            years,
            cell: Some(plan::document::Cell {
                text: "拡充".to_owned(),
                ..view.program.plan[0].clone()
            }),
            expected: view.plan_mark(years.from).unwrap().version,
        };
        correct(entry(Correcting::PlanCell(cell), "誤記"))
            .await
            .unwrap();
        let evaluation = Correcting::Evaluation {
            program: id,
            evaluation: Evaluation {
                year: years.from,
                grade: Some(Grade::Achieved),
                reason: "再評価した。".to_owned(),
                next_action: None,
            },
            expected: view.evaluation_mark(years.from).unwrap().version,
        };
        correct(entry(evaluation, "委員会の指摘による"))
            .await
            .unwrap();

        let now = opened(&office, CODE).await;
        let printed_before = plan.document.corrections.len();
        let corrections = &now.document.corrections[printed_before..];
        let texts: Vec<(&str, &str)> = corrections
            .iter()
            .map(|c| (c.before.as_str(), c.after.as_str()))
            .collect();
        assert_eq!(texts.len(), 4);
        assert!(texts[0].0.starts_with("産業医・保健師による相談"));
        assert_eq!(texts[2], ("継続", "拡充"));
        assert!(texts[3].0.starts_with("順調") && texts[3].1.starts_with("達成"));
        assert!(
            corrections.iter().all(|c| c.by == "高橋 由美子"),
            "the person's name by default"
        );
        assert_eq!(
            now.document.nodes[place].outline,
            "不調を防ぎ、復帰を支える。"
        );
        assert_eq!(
            program(&now, "health-support").program.name,
            "産業医による相談"
        );
        let same = Correcting::Node {
            node,
            field: NodeText::Outline,
            text: "不調を防ぎ、復帰を支える。".to_owned(),
            expected: now.nodes[place].mark.version,
        };
        assert_eq!(
            refusal(correct(entry(same, "なし")).await),
            PlanRefusal::NothingEntered
        );
        let whole = plans::history_of_plan(&office.db, now.id, 10, 0)
            .await
            .unwrap();
        assert_eq!(whole.len(), 4);
        assert!(whole.iter().all(|entry| entry.reason.is_some()));
    }
}

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

#[test]
fn every_refusal_says_something_in_both_languages() {
    let year = FiscalYear(2026);
    let state = State::Draft;
    let key = || "x".to_owned();
    let refusals = [
        PlanRefusal::Stale {
            changed_by: key(),
            changed_at: jiff::Timestamp::UNIX_EPOCH,
            current: key(),
            yours: key(),
        },
        PlanRefusal::CodeTaken { code: key() },
        PlanRefusal::UnusableCode { code: key() },
        PlanRefusal::AlreadyAdopted { state },
        PlanRefusal::Problems(Vec::new()),
        PlanRefusal::WrongState { state },
        PlanRefusal::NoSuchStep {
            from: state,
            to: State::Closed,
        },
        PlanRefusal::YearsOpen { count: 2 },
        PlanRefusal::NotYourTurn { state },
        PlanRefusal::CorrectionOnly,
        PlanRefusal::NotYetAdopted,
        PlanRefusal::YearOutside { year },
        PlanRefusal::YearNotBegun { year },
        PlanRefusal::YearNotOver { year },
        PlanRefusal::YearClosed { year },
        PlanRefusal::YearOpen { year },
        PlanRefusal::ResultsMissing { year, count: 2 },
        PlanRefusal::NothingEntered,
        PlanRefusal::NameMissing,
        PlanRefusal::ReasonMissing,
        PlanRefusal::UnusableKey { key: key() },
        PlanRefusal::KeyTaken { key: key() },
        PlanRefusal::UnreadableText { text: key() },
        PlanRefusal::UnknownMeasure { key: key() },
        PlanRefusal::MergedIntoNothing,
        PlanRefusal::RoundOpen { year },
        PlanRefusal::RoundOver,
        PlanRefusal::DuePassed {
            due: date(2026, 12, 18),
        },
        PlanRefusal::NodeNotEmpty { name: key() },
        PlanRefusal::NoNeighbour,
        PlanRefusal::NoLevelBelow,
        PlanRefusal::NextTooEarly { first: year },
        PlanRefusal::NothingToRestore,
    ];
    for language in Language::ALL {
        let text = text(language);
        for refusal in &refusals {
            let sentence = refusal.sentence(&text);
            assert!(
                !sentence.contains('⟦') && !sentence.contains("{ $"),
                "{sentence}"
            );
            assert!(sentence.ends_with(['。', '.']), "{sentence}");
        }
    }
    let japanese = text(Language::Japanese);
    let told = PlanRefusal::YearClosed { year }.sentence(&japanese);
    assert!(told.contains("令和8年度"), "{told}");
    let braces = PlanRefusal::UnreadableText {
        text: "{a".to_owned(),
    }
    .sentence(&japanese);
    assert!(
        braces.contains("（{a）") && braces.contains("{{"),
        "{braces}"
    );
}
