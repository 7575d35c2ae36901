//! The pages in both languages, the files, and figures that agree with each other.

use crate::office::offices;
use crate::story::{approved, ask, row};
use axum::http::StatusCode;
use calendar::FiscalYear;
use figures::{Asked, Wanted};
use jiff::civil::date;
use measure::Quality;
use words::{Language, Text};

const PAGES: [&str; 12] = [
    "/leave",
    "/leave?lines=used",
    "/leave/new",
    "/leave/calendar",
    "/leave/calendar?view=quarter",
    "/leave/calendar?view=year&month=2027-02",
    "/leave/people",
    "/leave/people?below=all&sort=name",
    "/leave/people/3",
    "/leave/sections",
    "/leave/sections?year=2025",
    "/leave/runs",
];

#[tokio::test]
async fn every_page_speaks_both_languages() {
    for office in offices().await {
        office.granted().await;
        for page in PAGES {
            for language in ["ja", "en"] {
                let login = if page.starts_with("/leave/people")
                    || page.starts_with("/leave/sections")
                    || page == "/leave/runs"
                {
                    "jinji"
                } else {
                    "kacho"
                };
                let mut browser = office.signed_in(login).await;
                let mark = if page.contains('?') { '&' } else { '?' };
                let answer = browser.get(&format!("{page}{mark}lang={language}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.main());
                let html = answer.text();
                assert!(
                    !html.contains('⟦'),
                    "a missing word on {page} in {language}"
                );
                assert!(!html.contains(" style="), "{page}");
            }
        }
    }
}

#[tokio::test]
async fn the_form_shows_what_it_would_come_to_before_anything_is_sent() {
    for office in offices().await {
        office.granted().await;
        let mut kacho = office.signed_in("kacho").await;
        ask(&mut kacho, "plan", "2026-12-24", "").await;
        let mut sakura = office.signed_in("sakura").await;
        let form = sakura.get("/leave/new").await;
        let key = form.value("key");
        let fields = [
            ("key", key.as_str()),
            ("kind", "annual"),
            ("part", "day"),
            ("first", "2026-12-24"),
            ("last", "2026-12-25"),
            ("act", "check"),
        ];
        let checked = sakura.post("/leave/new", &fields).await;
        assert_eq!(checked.status, StatusCode::OK);
        for words in ["2日", "18日", "緑野 計画", "3人中1人"] {
            assert!(
                checked.main().contains(words),
                "{words}: {}",
                checked.main()
            );
        }
        let sums = row(&mut sakura, "/leave").await;
        assert_eq!(sums.last().unwrap(), "= 20日", "nothing was written");
    }
}

#[tokio::test]
async fn files_hold_what_the_pages_show() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let request = ask(&mut sakura, "ask", "2026-12-24", "").await;
        approved(&office, &request).await;
        let mut kacho = office.signed_in("kacho").await;
        let file = kacho.get("/leave/calendar.csv?month=2026-12").await;
        assert_eq!(file.status, StatusCode::OK);
        let text = file.text();
        let line = text.lines().find(|line| line.contains("葛城")).unwrap();
        assert_eq!(line.matches('年').count(), 1, "{line}");
        let people = kacho.get("/leave/people.csv?below=all").await.text();
        let line = people.lines().find(|line| line.contains("葛城")).unwrap();
        assert!(line.contains("20.0") && line.contains("19.0"), "{line}");
        assert!(
            !people.contains("𠮷川"),
            "another section's people stay out"
        );
        for book in ["/leave/calendar.xlsx", "/leave/people.xlsx?below=all"] {
            let file = kacho.get(book).await;
            assert!(file.bytes.starts_with(b"PK"), "{book}");
        }
        let acts = office.journal().await;
        let exported = acts.iter().filter(|act| *act == "paid-leave.list.exported");
        assert_eq!(exported.count(), 4);
    }
}

#[tokio::test]
async fn figures_are_computed_from_the_ledger_with_the_records_behind_them() {
    for office in offices().await {
        office.granted().await;
        let figure = |key: &str| {
            let figures = paid_leave::initiative().figures;
            *figures.iter().find(|one| one.key == key).unwrap()
        };
        let mean = figure("leave.mean_days");
        let asked = |on| Asked {
            year: FiscalYear(2026),
            on,
        };
        let before = (mean.count)(&office.db, asked(office.clock.today()));
        assert_eq!(before.await.unwrap(), None, "no leave is known yet");
        let mut sakura = office.signed_in("sakura").await;
        // Wednesday 2 to Tuesday 8 December: five days; one of four people.
        let request = ask(&mut sakura, "ask", "2026-12-02", "2026-12-08").await;
        approved(&office, &request).await;
        let forecast = (mean.count)(&office.db, asked(office.clock.today())).await;
        let forecast = forecast.unwrap().unwrap();
        assert_eq!(
            (forecast.amount.to_string(), forecast.quality),
            ("1.3".to_owned(), Quality::Forecast),
            "five days that are approved, of four people"
        );
        let over = (mean.count)(&office.db, asked(date(2027, 4, 1))).await;
        assert_eq!(over.unwrap().unwrap().quality, Quality::Final);
        let few = figure("leave.under_five");
        let few = (few.count)(&office.db, asked(date(2026, 12, 31))).await;
        assert_eq!(few.unwrap().unwrap().amount.to_string(), "3");
        let share = figure("leave.goal_share");
        let share = (share.count)(&office.db, asked(date(2026, 12, 31))).await;
        assert_eq!(share.unwrap().unwrap().amount.to_string(), "0");
        let text = Text::new(
            crate::office::registry().words().unwrap(),
            Language::Japanese,
        );
        let units = access::Scope::Units(vec![12]);
        let wanted = |scope| Wanted {
            asked: asked(date(2026, 12, 31)),
            scope,
            offset: 0,
            limit: 50,
            text: &text,
        };
        let all = (mean.records)(&office.db, wanted(&access::Scope::All));
        let all = all.await.unwrap();
        assert_eq!((all.rows.len(), all.visible, all.counted), (4, 4, 4));
        let sum: i64 = all
            .rows
            .iter()
            .map(|row| row[3].parse::<i64>().unwrap())
            .sum();
        assert_eq!(sum, 5);
        let own = (mean.records)(&office.db, wanted(&units)).await.unwrap();
        assert_eq!((own.rows.len(), own.visible, own.counted), (1, 1, 4));
        let plans = figure("leave.plan_sections");
        let plans = (plans.count)(&office.db, asked(date(2026, 12, 31))).await;
        assert_eq!(
            plans.unwrap().unwrap().amount.to_string(),
            "0",
            "one of three has five days"
        );
    }
}
