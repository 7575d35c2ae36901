//! Grants, year ends and corrections of everybody.

use crate::office::{Office, empty_offices, offices};
use crate::story::{approved, ask, row};
use access::{Actor, Allowed, KeepLeave};
use axum::http::StatusCode;
use flow::{Desk, Terms};
use paid_leave::acts::{self, RunDone};

fn keeper() -> Allowed<KeepLeave> {
    Allowed::ask(Actor::operator("人事課")).unwrap()
}

impl Office {
    pub fn desk(&self) -> Desk<'_> {
        Desk::now(&self.ids, &self.clock, Terms::default())
    }

    /// Grants what is due today to everybody.
    pub async fn granted(&self) -> RunDone {
        let desk = self.desk();
        let mut tx = self.db.begin().await.unwrap();
        let done = acts::grant_year(&self.db, &mut tx, &desk, &keeper(), desk.today).await;
        tx.commit().await.unwrap();
        done.unwrap()
    }

    /// Ends the years that are over today.
    pub async fn closed(&self) -> RunDone {
        let desk = self.desk();
        let mut tx = self.db.begin().await.unwrap();
        let done = acts::close_year(&self.db, &mut tx, &desk, &keeper(), desk.today).await;
        tx.commit().await.unwrap();
        done.unwrap()
    }

    pub fn at(&self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
    }
}

#[tokio::test]
async fn granting_and_ending_a_year_again_change_nothing() {
    for office in empty_offices().await {
        let preview = acts::grant_preview(&office.db, &keeper(), office.desk().today)
            .await
            .unwrap();
        assert_eq!(preview.people(), 4, "{}", office.kind);
        let done = office.granted().await;
        assert_eq!((done.people, done.minutes.0), (4, 4 * 20 * 465));
        assert_eq!(office.granted().await, RunDone::default());
        assert_eq!(office.closed().await, RunDone::default(), "nothing is over");

        // 10 January 2027: the year is over.
        office.at("2027-01-10T00:00:00Z");
        let done = office.closed().await;
        assert_eq!(
            (done.people, done.minutes.0, done.expired.0),
            (4, 4 * 20 * 465, 0)
        );
        assert_eq!(office.closed().await, RunDone::default());
        assert_eq!(office.granted().await.people, 4);
        office.at("2028-01-10T00:00:00Z");
        let done = office.closed().await;
        assert_eq!(
            (done.minutes.0, done.expired.0),
            (4 * 20 * 465, 4 * 20 * 465),
            "the new days are carried over, last year's expire"
        );
        assert_eq!(office.closed().await, RunDone::default());
    }
}

#[tokio::test]
async fn a_request_on_its_way_over_the_year_end_keeps_its_minutes() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let request = ask(&mut sakura, "ask", "2026-12-28", "").await;
        office.at("2027-01-05T00:00:00Z");
        let done = office.closed().await;
        assert_eq!(done.minutes.0, (4 * 20 - 1) * 465, "one day is reserved");
        let mut sakura = office.signed_in("sakura").await;
        approved(&office, &request).await;
        let old = row(&mut sakura, "/leave?year=2026-01-01").await;
        assert_eq!(old.last().unwrap(), "= 0日", "{old:?}");
        let new = row(&mut sakura, "/leave").await;
        assert_eq!(new.last().unwrap(), "= 19日", "{new:?}");
    }
}

#[tokio::test]
async fn a_request_across_the_year_end_takes_each_day_from_its_own_year() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let form = sakura.get("/leave/new").await;
        let key = form.value("key");
        let fields = [
            ("key", key.as_str()),
            ("kind", "annual"),
            ("part", "day"),
            ("first", "2026-12-28"),
            ("last", "2027-01-04"),
            ("act", "ask"),
        ];
        let answer = sakura.post("/leave/new", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer
                .main()
                .contains("1月4日（月）の分はまだ付与されていません"),
            "{}",
            answer.main()
        );
        office.at("2027-01-01T00:00:00Z");
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        // The days of the closure over the New Year are no leave: two days remain.
        let request = ask(&mut sakura, "ask", "2026-12-28", "2027-01-04").await;
        approved(&office, &request).await;
        let old = row(&mut sakura, "/leave?year=2026-01-01").await;
        assert_eq!(old.last().unwrap(), "= 19日", "{old:?}");
        let new = row(&mut sakura, "/leave?year=2027-01-01").await;
        assert_eq!(new.last().unwrap(), "= 19日", "{new:?}");
    }
}

#[tokio::test]
async fn the_personnel_office_adjusts_and_takes_lines_back() {
    for office in offices().await {
        office.granted().await;
        let mut jinji = office.signed_in("jinji").await;
        let page = jinji.get("/leave/people/3").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.main());
        let lot = page.attributes("[name=lot] option", "value").remove(0);
        let adjust = |days: &'static str, reason: &'static str| {
            vec![
                ("lot".to_owned(), lot.clone()),
                ("days".to_owned(), days.to_owned()),
                ("minutes".to_owned(), "0".to_owned()),
                ("reason".to_owned(), reason.to_owned()),
            ]
        };
        let mut sent = async |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            jinji.post("/leave/people/3/adjust", &fields).await.status
        };
        assert_eq!(
            sent(adjust("-3", "")).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(
            sent(adjust("0", "x")).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(
            sent(adjust("-21", "付与の誤り")).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(
            sent(adjust("-3", "付与の誤り")).await,
            StatusCode::SEE_OTHER
        );
        let mut jinji = office.signed_in("jinji").await;
        let page = jinji.get("/leave/people/3").await;
        assert!(page.main().contains("付与の誤り"), "{}", page.main());
        let sums = row(&mut jinji, "/leave/people/3").await;
        assert_eq!(sums.last().unwrap(), "= 17日", "{sums:?}");
        let lines = page.attributes("form[action^='/leave/entries/']", "action");
        let answer = jinji.post(&lines[1], &[("reason", "元に戻す")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        let sums = row(&mut jinji, "/leave/people/3").await;
        assert_eq!(sums.last().unwrap(), "= 20日", "{sums:?}");
        let again = jinji.post(&lines[1], &[("reason", "もう一度")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once only");
    }
}

#[tokio::test]
async fn a_grant_corrected_after_leave_was_taken_goes_no_lower_than_what_is_left() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let request = ask(&mut sakura, "ask", "2026-12-01", "2026-12-04").await;
        approved(&office, &request).await;
        let mut jinji = office.signed_in("jinji").await;
        let page = jinji.get("/leave/people/3").await;
        let lot = page.attributes("[name=lot] option", "value").remove(0);
        let fields = |days: &'static str| {
            [
                ("lot", lot.clone()),
                ("days", days.to_owned()),
                ("reason", "短い勤務".to_owned()),
            ]
        };
        let mut statuses = Vec::new();
        for days in ["-17", "-16"] {
            let fields = fields(days);
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            statuses.push(jinji.post("/leave/people/3/adjust", &fields).await.status);
        }
        assert_eq!(
            statuses,
            [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER]
        );
        let sums = row(&mut sakura, "/leave").await;
        assert_eq!(sums.last().unwrap(), "= 0日", "{sums:?}");
    }
}
