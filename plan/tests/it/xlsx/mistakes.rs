//! What an officer may do wrong.

use super::desk::Desk;
use exchange::{Region, Value as Content};

/// What an officer may do wrong, and what the import page says.
#[test]
fn every_mistake_is_told_at_its_cell_in_plain_words() {
    type Mistake = fn(&mut Desk);
    let cases: [(Mistake, &str); 22] = [
        (
            |d| d.names.retain(|name| name != "体系図"),
            "ファイル全体: シート「体系図」がありません。",
        ),
        (
            |d| d.set("実施計画", (3, 5), "2025年度"),
            "シート「実施計画」のE3: 年度「2025年度」は、「表紙」の年度（2019-2021）に入っていません。",
        ),
        (
            |d| d.set("実施計画", (3, 5), "来年度"),
            "シート「実施計画」のE3: 見出し「来年度」は使われていません。",
        ),
        (
            |d| d.set("実施計画", (3, 5), "平成31年度"),
            "シート「実施計画」のE3: 見出し「平成31年度」の列が2つあります。",
        ),
        (
            |d| d.set("実施計画", (3, 3), ""),
            "シート「実施計画」のA3: 見出し「区分」の列がありません。",
        ),
        (
            |d| d.set("指標", (4, 12), "11件"),
            "シート「指標」のL4: 「実績値」の「11件」を数値として読めません。",
        ),
        (
            |d| d.set("指標", (4, 7), "去年"),
            "シート「指標」のG4: 「年度」の「去年」を年度として読めません。",
        ),
        (
            |d| d.set("指標", (4, 13), "たぶん"),
            "シート「指標」のM4: 「確度」の「たぶん」は使われていません。確定・予定・予測値・時点 から選んでください。",
        ),
        (
            |d| d.set("指標", (4, 13), "時点"),
            "シート「指標」のN4: 「時点の日」が空です。",
        ),
        (
            |d| d.set("指標", (4, 2), "no-such-program"),
            "シート「指標」のB4: 「振り返り」に事業キー「no-such-program」の事業がありません。",
        ),
        (
            |d| {
                d.names.retain(|n| n != "表紙");
                d.names.push("表 紙2".to_owned());
            },
            "ファイル全体: シート「表紙」がありません。",
        ),
        (
            |d| {
                let at = d.find("表紙", "計画の最後の年度");
                d.set("表紙", (at.0, 2), "平成30年度");
            },
            "「計画の最後の年度」の「平成30年度」が最初の年度より前です。",
        ),
        (
            |d| {
                let at = d.find("表紙", "計画コード");
                d.set("表紙", at, "");
                d.set("表紙", (at.0, 2), "");
            },
            "「計画コード」の行がありません。",
        ),
        (
            |d| {
                let at = d.find("表紙", "自治体名");
                d.set("表紙", at, "自治体の名");
            },
            "項目「自治体の名」は使われていません。",
        ),
        (
            |d| {
                let at = d.find("体系図", "1-1-2");
                d.set("体系図", at, "1-1-1");
            },
            "番号「1-1-1」が2つあります。",
        ),
        (
            |d| {
                let at = d.find("体系図", "1-1-2");
                d.cells.insert(
                    ("体系図".to_owned(), at.0, at.1),
                    Content::Date(calendar::Date::constant(2001, 1, 2)),
                );
            },
            "番号が日付（2001-01-02）になっています。",
        ),
        (
            |d| {
                let at = d.find("実施計画", "1-1-2");
                d.set("実施計画", at, "9-9");
            },
            "番号「9-9」は「体系図」にありません。",
        ),
        (
            |d| {
                let at = d.find("実施計画", "ボトムアップ");
                d.set("実施計画", at, "ボトム・アップ");
            },
            "見出し「ボトム・アップ」が「体系図」の名称「ボトムアップ」と違います。",
        ),
        (
            |d| {
                let at = d.find("振り返り", "フィールドイノベーター養成研修");
                d.set("振り返り", (at.0, 3), "予算");
            },
            "区分は「計画」か「実績」にしてください（いまは「予算」です）。",
        ),
        (
            |d| {
                let at = d.find("振り返り", "フィールドイノベーター養成研修");
                d.merged
                    .retain(|(s, r)| s != "振り返り" || r.top > at.0 || r.bottom < at.0);
                d.merged.push((
                    "振り返り".to_owned(),
                    Region {
                        top: at.0,
                        left: 6,
                        bottom: at.0,
                        right: 7,
                    },
                ));
                d.set("振り返り", (at.0, 6), "はみ出し");
            },
            "結合したセルが年度の列からはみ出しています。",
        ),
        (
            |d| {
                let at = d.find("振り返り", "フィールドイノベーター養成研修");
                let key = d.cells[&("振り返り".to_owned(), at.0, 8)].clone();
                let other = d.find("振り返り", "業務改善活動の検討");
                d.cells.insert(("振り返り".to_owned(), other.0, 8), key);
            },
            "「振り返り」に事業キー「",
        ),
        (
            |d| {
                let at = d.find("振り返り", "概要");
                d.set("振り返り", (at.0, 2), "ちがう概要");
            },
            "概要が「振り返り」と「実施計画」で違います。",
        ),
    ];
    for (mistake, sentence) in cases {
        let mut desk = Desk::sample();
        mistake(&mut desk);
        let problems = desk.problems();
        assert!(
            problems.iter().any(|told| told.contains(sentence)),
            "{sentence}\n{problems:#?}"
        );
    }
}

#[test]
fn what_the_plan_itself_forbids_is_told_at_its_cell() {
    let mut desk = Desk::sample();
    let name = "職員提案制度等の周知徹底";
    let (row, _) = desk.find("振り返り", name);
    desk.set("振り返り", (row + 1, 5), "応募件数：{no.such.measure}件");
    let (code, _) = desk.find("表紙", "計画コード");
    desk.set("表紙", (code, 2), "清瀬 2019");
    let problems = desk.problems();
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(
        problems[0].starts_with(&format!("シート「表紙」のB{code}: ")),
        "{problems:#?}"
    );
    assert!(
        problems[1].starts_with(&format!("シート「振り返り」のE{}: ", row + 1)),
        "{problems:#?}"
    );
}

#[test]
fn a_formula_that_does_not_work_out_is_told() {
    let mut desk = Desk::sample();
    desk.cells.insert(
        ("指標".to_owned(), 4, 12),
        Content::Error("#DIV/0!".to_owned()),
    );
    let problems = desk.problems();
    let sentence = "シート「指標」のL4: 数式が「#DIV/0!」になっています。";
    assert!(problems[0].starts_with(sentence), "{problems:#?}");
}
