//! The yearly work on a plan, done in a browser.

mod house;

use axum::http::StatusCode;
use calendar::FiscalYear;
use house::{CODE, House, changed};
use jiff::civil::date;
use plan::document::Part;
use plan::records::State;
use plan::store as plans;

const INPUT: &str = "/plan/midorino-2025/input?year=2026";
const FOLLOW_UP: &str = "/plan/midorino-2025/input/plan/check-up-follow-up/2026";
const GOALS: &str = "/plan/midorino-2025/input/plan/organisation-goals/2026";
const CARD: &str = "[id=\"card-check-up-follow-up\"]";
const RATE: &str = "check-up-follow-up-amount-health.follow_up_rate";
const TEXT: &str = "check-up-follow-up-text";
const QUALITY: &str = "check-up-follow-up-quality";
const YEAR: FiscalYear = FiscalYear(2026);

fn form_of(action: &str) -> String {
    format!("form[action^=\"{action}?\"]")
}

async fn amount(house: &House) -> Option<String> {
    let plan = house.plan().await;
    let view = plan
        .program_named(Part::Plan, "check-up-follow-up")
        .unwrap();
    view.result(YEAR)
        .figures
        .first()
        .map(|figure| figure.value.amount.to_string())
}

#[tokio::test]
async fn a_section_enters_the_results_of_its_own_programs_and_takes_them_back() {
    let house = House::with_plan(State::Published).await;
    let editor = house.signed_in("kenko").await;
    let page = editor.get(INPUT).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let cards = page.all(".work-card > .card-head h3");
    assert!(
        cards.contains(&"健康診断の事後指導".to_owned()),
        "{cards:?}"
    );
    assert_eq!(cards.len(), page.all(".work-index li").len());
    assert!(
        !page.text().contains("card-organisation-goals"),
        "another section's program"
    );

    let form = page.form(&form_of(FOLLOW_UP));
    let fields = changed(
        &form,
        &[(RATE, "６０．５"), (TEXT, ""), (QUALITY, "forecast")],
    );
    let saved = editor.post(FOLLOW_UP, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(
        saved.location,
        "/plan/midorino-2025/input?year=2026#check-up-follow-up"
    );
    assert_eq!(amount(&house).await.as_deref(), Some("60.5"));
    let page = editor.get(INPUT).await;
    let field = format!("{CARD} [name=\"{RATE}\"]");
    assert_eq!(page.attribute(&field, "value"), "60.5");
    assert!(
        page.one(&format!("{CARD} .last-change"))
            .contains("kenkoさん")
    );

    let undo = format!("{FOLLOW_UP}/undo");
    let form = page.form(&form_of(&undo));
    let undone = editor.post(&undo, &changed(&form, &[])).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text());
    assert_eq!(amount(&house).await, None);
    // The same button once more, from a page that has grown old, changes nothing.
    let again = editor.post(&undo, &changed(&form, &[])).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(amount(&house).await, None);
}

#[tokio::test]
async fn nobody_enters_results_of_another_section_or_as_a_viewer() {
    let house = House::with_plan(State::Published).await;
    let editor = house.signed_in("kenko").await;
    let refused = editor
        .post(GOALS, &[("organisation-goals-text", "実施")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = editor.post(&format!("{GOALS}/evaluation"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let viewer = house.signed_in("shokuin").await;
    assert_eq!(viewer.get(INPUT).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        viewer.post(FOLLOW_UP, &[]).await.status,
        StatusCode::FORBIDDEN
    );
    for step in [
        "publish/closed",
        "rounds/new",
        "years/2025/close",
        "corrections/new",
    ] {
        let page = editor.get(&format!("/plan/{CODE}/{step}")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{step}");
    }
    let visitor = house.visitor().get(INPUT).await;
    assert!(
        visitor.location.starts_with("/sign-in"),
        "{}",
        visitor.location
    );
}

#[tokio::test]
async fn a_result_somebody_else_changed_is_shown_beside_what_was_typed() {
    let house = House::with_plan(State::Published).await;
    let (editor, officer) = (
        house.signed_in("kenko").await,
        house.signed_in("jinji").await,
    );
    let opened = editor.get(INPUT).await.form(&form_of(FOLLOW_UP));
    let first = changed(&opened, &[(TEXT, "実施中"), (RATE, "58")]);
    assert_eq!(
        officer.post(FOLLOW_UP, &first).await.status,
        StatusCode::SEE_OTHER
    );

    let typed = changed(&opened, &[(TEXT, "夜間も実施"), (RATE, "61")]);
    let overtaken = editor.post(FOLLOW_UP, &typed).await;
    assert_eq!(overtaken.status, StatusCode::CONFLICT);
    let texts = overtaken.all(&format!("{CARD} .conflict .quoted"));
    assert!(
        texts[0].contains("実施中") && texts[0].contains("58"),
        "{texts:?}"
    );
    assert!(
        texts[1].contains("夜間も実施") && texts[1].contains("61"),
        "{texts:?}"
    );
    assert!(
        overtaken
            .one(&format!("{CARD} .conflict"))
            .contains("jinjiさん")
    );
    assert_eq!(
        amount(&house).await.as_deref(),
        Some("58"),
        "nothing was overwritten"
    );

    // What was typed is still in the form, now with the version that stands there.
    let form = overtaken.form(&form_of(FOLLOW_UP));
    let again = editor.post(FOLLOW_UP, &changed(&form, &[])).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    assert_eq!(amount(&house).await.as_deref(), Some("61"));
}

#[tokio::test]
async fn a_figure_that_is_none_is_said_at_its_field_and_keeps_what_was_typed() {
    let house = House::with_plan(State::Published).await;
    let editor = house.signed_in("kenko").await;
    let form = editor.get(INPUT).await.form(&form_of(FOLLOW_UP));
    let fields = changed(&form, &[(RATE, "六割くらい"), (TEXT, "夜間も実施")]);
    let page = editor.post(FOLLOW_UP, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let field = format!("{CARD} [name=\"{RATE}\"]");
    assert_eq!(page.attribute(&field, "value"), "六割くらい");
    assert_eq!(page.attribute(&field, "aria-invalid"), "true");
    assert!(
        page.one(&format!("{CARD} .err"))
            .contains("数字で入力してください")
    );
    assert_eq!(
        page.attribute(&format!("{CARD} .error-summary a"), "href"),
        format!("#f-{RATE}")
    );
    assert_eq!(
        page.one(&format!("{CARD} textarea[name=\"{TEXT}\"]")),
        "夜間も実施"
    );
    assert_eq!(amount(&house).await, None);

    let unreadable = changed(&form, &[(TEXT, "受診率：{rate")]);
    let page = editor.post(FOLLOW_UP, &unreadable).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        page.attribute(&format!("textarea[name=\"{TEXT}\"]"), "aria-invalid"),
        "true"
    );
}

#[tokio::test]
async fn a_round_stands_among_the_to_dos_until_everything_is_entered() {
    let house = House::with_plan(State::Published).await;
    let (editor, officer) = (
        house.signed_in("kenko").await,
        house.signed_in("jinji").await,
    );
    assert!(house.todos_of(&editor).await.is_empty());
    let rounds = format!("/plan/{CODE}/rounds");
    let form = officer
        .get(&format!("{rounds}/new"))
        .await
        .form("main form");
    let late = changed(&form, &[("name", "中間の実績"), ("due", "R8.11.30")]);
    let refused = officer.post(&rounds, &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.one("#f-due-e").contains("もう過ぎています"),
        "{}",
        refused.one("#f-due-e")
    );
    let mut fields = changed(&form, &[("name", "中間の実績"), ("due", "令和8年12月18日")]);
    fields
        .iter_mut()
        .filter(|(name, _)| *name == "kind")
        .for_each(|field| field.1 = "mid-year");
    let opened = officer.post(&rounds, &fields).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text());
    assert_eq!(house.todos_of(&editor).await, ["自分の課の未入力 1件"]);

    let missing = officer
        .get(&format!("/plan/{CODE}/missing?year=2026"))
        .await;
    assert!(
        missing.one(".work-state").contains("あと17日"),
        "{}",
        missing.one(".work-state")
    );
    let sections = missing.all("tbody tr");
    let health = sections
        .iter()
        .find(|line| line.contains("健康推進課"))
        .unwrap();
    assert!(health.contains("kenkoさん"), "{health}");
    let file = officer
        .get(&format!("/plan/{CODE}/missing.csv?year=2026"))
        .await
        .text();
    assert!(
        file.starts_with('\u{feff}') && file.contains("実績が未入力"),
        "{file}"
    );

    let form = editor.get(INPUT).await.form(&form_of(FOLLOW_UP));
    let fields = changed(&form, &[(RATE, "60.5"), (TEXT, "")]);
    assert_eq!(
        editor.post(FOLLOW_UP, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        house.todos_of(&editor).await.is_empty(),
        "a finished task disappears"
    );

    let page = officer.get(&format!("/plan/{CODE}/publish")).await;
    let end = page.attribute("#h-rounds ~ * a, section:has(#h-rounds) td a", "href");
    assert_eq!(officer.get(&end).await.status, StatusCode::OK);
    assert_eq!(officer.post(&end, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.plan().await.open_rounds().count(), 0);
}

#[tokio::test]
async fn a_year_is_closed_after_what_is_missing_was_shown_and_opened_again_for_a_reason() {
    let house = House::with_plan(State::Published).await;
    house.set_day(date(2027, 4, 20));
    let officer = house.signed_in("jinji").await;
    let close = format!("/plan/{CODE}/years/2026/close");
    let page = officer.get(&close).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(
        page.all("ul.lines li")
            .iter()
            .any(|line| line.contains("実績が未入力"))
    );
    let refused = officer.post(&close, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.one("#f-confirmed-e").contains("確認の欄"));
    let closed = officer.post(&close, &[("confirmed", "1")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text());
    assert!(house.plan().await.is_closed(YEAR));

    // The section reads why nothing can be entered, and a late post is refused.
    let editor = house.signed_in("kenko").await;
    let page = editor.get(INPUT).await;
    assert!(
        page.one("main .note").contains("締めてあります"),
        "{}",
        page.one("main .note")
    );
    assert!(page.all("form.work-form").is_empty());
    let late = editor.post(FOLLOW_UP, &[(TEXT, "実施")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        late.one(&format!("textarea[name=\"{TEXT}\"]")),
        "実施",
        "nothing typed is lost"
    );

    let reopen = format!("/plan/{CODE}/years/2026/reopen");
    assert_eq!(officer.get(&reopen).await.status, StatusCode::OK);
    let refused = officer.post(&reopen, &[("reason", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.one("#f-reason-e").contains("理由"));
    let reopened = officer.post(&reopen, &[("reason", "数え直したため")]).await;
    assert_eq!(reopened.status, StatusCode::SEE_OTHER);
    assert!(!house.plan().await.is_closed(YEAR));
}

#[tokio::test]
async fn a_correction_stands_in_the_list_and_on_the_public_page() {
    let house = House::with_plan(State::Published).await;
    let officer = house.signed_in("jinji").await;
    let choice = officer.get(&format!("/plan/{CODE}/corrections/new")).await;
    assert!(!choice.all("select[name=target] option").is_empty());
    let about = "target=plan/promotion-examination&what=actual&year=2025";
    let page = officer
        .get(&format!("/plan/{CODE}/corrections/new?{about}"))
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = "promotion-examination-text";
    let form = page.form("main form");
    let save = format!("/plan/{CODE}/corrections?{about}");
    let without = officer
        .post(&save, &changed(&form, &[(text, "試験の見直しを検討")]))
        .await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.one("#f-reason-e").contains("理由"));
    assert_eq!(
        without.one(&format!("textarea[name=\"{text}\"]")),
        "試験の見直しを検討"
    );
    let changes = [
        (text, "試験の見直しを検討"),
        ("reason", "記載の誤りのため"),
        ("by", "総務部人事課"),
    ];
    let saved = officer.post(&save, &changed(&form, &changes)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());

    let list = officer.get(&saved.location).await;
    let first = list.one("tbody tr");
    for part in ["試験の見直しを検討", "記載の誤りのため", "総務部人事課"] {
        assert!(first.contains(part), "{first}");
    }
    let public = house.visitor().get(&format!("/public/{CODE}")).await;
    assert_eq!(public.status, StatusCode::OK);
    assert!(public.text().contains("記載の誤りのため"));
    // The version that was read has been used up.
    let stale = officer.post(&save, &changed(&form, &changes)).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(stale.all(".conflict .quoted").len(), 2);
}

#[tokio::test]
async fn the_review_is_written_while_the_plan_is_in_work_and_locked_afterwards() {
    let house = House::with_plan(State::HrReview).await;
    let officer = house.signed_in("jinji").await;
    let review = format!("/plan/{CODE}/review");
    let page = officer.get(&review).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let action = page.attribute("form.work-form", "action");
    let form = page.form("form.work-form");
    let name = form
        .iter()
        .find(|(name, _)| name.starts_with("review-"))
        .unwrap()
        .0
        .clone();
    let saved = officer
        .post(&action, &changed(&form, &[(&name, "目標の共有が進んだ。")]))
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let overtaken = officer
        .post(&action, &changed(&form, &[(&name, "別の文章")]))
        .await;
    assert_eq!(overtaken.status, StatusCode::CONFLICT);
    let texts = overtaken.all(".conflict .quoted");
    assert_eq!(texts, ["目標の共有が進んだ。", "別の文章"]);

    let viewer = house.signed_in("shokuin").await;
    let page = viewer.get(&review).await;
    assert!(page.text().contains("目標の共有が進んだ。") && page.all("form.work-form").is_empty());
    assert_eq!(
        viewer.post(&action, &[]).await.status,
        StatusCode::FORBIDDEN
    );

    for to in ["committee", "adopted"] {
        let step = format!("/plan/{CODE}/publish/{to}");
        let form = officer.get(&step).await.form("main form");
        let taken = officer.post(&step, &changed(&form, &[])).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    }
    assert_eq!(house.plan().await.state, State::Adopted);
    let page = officer.get(&review).await;
    assert!(page.all("form.work-form").is_empty());
    let running = officer.get(&format!("{review}?part=plan")).await;
    assert!(running.one("main .note").contains("次の計画"));
}

#[tokio::test]
async fn a_step_taken_from_a_state_that_has_passed_is_refused() {
    let house = House::with_plan(State::Adopted).await;
    let officer = house.signed_in("jinji").await;
    let step = format!("/plan/{CODE}/publish/published");
    let page = officer.get(&step).await;
    assert!(page.one(".confirm .note").contains("だれでも見られる"));
    let stale = officer.post(&step, &[("from", "committee")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(house.plan().await.state, State::Adopted);
    assert_eq!(
        officer.post(&step, &[("from", "adopted")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        officer.get(&step).await.status,
        StatusCode::NOT_FOUND,
        "nothing goes back"
    );
    let public = house.visitor().get(&format!("/public/{CODE}")).await;
    assert_eq!(public.status, StatusCode::OK);
}

#[tokio::test]
async fn every_page_of_the_yearly_work_is_whole_in_both_languages_and_every_state() {
    for state in [State::Draft, State::SectionInput, State::Published] {
        let house = House::with_plan(state).await;
        let officer = house.signed_in("jinji").await;
        for page in [
            "input",
            "input?year=2024",
            "missing",
            "review",
            "publish",
            "corrections",
        ] {
            for language in ["ja", "en"] {
                let joint = if page.contains('?') { '&' } else { '?' };
                let path = format!("/plan/{CODE}/{page}{joint}lang={language}");
                let answer = officer.get(&path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                let text = answer.text();
                assert!(
                    !text.contains('⟦') && !text.contains("{ $"),
                    "{path}: {text}"
                );
            }
        }
    }
}

#[tokio::test]
async fn an_evaluation_is_saved_by_itself() {
    let house = House::with_plan(State::Published).await;
    let officer = house.signed_in("jinji").await;
    let path = "/plan/midorino-2025/input/plan/check-up-follow-up/2025/evaluation";
    let page = officer.get("/plan/midorino-2025/input?year=2025").await;
    let form = page.form(&form_of(path));
    let fields = changed(
        &form,
        &[
            ("check-up-follow-up-grade", "slightly-behind"),
            ("check-up-follow-up-reason", "夜間の受診枠が足りなかった。"),
            ("check-up-follow-up-next", "expand"),
        ],
    );
    let saved = officer.post(path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let plan = house.plan().await;
    let view = plan
        .program_named(Part::Plan, "check-up-follow-up")
        .unwrap();
    let evaluation = view
        .program
        .evaluations
        .iter()
        .find(|each| each.year == FiscalYear(2025));
    assert_eq!(evaluation.unwrap().reason, "夜間の受診枠が足りなかった。");
    let history = plans::history_of_year(&house.db, plan.id, FiscalYear(2025))
        .await
        .unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].by, "jinjiさん");
}

#[tokio::test]
async fn a_figure_that_comes_out_differently_after_closing_is_listed_with_its_records() {
    let house = House::with_plan(State::Published).await;
    let officer = house.signed_in("jinji").await;
    let close = format!("/plan/{CODE}/years/2025/close");
    let closed = officer.post(&close, &[("confirmed", "1")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text());
    let page = officer.get(&format!("/plan/{CODE}/publish")).await;
    assert!(page.all("section:has(#h-drift) tbody tr").is_empty());

    // The evaluation is corrected, and with it the share of programs on track.
    let about = "target=plan/check-up-follow-up&what=evaluation&year=2025";
    let form = officer
        .get(&format!("/plan/{CODE}/corrections/new?{about}"))
        .await
        .form("main form");
    let changes = [
        ("check-up-follow-up-grade", "achieved"),
        ("reason", "報告の集計もれのため"),
    ];
    let save = format!("/plan/{CODE}/corrections?{about}");
    let saved = officer.post(&save, &changed(&form, &changes)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let page = officer.get(&format!("/plan/{CODE}/publish")).await;
    let lines = page.all("section:has(#h-drift) tbody tr");
    assert_eq!(lines.len(), 1, "{lines:?}");
    let records = page.attribute("section:has(#h-drift) td:last-child a", "href");
    assert_eq!(
        records,
        "/plan/midorino-2025/figures/plan.on_track_rate/2025"
    );
    assert_eq!(officer.get(&records).await.status, StatusCode::OK);
}
