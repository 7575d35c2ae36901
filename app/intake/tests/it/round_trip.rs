//! What goes out comes in again and changes nothing; and it holds only what its reader may see.

use crate::office::{day, empty_offices, offices};
use access::{Actor, Allowed, ViewPersonPrivate};
use intake::{Asked, Report};
use words::Language;

#[tokio::test]
async fn the_staff_list_of_the_sample_city_reads_back_as_unchanged_in_both_languages() {
    for office in empty_offices().await {
        let city = sample_city::staff::organisation(7, 750).unwrap();
        let mut tx = office.db.begin().await.unwrap();
        sample_city::staff::write(&mut tx, &office.ids, &city)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let allowed: Allowed<ViewPersonPrivate> = Allowed::ask(Actor::operator("test")).unwrap();
        for language in Language::ALL {
            let text = office.text.in_language(language);
            let staff = intake::staff(office.desk(), &allowed).await.unwrap();
            assert!(staff.len() >= 750);
            let book = staff
                .workbook(&text, "みどり野市", day(2026, 11, 22))
                .unwrap();
            let report = office
                .import("職員一覧.xlsx", &book, &Asked::default())
                .await;
            let Report::Tried(counts, remarks) = report else {
                panic!("{language:?}: {report:?} {:#?}", office.lines().await)
            };
            let all = i64::try_from(staff.len()).unwrap();
            assert_eq!(
                (counts.unchanged, counts.nothing()),
                (all, true),
                "{remarks:?}"
            );
            let rows = exchange::csv::write_utf8(&staff.rows(&text));
            let report = office
                .import("職員一覧.csv", &rows, &Asked::default())
                .await;
            assert!(
                matches!(report, Report::Tried(counts, _) if counts.nothing() && counts.unchanged == all),
                "{language:?}: {report:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_head_takes_out_the_own_members_and_somebody_else_nothing() {
    for office in offices().await {
        let head = office.signed_in("midorino").await;
        let list = head.get("/admin/imports/staff.csv").await;
        assert_eq!(list.status, 200, "{}", list.text());
        assert!(list.text().contains("緑野 花子"));
        assert!(
            !list.text().contains("髙﨑"),
            "another section: {}",
            list.text()
        );
        let officer = office.signed_in("jinji").await;
        assert!(
            officer
                .get("/admin/imports/staff.csv")
                .await
                .text()
                .contains("髙﨑")
        );
        assert_eq!(officer.get("/admin/imports/staff.xlsx").await.status, 200);
        for login in ["shokuin", "midorino"] {
            let other = office.signed_in(login).await;
            assert_eq!(other.get("/admin/imports").await.status, 403, "{login}");
            assert_eq!(
                other.upload(&[("file", "a.csv", b"a,b")]).await.status,
                403,
                "{login}"
            );
        }
        assert!(
            office
                .journal()
                .await
                .contains(&"intake.staff.exported".to_owned())
        );
    }
}

#[tokio::test]
async fn units_that_are_no_more_go_out_with_their_last_day() {
    for office in offices().await {
        let allowed: Allowed<ViewPersonPrivate> = Allowed::ask(Actor::operator("test")).unwrap();
        let staff = intake::staff(office.desk(), &allowed).await.unwrap();
        let book = staff
            .workbook(&office.text, "みどり野市", day(2026, 11, 22))
            .unwrap();
        let sheets = exchange::Workbook::open(&book).unwrap().sheets;
        let units = sheets.into_iter().find(|sheet| sheet.name == "所属");
        let grid = exchange::Grid::of_sheet(units.unwrap());
        let rows: Vec<String> = grid.rows.iter().map(|row| format!("{row:?}")).collect();
        let gone = rows.iter().find(|row| row.contains("車両課")).unwrap();
        assert!(
            gone.contains("2018, 3, 31") || gone.contains("2018-03-31"),
            "{gone}"
        );
        let there = rows.iter().filter(|row| row.contains("市民課")).count();
        assert_eq!(there, 1, "one row a unit");
        let asked = Asked {
            change_units: true,
            make_units: true,
            ..Asked::default()
        };
        let report = office.import("職員一覧.xlsx", &book, &asked).await;
        assert!(
            matches!(report, Report::Tried(counts, _) if counts.nothing()),
            "{report:?} {:#?}",
            office.lines().await
        );
    }
}
