//! Units that exist already: renamed, moved and closed by a table of units, and taken back.

use crate::office::{day, offices};
use intake::{Asked, Report};
use people::UnitId;

fn asked(change_units: bool) -> Asked {
    Asked {
        change_units,
        make_units: true,
        effective: Some(day(2027, 4, 1)),
        ..Asked::default()
    }
}

/// The code, name and unit above of the first unit with one above it.
async fn a_unit(office: &crate::office::Office) -> (UnitId, String, String) {
    let tree = people::units_on(&office.db, day(2026, 11, 22))
        .await
        .unwrap();
    let (_, unit) = tree.iter().find(|(depth, _)| *depth == 1).unwrap();
    let code = people::unit_code(&office.db, unit.unit).await.unwrap();
    (unit.unit, code.unwrap(), unit.name.to_string())
}

#[tokio::test]
async fn a_unit_is_renamed_from_the_effective_day_and_closed_on_its_last() {
    for office in offices().await {
        let (unit, code, name) = a_unit(&office).await;
        let table =
            format!("所属コード,所属名,略称,廃止年月日\r\n{code},人材育成室,人育,2028/3/31\r\n");
        let report = office
            .import("所属.csv", table.as_bytes(), &asked(false))
            .await;
        assert!(
            matches!(report, Report::Tried(counts, _) if counts.nothing()),
            "only when asked for: {report:?}"
        );
        let report = office
            .import("所属.csv", table.as_bytes(), &asked(true))
            .await;
        assert!(
            matches!(report, Report::Done(counts, _) if counts.units == 1),
            "{report:?}"
        );
        let on = async |date| {
            let tree = people::units_on(&office.db, date).await.unwrap();
            tree.get(unit).map(|unit| unit.name.to_string())
        };
        assert_eq!(on(day(2027, 3, 31)).await, Some(name));
        assert_eq!(on(day(2027, 4, 1)).await.as_deref(), Some("人材育成室"));
        assert_eq!(on(day(2028, 3, 31)).await.as_deref(), Some("人材育成室"));
        assert_eq!(on(day(2028, 4, 1)).await, None);
        let again = office
            .import("所属.csv", table.as_bytes(), &asked(true))
            .await;
        assert!(
            matches!(again, Report::Tried(counts, _) if counts.nothing()),
            "read again it changes nothing: {again:?}"
        );
    }
}

#[tokio::test]
async fn a_renamed_unit_is_shown_first_and_gets_its_old_name_back() {
    for office in offices().await {
        let (unit, code, name) = a_unit(&office).await;
        let jinji = office.signed_in("jinji").await;
        let table = format!("所属コード,所属名,略称\r\n{code},人材育成室,人育\r\n");
        let columns = jinji
            .upload(&[("file", "所属.csv", table.as_bytes())])
            .await
            .leads_to();
        let page = jinji.get(&columns).await;
        let changed = [
            ("do", "try"),
            ("change-units", "1"),
            ("effective", "2027-04-01"),
        ];
        let import = jinji
            .post(&columns, &page.form(&columns, &changed))
            .await
            .leads_to();
        office.work().await;
        let trial = jinji.get(&import).await;
        let refused = trial.location.is_some();
        assert!(!refused, "refused: {}", jinji.get(&columns).await.main());
        let told = trial.main();
        assert!(
            told.contains("所属の新設・変更") && told.contains("人材育成室"),
            "{told}"
        );
        let confirm = format!("{import}/confirm");
        jinji
            .post(&confirm, &trial.form(&confirm, &[]))
            .await
            .leads_to();
        office.work().await;
        let called = async || {
            let tree = people::units_on(&office.db, day(2027, 4, 1)).await.unwrap();
            tree.get(unit).unwrap().name.to_string()
        };
        assert_eq!(called().await, "人材育成室");
        jinji.post(&format!("{import}/undo"), &[]).await.leads_to();
        office.work().await;
        assert_eq!(called().await, name);
        let history = people::unit_history(&office.db, unit).await.unwrap();
        assert_eq!(history.len(), 1, "as if nothing had been");
        assert_eq!(history[0].period.to(), None);
    }
}

#[tokio::test]
async fn what_would_break_the_organisation_is_refused_by_its_row() {
    for office in offices().await {
        let tree = people::units_on(&office.db, day(2026, 11, 22))
            .await
            .unwrap();
        let (_, top) = tree
            .iter()
            .find(|(depth, unit)| *depth == 0 && tree.below(Some(unit.unit)).next().is_some())
            .unwrap();
        let code = people::unit_code(&office.db, top.unit)
            .await
            .unwrap()
            .unwrap();
        let table = format!(
            "所属コード,所属名,略称,廃止年月日\r\n{code},{},略,2027/3/31\r\n",
            top.name
        );
        let report = office
            .import("所属.csv", table.as_bytes(), &asked(true))
            .await;
        let Report::Refused { remarks, .. } = report else {
            panic!("{report:?}");
        };
        assert!(
            remarks[0].sentence.contains("下の所属も一緒に廃止するか"),
            "{remarks:?}"
        );
        let later = people::units_on(&office.db, day(2027, 4, 1)).await.unwrap();
        assert!(later.get(top.unit).is_some(), "nothing was written");
    }
}
