//! The list of the Cabinet Office: reading, trial, taking in, putting back.

use crate::{at, cities, journal_of, keeper, list_of, refusal, text};
use calendar::DayKind;
use holidays::{Change, Listed, Misread, Refusal, RowRefusal, Source, YearCount, read};
use jiff::civil::date;
use proptest::prelude::*;

fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

const HEADING: &str = "国民の祝日・休日月日,国民の祝日・休日名称";

fn refused(text: &str) -> Vec<(usize, Misread)> {
    let refused = read(&rows(text)).unwrap_err();
    refused.into_iter().map(|one| (one.row, one.what)).collect()
}

/// The file of a year, with other rows at its end.
fn file_of(year: i16, more: &str) -> String {
    let days = list_of(year..=year);
    let lines = days.iter().map(|one| {
        let day = one.day;
        format!("{}/{}/{},{}", day.year(), day.month(), day.day(), one.name)
    });
    let lines: Vec<String> = lines.collect();
    format!("{HEADING}\n{}\n{more}", lines.join("\n"))
}

#[test]
fn the_published_layout_is_read_with_and_without_its_heading_and_with_empty_rows() {
    let file = file_of(2026, "\n,\n");
    let listed = read(&rows(&file)).unwrap();
    assert_eq!(listed, list_of(2026..=2026));
    let bare = file.strip_prefix(HEADING).unwrap();
    assert_eq!(read(&rows(bare)).unwrap(), listed);
}

#[test]
fn every_row_that_cannot_be_taken_is_named_and_nothing_of_the_file_is_taken() {
    let long = "祝".repeat(41);
    let file = file_of(
        2026,
        &format!("2026/13/1,誤り\n2026/6/1,\n2026/1/1,元日\n1954/1/1,元日\n2026/6/2,{long}"),
    );
    assert_eq!(
        refused(&file),
        [
            (
                20,
                Misread::NotADay {
                    text: "2026/13/1".to_owned()
                }
            ),
            (21, Misread::NoName),
            (22, Misread::Twice { row: 2 }),
            (23, Misread::OutOfRange { year: 1954 }),
            (24, Misread::NameTooLong),
        ]
    );
}

#[test]
fn another_file_and_an_empty_one_are_told_from_the_list() {
    assert_eq!(
        refused("職員番号,氏名\n00001,山田"),
        [(1, Misread::NotTheList)]
    );
    assert_eq!(refused(""), [(1, Misread::Nothing)]);
    assert_eq!(refused(HEADING), [(1, Misread::Nothing)]);
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    let whole = file_of(2026, "2027/1/1,元日\n2027/1/11,成人の日");
    let what = Misread::TooFew {
        year: 2027,
        days: 2,
    };
    assert_eq!(refused(&whole), [(21, what.clone())]);
    let sentence = RowRefusal { row: 21, what }.sentence(&text());
    assert_eq!(
        sentence,
        "2027年の休日が2日しかありません。ファイルが途中で切れていないか確かめてください。"
    );
}

/// The list of a year in which the law was changed after the program was made.
fn changed(year: i16) -> Vec<Listed> {
    let mut list = list_of(year..=year);
    list.retain(|one| one.name != "山の日");
    for one in &mut list {
        if one.name == "海の日" {
            "みなとの日".clone_into(&mut one.name);
        }
    }
    list.push(Listed {
        day: date(year, 6, 10),
        name: "時の日".to_owned(),
    });
    list.sort_by_key(|one| one.day);
    list
}

#[tokio::test]
async fn a_trial_counts_what_would_change_and_writes_nothing() {
    for city in cities().await {
        let trial = holidays::trial(&city.db, &keeper(), changed(2026)).await;
        let trial = trial.unwrap();
        let counts = YearCount {
            year: 2026,
            days: 18,
            added: 1,
            removed: 1,
            renamed: 1,
        };
        assert_eq!(trial.years, [counts], "{}", city.kind);
        assert_eq!(
            trial.changes[0],
            Change {
                day: date(2026, 6, 10),
                before: None,
                after: Some("時の日".to_owned()),
            }
        );
        assert_eq!(trial.changes.len(), 3);
        assert!(!trial.same);
        assert_eq!(holidays::years_from_file(&city.db).await.unwrap(), None);
        assert!(journal_of(&city.db).await.is_empty());
    }
}

#[tokio::test]
async fn a_list_becomes_the_truth_for_its_years_and_an_earlier_one_puts_them_back() {
    for city in cities().await {
        let db = &city.db;
        let original = ("syukujitsu.csv", list_of(2026..=2027));
        holidays::import(db, at(), &keeper(), original.clone(), 0)
            .await
            .unwrap();
        let done = holidays::import(db, at(), &keeper(), ("new.csv", changed(2026)), 1).await;
        let done = done.unwrap();
        assert_eq!(
            (done.days, done.added, done.removed, done.renamed),
            (18, 1, 1, 1),
            "{}",
            city.kind
        );
        let days = holidays::days_off(db).await.unwrap();
        assert_eq!(days.name_of(date(2026, 6, 10)), Some("時の日"));
        assert!(days.is_workday(date(2026, 8, 11)));
        // The year that the new list does not have stays as it was.
        assert_eq!(days.kind_of(date(2027, 8, 11)), DayKind::Holiday);
        let year = holidays::holidays_of(db, 2026).await.unwrap();
        assert!(year.from_file && year.holidays.iter().all(|one| one.source == Source::File));

        let again = holidays::trial(db, &keeper(), changed(2026)).await.unwrap();
        assert!(again.same && again.changes.is_empty());
        holidays::import(db, at(), &keeper(), original, 2)
            .await
            .unwrap();
        let days = holidays::days_off(db).await.unwrap();
        assert!(days.is_workday(date(2026, 6, 10)));
        assert_eq!(days.name_of(date(2026, 8, 11)), Some("山の日"));
        assert_eq!(
            holidays::years_from_file(db).await.unwrap(),
            Some((2026, 2027))
        );

        let written = journal_of(db).await;
        assert_eq!(written.len(), 3);
        assert_eq!(
            written[1],
            (
                "holidays.imported".to_owned(),
                "holidays:list".to_owned(),
                r#"{"file":"new.csv","first":2026,"last":2026,"days":18,"added":1,"removed":1,"renamed":1}"#
                    .to_owned()
            )
        );
    }
}

#[tokio::test]
async fn a_year_goes_back_to_the_law_and_a_second_time_there_is_nothing_to_do() {
    for city in cities().await {
        let db = &city.db;
        holidays::import(db, at(), &keeper(), ("new.csv", changed(2026)), 0)
            .await
            .unwrap();
        holidays::restore_year(db, at(), &keeper(), 2026, 1)
            .await
            .unwrap();
        let year = holidays::holidays_of(db, 2026).await.unwrap();
        assert!(!year.from_file, "{}", city.kind);
        assert_eq!(year.holidays.len(), 18);
        let gone = holidays::restore_year(db, at(), &keeper(), 2026, 2).await;
        assert_eq!(refusal(gone), Refusal::Gone);
        let early = holidays::restore_year(db, at(), &keeper(), 2014, 2).await;
        assert_eq!(refusal(early), Refusal::YearOutOfRange);
        // A refused act leaves the number of changes as it was.
        assert_eq!(holidays::version(db).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn who_has_looked_before_somebody_else_was_faster_is_refused_and_nothing_is_taken() {
    for city in cities().await {
        let db = &city.db;
        let trial = holidays::trial(db, &keeper(), changed(2026)).await.unwrap();
        holidays::add_day(db, at(), &keeper(), date(2026, 8, 6), "平和記念日")
            .await
            .unwrap();
        let list = ("new.csv", changed(2026));
        let late = holidays::import(db, at(), &keeper(), list, trial.version).await;
        assert_eq!(refusal(late), Refusal::Stale, "{}", city.kind);
        assert_eq!(holidays::years_from_file(db).await.unwrap(), None);
        assert_eq!(journal_of(db).await.len(), 1);
    }
}

#[tokio::test]
async fn of_two_who_take_in_a_list_at_once_one_is_refused() {
    for city in cities().await {
        let keeper = keeper();
        let list = || ("new.csv", changed(2026));
        let (one, other) = tokio::join!(
            holidays::import(&city.db, at(), &keeper, list(), 0),
            holidays::import(&city.db, at(), &keeper, list(), 0),
        );
        let refused = [&one, &other].iter().filter(|done| done.is_err()).count();
        assert_eq!(refused, 1, "{}: {one:?} {other:?}", city.kind);
        assert_eq!(holidays::version(&city.db).await.unwrap(), 1);
    }
}

proptest! {
    #[test]
    fn nothing_that_stands_in_a_file_breaks_the_reading(cells in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 0..3), 0..6)) {
        let _ = read(&cells);
    }
}
