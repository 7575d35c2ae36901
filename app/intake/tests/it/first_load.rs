//! A city without anybody loads its list.

use crate::office::{day, empty_offices};
use intake::{Asked, Report};
use people::UnitKind;

/// 部 and 課 beside people, numbers that a spreadsheet has robbed of their zeros.
const LIST: &str = "\
職員番号,姓,名,姓カナ,名カナ,性別,生年月日,採用日,任用区分,部,課,役職\r\n\
12,緑野,花子,ミドリノ,ハナコ,女,昭和45年4月2日,平成5年4月1日,正規,総務部,人事課,課長\r\n\
105,髙﨑,陽太,タカサキ,ヨウタ,男,S60.5.1,H20.4.1,正職員,総務部,人事課,主任\r\n\
3001,葛城,さくら,カツラギ,サクラ,女,1990/1/1,20240401,再任用短時間,市民部,市民課,主事\r\n";

#[tokio::test]
async fn units_are_refused_by_name_or_made_when_asked_for() {
    for office in empty_offices().await {
        let asked = Asked {
            effective: Some(day(2026, 4, 1)),
            ..Asked::default()
        };
        let report = office.import("名簿.csv", LIST.as_bytes(), &asked).await;
        let Report::Refused { remarks, .. } = report else {
            panic!("{report:?}")
        };
        assert!(
            remarks
                .iter()
                .any(|remark| remark.sentence.contains("登録されていない所属が2あります")),
            "{remarks:?}"
        );
        assert!(
            remarks
                .iter()
                .any(|remark| remark.sentence.contains("「週の勤務時間」が要ります")),
            "a part-time week is not guessed: {remarks:?}"
        );

        let whole = LIST
            .replace("役職\r\n", "役職,週の勤務時間\r\n")
            .replace("主事\r\n", "主事,29時間\r\n");
        let whole = whole
            .replace("課長\r\n", "課長,\r\n")
            .replace("主任\r\n", "主任,38:45\r\n");
        let asked = Asked {
            make_units: true,
            ..asked
        };
        let report = office.import("名簿.csv", whole.as_bytes(), &asked).await;
        let Report::Done(counts, remarks) = report else {
            panic!("{report:?}")
        };
        assert_eq!((counts.added, counts.units), (3, 4));
        assert!(
            remarks.iter().any(|remark| remark.sentence.contains('ー')),
            "{remarks:?}"
        );
        let units = people::units_on(&office.db, day(2026, 4, 1)).await.unwrap();
        let section = units.written("総務部人事課").unwrap();
        assert_eq!(section.kind, UnitKind::Section);
        let (head, career) = office.person("12").await.unwrap();
        assert_eq!(head.birth_date, day(1970, 4, 2));
        assert!(career[0].heads, "課長 of a 課 heads it");
        assert_eq!(career[0].unit, section.unit);
        let (part, _) = office.person("3001").await.unwrap();
        assert_eq!(part.weekly.0, 29 * 60);

        let report = office.import("名簿.csv", whole.as_bytes(), &asked).await;
        assert!(
            matches!(report, Report::Tried(counts, _) if counts.nothing() && counts.unchanged == 3),
            "{report:?}"
        );
    }
}

#[tokio::test]
async fn a_table_of_units_is_read_before_the_people() {
    let mut book = exchange::Book::new("名簿", "緑野市", day(2026, 11, 22)).unwrap();
    let rows = |book: &mut exchange::Book, name: &str, rows: &[&[&str]]| {
        let sheet = book.sheet(name).unwrap();
        for (row, cells) in (0_u32..).zip(rows) {
            for (column, text) in (0_u16..).zip(*cells) {
                sheet.write(row, column, *text).unwrap();
            }
        }
    };
    rows(
        &mut book,
        "組織",
        &[
            &["組織コード", "組織名", "よみ", "上位コード", "略称"],
            &["0110", "人事課", "じんじか", "0100", "人事"],
            &["0100", "総務部", "そうむぶ", "", "総務"],
        ],
    );
    rows(
        &mut book,
        "名簿",
        &[
            &[
                "職員番号",
                "氏名",
                "カナ氏名",
                "生年月日",
                "採用日",
                "所属コード",
                "職名",
                "発令日",
            ],
            &[
                "0007",
                "緑野 花子",
                "ミドリノ ハナコ",
                "S55.1.1",
                "H15.4.1",
                "0110",
                "係長",
                "R2.4.1",
            ],
        ],
    );
    let bytes = book.finish().unwrap();
    for office in empty_offices().await {
        let asked = Asked {
            make_units: true,
            ..Asked::default()
        };
        let report = office.import("名簿.xlsx", &bytes, &asked).await;
        assert!(
            matches!(report, Report::Done(counts, _) if counts.units == 2 && counts.added == 1),
            "{report:?}"
        );
        let (_, career) = office.person("0007").await.unwrap();
        let units = people::units_on(&office.db, day(2026, 4, 1)).await.unwrap();
        assert_eq!(units.path(career[0].unit), "総務部 人事課");
        assert!(!career[0].heads, "係長 of a 課 does not head it");
        assert_eq!(units.get(career[0].unit).unwrap().kana.as_str(), "じんじか");
    }
}
