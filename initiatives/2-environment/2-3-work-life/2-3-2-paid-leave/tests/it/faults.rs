//! What cannot be asked for is refused with words, and nothing is written.

use crate::office::{Browser, offices};
use crate::story::{approved, ask, row};
use axum::http::StatusCode;

async fn refused(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> String {
    let form = browser.get("/leave/new").await;
    let key = form.value("key");
    let mut all = vec![("key", key.as_str()), ("act", "ask")];
    all.extend_from_slice(fields);
    let answer = browser.post("/leave/new", &all).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.main()
    );
    answer.main()
}

#[tokio::test]
async fn what_is_no_leave_is_refused_with_a_sentence() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let annual = ("kind", "annual");
        let day = ("part", "day");
        let cases: [(&[(&str, &str)], &str); 8] = [
            (&[annual, day], "休む日（初日）"),
            (
                &[annual, day, ("first", "2026-12-05"), ("last", "2026-12-06")],
                "勤務日がありません",
            ),
            (
                &[annual, day, ("first", "2026-12-08"), ("last", "2026-12-07")],
                "終わりの日が初日より前です",
            ),
            (
                &[annual, day, ("first", "2026-12-29"), ("last", "2026-12-31")],
                "勤務日がありません",
            ),
            (
                &[
                    annual,
                    ("part", "hours"),
                    ("first", "2026-12-08"),
                    ("hours", "8"),
                ],
                "1日の勤務時間より短く",
            ),
            (
                &[annual, day, ("first", "2026-11-24"), ("last", "2026-12-25")],
                "足りません",
            ),
            (
                &[("kind", "summer"), day, ("first", "2026-12-08")],
                "7月から9月まで",
            ),
            (
                &[("kind", "volunteer"), day, ("first", "2026-12-08")],
                "理由を書いてください",
            ),
        ];
        for (fields, words) in cases {
            let said = refused(&mut sakura, fields).await;
            assert!(said.contains(words), "{}: {words}: {said}", office.kind);
        }
        let sums = row(&mut sakura, "/leave").await;
        assert_eq!(sums.last().unwrap(), "= 20日");
    }
}

#[tokio::test]
async fn the_same_days_cannot_be_had_twice() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        // 19 of 20 days are on their way: two more are too many.
        ask(&mut sakura, "ask", "2026-11-24", "2026-12-18").await;
        let sums = row(&mut sakura, "/leave").await;
        assert_eq!(sums.last().unwrap(), "= 1日", "{sums:?}");
        let two = [
            ("kind", "annual"),
            ("part", "day"),
            ("first", "2026-12-21"),
            ("last", "2026-12-22"),
        ];
        let said = refused(&mut sakura, &two).await;
        assert!(said.contains("1日足りません"), "{said}");
        let hour = [
            ("kind", "annual"),
            ("part", "hours"),
            ("first", "2026-12-01"),
            ("hours", "1"),
        ];
        let said = refused(&mut sakura, &hour).await;
        assert!(said.contains("ほかの休暇が入っています"), "{said}");
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_request() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let form = sakura.get("/leave/new").await;
        let key = form.value("key");
        let fields = [
            ("key", key.as_str()),
            ("kind", "annual"),
            ("part", "day"),
            ("first", "2026-12-24"),
            ("last", ""),
            ("act", "ask"),
        ];
        let first = sakura.post("/leave/new", &fields).await;
        let second = sakura.post("/leave/new", &fields).await;
        assert_eq!(first.location, second.location);
        let sums = row(&mut sakura, "/leave").await;
        assert_eq!(sums.last().unwrap(), "= 19日", "{sums:?}");
    }
}

#[tokio::test]
async fn two_half_days_fit_into_a_day_and_a_third_piece_does_not() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        for part in ["morning", "afternoon"] {
            let form = sakura.get("/leave/new").await;
            let key = form.value("key");
            let fields = [
                ("key", key.as_str()),
                ("kind", "annual"),
                ("part", part),
                ("first", "2026-12-08"),
                ("act", "ask"),
            ];
            let answer = sakura.post("/leave/new", &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        }
        let sums = row(&mut sakura, "/leave").await;
        assert_eq!(sums.last().unwrap(), "= 19日", "3:30 and 4:15 are a day");
        let hour = [
            ("kind", "annual"),
            ("part", "hours"),
            ("first", "2026-12-08"),
            ("hours", "1"),
        ];
        refused(&mut sakura, &hour).await;
    }
}

#[tokio::test]
async fn a_day_that_becomes_a_public_holiday_is_given_back_by_a_line() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let request = ask(&mut sakura, "ask", "2026-12-24", "").await;
        approved(&office, &request).await;
        let holidays = access::Allowed::ask(access::Actor::operator("test")).unwrap();
        holidays::add_day(
            &office.db,
            office.clock.now(),
            &holidays,
            calendar::Date::constant(2026, 12, 24),
            "市制記念日",
        )
        .await
        .unwrap();
        let sums = row(&mut sakura, "/leave").await;
        assert_eq!(sums.last().unwrap(), "= 19日", "nothing changes silently");
        let mut jinji = office.signed_in("jinji").await;
        let shown = jinji.get(&request).await;
        let day = shown.attributes("form[action$='/release'] [name=day]", "value");
        let fields = [("day", day[0].as_str())];
        let answer = jinji.post(&format!("{request}/release"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        let sums = row(&mut sakura, "/leave").await;
        assert_eq!(sums.last().unwrap(), "= 20日", "{sums:?}");
    }
}

#[tokio::test]
async fn today_is_the_day_in_japan_before_and_after_midnight() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let request = ask(&mut sakura, "ask", "2026-12-01", "").await;
        approved(&office, &request).await;
        let column = async |moment: &str| {
            office.at(moment);
            let mut sakura = office.signed_in("sakura").await;
            row(&mut sakura, "/leave").await
        };
        // 23:30 on 30 November and 00:30 on 1 December in Japan.
        let before = column("2026-11-30T14:30:00Z").await;
        let after = column("2026-11-30T15:30:00Z").await;
        assert_eq!((&*before[2], &*before[3]), ("− 0日", "− 1日"), "{before:?}");
        assert_eq!((&*after[2], &*after[3]), ("− 1日", "− 0日"), "{after:?}");
    }
}
