//! What is wrong with a list is told by row and column, all of it at once, and nothing is written.

use crate::office::{Office, offices};
use exchange::{Book, xlsx};
use intake::{Asked, Remark, Report};

/// Places and sentences of a refused list.
async fn refused(office: &Office, name: &str, bytes: &[u8], asked: &Asked) -> Vec<String> {
    match office.import(name, bytes, asked).await {
        Report::Refused { remarks, .. } => remarks
            .iter()
            .map(|Remark { place, sentence }| format!("{place}: {sentence}"))
            .collect(),
        other => panic!("{other:?}"),
    }
}

const HEAD: &str = "職員番号,氏名,フリガナ,生年月日,採用年月日,所属,職名,所属年月日\r\n";

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_with_its_place() {
    let rows = "\
00002,髙﨑 陽太,たかさき ようた,1980/1/1,2015/4/1,市民課,主事,2015/4/1\r\n\
00002,髙﨑 陽太,たかさき ようた,1980/1/1,2015/4/1,市民課,主事,2015/4/1\r\n\
00201,一郎太,いちろうた,1990/1/1,2020/4/1,市民課,主事,2020/4/1\r\n\
00202,二宮 二郎,にのみや 二郎,1990/1/1,2020/4/1,市民課,主事,2020/4/1\r\n\
00203,三宅 三郎,みやけ さぶろう,2030/1/1,2020/4/1,市民課,主事,2020/4/1\r\n\
00204,四方 四郎,しかた しろう,1990/2/30,2020/4/1,市民課,主事,2020/4/1\r\n\
00205,五島 五郎,ごとう ごろう,1990/1/1,2020/4/1,車両課,主事,2020/4/1\r\n\
00206,六車 六郎,むぐるま ろくろう,1990/1/1,2020/4/1,ない課,主事,2020/4/1\r\n\
0 0,七尾 七郎,ななお しちろう,1990/1/1,2020/4/1,市民課,主事,2020/4/1\r\n\
00001,緑野 花子,みどりの はなこ,1980/1/1,2015/4/1,市民課,主事,1979/4/1\r\n\
00003,葛城 さくら,かつらぎ さくら,1980/1/1,2014/4/1,市民課,主事,2014/4/1\r\n";
    let list = format!("{HEAD}{rows}");
    for office in offices().await {
        let told = refused(&office, "名簿.csv", list.as_bytes(), &Asked::default()).await;
        let expected = [
            ("「名簿」", "登録されていない所属が1あります：ない課"),
            (
                "3行目 A列（職員番号）",
                "職員番号 00002 が2行目にもあります",
            ),
            ("4行目 B列（氏名）", "姓と名の間に空白がありません"),
            ("5行目 C列（フリガナ）", "かな以外の文字"),
            (
                "6行目 D列（生年月日）",
                "生年月日（2030-01-01）が採用年月日",
            ),
            (
                "7行目 D列（生年月日）",
                "「1990/2/30」は日付として読み取れません",
            ),
            (
                "8行目 F列（所属）",
                "2018-04-01に廃止された所属で、2020-04-01にはもうありません",
            ),
            (
                "9行目 F列（所属）",
                "「ない課」という所属は登録されていません",
            ),
            ("10行目 A列（職員番号）", "英字・数字・ハイフン"),
            (
                "11行目 H列（所属年月日）",
                "1979-04-01の発令が、生年月日より前になっています",
            ),
            (
                "12行目 H列（所属年月日）",
                "2015-04-01からの本務の発令がすでに登録されています",
            ),
        ];
        for (place, sentence) in expected {
            assert!(
                told.iter()
                    .any(|one| one.contains(place) && one.contains(sentence)),
                "{place} {sentence}: {told:#?}"
            );
        }
        assert!(office.person("00206").await.is_none());
    }
}

#[tokio::test]
async fn a_history_must_not_overlap_or_lie_outside_life_and_service() {
    let history = |rows: &str| format!("職員番号,発令区分,所属,職名,開始日,終了日\r\n{rows}");
    let cases = [
        (
            "00001,本務,人事課,主事,2015/4/1,2018/3/31\r\n00001,本務,市民課,課長,2017/4/1,",
            "期間が重なります",
            "3行目 E列",
        ),
        (
            "00001,本務,人事課,主事,1975/4/1,",
            "生年月日より前",
            "2行目 E列",
        ),
        (
            "00001,本務,人事課,主事,2014/4/1,",
            "採用年月日より前",
            "2行目 E列",
        ),
        (
            "00001,本務,人事課,主事,2016/4/1,2016/3/1",
            "開始日より前",
            "2行目 E列",
        ),
        (
            "00001,本務,人事課,主事,2016/4/1,\r\n00001,兼務,市民課,主事,2016/4/1,\r\n00001,兼務,市民課,主事,2016/4/1,",
            "2行あります",
            "4行目 E列",
        ),
        (
            "00999,本務,人事課,主事,2016/4/1,",
            "職員番号 00999 の職員がいません",
            "2行目 A列",
        ),
        (
            "00001,なぞ,人事課,主事,2016/4/1,",
            "書けるのは 本務、兼務",
            "2行目 B列",
        ),
        ("00001,本務,,,2016/4/1,", "空欄です", "2行目 C列"),
    ];
    for office in offices().await {
        for (rows, sentence, place) in cases {
            let told = refused(
                &office,
                "履歴.csv",
                history(rows).as_bytes(),
                &Asked::default(),
            )
            .await;
            let fits = told
                .iter()
                .any(|one| one.contains(place) && one.contains(sentence));
            assert!(fits, "{rows}: {told:?}");
        }
    }
}

#[tokio::test]
async fn a_loop_among_units_is_told() {
    let units = "所属コード,所属名,上位所属コード,略称\r\n901,甲部,902,甲\r\n902,乙部,901,乙\r\n";
    let asked = Asked {
        make_units: true,
        ..Asked::default()
    };
    for office in offices().await {
        let told = refused(&office, "所属.csv", units.as_bytes(), &asked).await;
        assert!(
            told.iter()
                .any(|one| one.contains("この所属自身に戻ります")),
            "{told:?}"
        );
    }
}

/// A workbook with a formula, a formula that fails, and merged headings in two rows.
fn workbook() -> Vec<u8> {
    let mut book = Book::new("名簿", "緑野市", crate::office::day(2026, 11, 22)).unwrap();
    let sheet = book.sheet("名簿").unwrap();
    let format = xlsx::Format::new();
    for (column, text) in [
        (0_u16, "職員番号"),
        (1, "氏名"),
        (2, "フリガナ"),
        (3, "生年月日"),
        (4, "採用日"),
        (7, "職名"),
    ] {
        sheet
            .merge_range(0, column, 1, column, text, &format)
            .unwrap();
    }
    sheet.merge_range(0, 5, 0, 6, "所属", &format).unwrap();
    sheet.write(1, 5, "部").unwrap();
    sheet.write(1, 6, "課").unwrap();
    for (row, number) in [(2_u32, "00301"), (3, "00302")] {
        sheet.write(row, 0, number).unwrap();
        sheet.write(row, 1, "朝日 昇").unwrap();
        sheet.write(row, 2, "あさひ のぼる").unwrap();
        sheet.write(row, 3, "H2.3.4").unwrap();
        sheet.write(row, 7, "主事").unwrap();
    }
    // A number of days, as a cell without the format of a day has it.
    sheet.write(2, 4, 42_095).unwrap();
    let failing = xlsx::Formula::new("=A1/0").set_result("#DIV/0!");
    sheet.write(3, 4, failing).unwrap();
    sheet.merge_range(2, 5, 3, 5, "総務部", &format).unwrap();
    let value = xlsx::Formula::new("=\"市\"&\"民課\"").set_result("市民課");
    sheet.write(2, 6, value.clone()).unwrap();
    sheet.write(3, 6, value).unwrap();
    book.finish().unwrap()
}

#[tokio::test]
async fn formulas_count_as_their_results_errors_are_told_and_merged_headings_are_read() {
    for office in offices().await {
        let told = refused(&office, "名簿.xlsx", &workbook(), &Asked::default()).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].contains("4行目 E列（採用日）") && told[0].contains("#DIV/0!"),
            "{told:?}"
        );
    }
}

#[tokio::test]
async fn a_locked_an_old_and_a_broken_workbook_are_told_apart() {
    let locked: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    let office = &offices().await[0];
    let jinji = office.signed_in("jinji").await;
    for (name, bytes, sentence) in [
        ("鍵.xlsx", locked.as_slice(), "パスワードで保護されたブック"),
        ("昔.xls", old.as_slice(), "古い形式（.xls）"),
        (
            "壊.xlsx",
            b"PK\x03\x04broken".as_slice(),
            "壊れているか途中で切れている",
        ),
        (
            "絵.csv",
            b"%PDF-1.7\x00".as_slice(),
            "Excel のブック（.xlsx）ではない",
        ),
    ] {
        let answer = jinji.upload(&[("file", name, bytes)]).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(
            answer.main().contains(sentence) && answer.main().contains(name),
            "{}",
            answer.main()
        );
    }
    let nothing = jinji.upload(&[]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.main().contains("ファイルを選んでください"));
    let empty = jinji.upload(&[("file", "空.csv", b"\r\n\r\n")]).await;
    assert!(empty.main().contains("表がありません"), "{}", empty.main());
}

#[tokio::test]
async fn shift_jis_is_read_and_a_name_it_does_not_have_is_told_when_written() {
    for office in offices().await {
        let list =
            format!("{HEAD}00401,渡辺 一,わたなべ はじめ,H2.3.4,R2.4.1,市民課,主事,R2.4.1\r\n");
        let rows: Vec<Vec<exchange::csv::Field>> = list
            .lines()
            .map(|line| line.split(',').map(exchange::csv::Field::from).collect())
            .collect();
        let bytes = exchange::csv::write_cp932(&rows).unwrap();
        assert!(std::str::from_utf8(&bytes).is_err());
        let report = office.import("名簿.csv", &bytes, &Asked::default()).await;
        assert!(
            matches!(report, Report::Done(counts, _) if counts.added == 1),
            "{report:?}"
        );
        let broken = [bytes.as_slice(), b"\x81\xff,\r\n"].concat();
        let told = refused(&office, "名簿.csv", &broken, &Asked::default()).await;
        assert!(
            told[0].contains("3行目 1列目に Shift_JIS として読めない文字があります"),
            "{told:?}"
        );

        let (employee, _) = office.person("00002").await.unwrap();
        let name = people::PersonName::parse("𠮷田", "陽太", "よしだ", "ようた").unwrap();
        let mut tx = office.db.begin().await.unwrap();
        let renamed = people::Employee { name, ..employee };
        people::correct_employee(&mut tx, &office.ids, &renamed)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let jinji = office.signed_in("jinji").await;
        let refused = jinji.get("/admin/imports/staff.csv?as=cp932").await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.text().contains("𠮷") && refused.text().contains("UTF-8"),
            "{}",
            refused.text()
        );
        let whole = jinji.get("/admin/imports/staff.csv").await;
        assert_eq!(whole.status, 200);
        assert!(whole.text().contains("𠮷田 陽太"));
    }
}

#[tokio::test]
async fn problems_are_counted_kept_and_given_as_a_file() {
    let office = &offices().await[0];
    let rows: Vec<String> = (0..700)
        .map(|n| format!("{n:05},x,x,x,x,市民課,主事,x\r\n"))
        .collect();
    let rows = rows.concat();
    let jinji = office.signed_in("jinji").await;
    let list = format!("{HEAD}{rows}");
    let columns = jinji
        .upload(&[("file", "名簿.csv", list.as_bytes())])
        .await
        .leads_to();
    let page = jinji.get(&columns).await;
    let import = jinji
        .post(&columns, &page.form(&columns, &[("do", "try")]))
        .await
        .leads_to();
    office.work().await;
    assert_eq!(jinji.get(&import).await.leads_to(), columns);
    let page = jinji.get(&columns).await;
    assert!(page.main().contains("直すところが"), "{}", page.main());
    assert_eq!(page.all("section.stack table tbody tr").len(), 100);
    let file = jinji.get(&format!("{import}/problems.csv")).await;
    assert_eq!(file.text().lines().count(), 501);
}
