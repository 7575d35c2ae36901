//! Broken text files: every fault is told with its line and column, and how to put it right.

use super::sentences::told_in_japanese;
use plan::document::PlanDocument;
use plan::formats::{json, toml};
use plan::problems::Problem;

/// A small plan without a fault.
const GOOD: &str = r#"format = 1
code = "midorino-2025"
municipality = "みどり野市"
title = "実施計画"
review_years = "2022-2024"
plan_years = "2025-2027"
year_style = "era"

[[level]]
name = "柱"
label = "【{n}】"

[[node]]
path = "1"
name = "仕組みづくり"

[[node.reviewed]]
key = "suggestions"
name = "職員提案制度"
plan.2022-2024 = "継続"
actual.2022 = { text = "実施：{suggestions.submitted}件", status = "実施" }

[[node.reviewed.measure]]
key = "suggestions.submitted"
label = "応募件数"
unit = "件"
target.2022 = "10以上"
value.2022 = 12

[[node.planned]]
key = "improvement"
name = "業務改善活動"
owner = "総務部人事課"
plan.2025 = "検討"
plan.2026-2027 = "実施"
actual.2025 = "検討"
evaluation.2025 = { grade = "順調", reason = "予定どおり", next = "継続" }
origin = [{ key = "suggestions", how = "分割" }]

[[correction]]
on = 2025-06-02
place = "1 業務改善活動 計画 2025"
before = "実施"
after = "検討"
by = "人事課"
reason = "誤記"
"#;

fn told(result: Result<PlanDocument, Vec<Problem>>) -> Vec<String> {
    result
        .err()
        .unwrap_or_default()
        .iter()
        .map(told_in_japanese)
        .collect()
}

#[test]
fn the_good_file_is_good() {
    assert_eq!(told(toml::read(GOOD)), Vec::<String>::new());
}

#[test]
fn every_fault_of_a_text_file_is_told_with_its_place() {
    let mut wrong = Vec::new();
    for (before, after, expected) in CASES {
        let text = GOOD.replacen(before, after, 1);
        assert_ne!(text, GOOD, "{before} is not in the file");
        let found = told(toml::read(&text));
        if found != *expected {
            wrong.push(format!("({before:?}, {after:?}, &{found:#?}),"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is replaced in the good file, by what, and what is told then.
type Case = (&'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const CASES: &[Case] = &[
    // Not TOML at all.
    ("title = \"実施計画\"", "title = 実施計画",
        &["4行目 9文字目: 文字は \" で囲んでください（例：name = \"仕組みづくり\"）。"]),
    ("title = \"実施計画\"", "title = \"実施計画",
        &["4行目 14文字目: 文字列の書き方が正しくありません。\" が閉じているかを確かめ、\\ そのものは \\\\ と書いてください。"]),
    ("title = \"実施計画\"", "title ＝ \"実施計画\"",
        &["4行目 7文字目: この行に全角の記号（＝ ” ［ ］ ｛ ｝ ， ． や全角の空白）があります。半角にしてください。"]),
    ("title = \"実施計画\"", "title = ”実施計画”",
        &["4行目 9文字目: この行に全角の記号（＝ ” ［ ］ ｛ ｝ ， ． や全角の空白）があります。半角にしてください。"]),
    ("title = \"実施計画\"", "title \"実施計画\"",
        &["4行目 7文字目: 「項目 = 値」の形になっていません。「=」が一つあるか、前の行の \" が閉じているかを確かめてください。"]),
    ("title = \"実施計画\"", "title =",
        &["4行目 8文字目: 「=」の後に値がありません。値を書くか、この行を消してください。"]),
    ("title = \"実施計画\"", "題名 = \"実施計画\"",
        &["4行目 1文字目: 項目名は半角の英数字と - _ で書いてください。"]),
    ("title = \"実施計画\"", "title = \"C:\\実施計画\"",
        &["4行目 13文字目: 文字列の書き方が正しくありません。\" が閉じているかを確かめ、\\ そのものは \\\\ と書いてください。"]),
    ("title = \"実施計画\"", "title = \"実施計画\"\ntitle = \"実施計画\"",
        &["5行目 1文字目: 同じ項目が二度書かれています。一つにまとめてください。"]),
    ("[[node]]", "[[node]",
        &["13行目 8文字目: 括弧が閉じていません。この行か前の行に、対応する ] か } を書いてください。"]),
    ("status = \"実施\" }", "status = \"実施\"",
        &["23行目 1文字目: 括弧が閉じていません。この行か前の行に、対応する ] か } を書いてください。"]),
    ("\", status", "\" status",
        &["21行目 54文字目: 値の間のカンマ（,）が足りないか、余っています。カンマを直してください。"]),
    ("plan.2022-2024 = \"継続\"", "plan = \"継続\"\nplan.2022-2024 = \"継続\"",
        &["21行目 1文字目: 同じ項目が二度書かれています。一つにまとめてください。"]),
    ("value.2022 = 12", "value.2022 = 012",
        &["28行目 14文字目: 数の頭に 0 は書けません。0 を消してください。"]),
    // TOML, but not a plan.
    ("title", "titel",
        &["4行目 1文字目: 「titel」という項目はここでは使えません。「title」のことでしたら、直してください。"]),
    ("title = \"実施計画\"\n", "",
        &["1行目 1文字目: 「title」がありません。書き加えてください。"]),
    ("format = 1\n", "",
        &["1行目 1文字目: 「format」がありません。書き加えてください。"]),
    ("format = 1", "format = \"1\"",
        &["1行目 10文字目: 「format」は整数で、\" で囲まずに書いてください。"]),
    ("format = 1", "format = 2",
        &["1行目 1文字目: このファイルの形式（format = 2）は読み込めません。format = 1 のファイルを使ってください。"]),
    ("owner", "budget",
        &["33行目 1文字目: 「budget」という項目はここでは使えません。使えるのは key, name, owner, plan, actual, measure, evaluation, origin, note です。"]),
    ("owner", "owners",
        &["33行目 1文字目: 「owners」という項目はここでは使えません。「owner」のことでしたら、直してください。"]),
    ("[[node.planned]]", "[[node.planed]]",
        &["30行目 8文字目: 「planed」という項目はここでは使えません。「planned」のことでしたら、直してください。"]),
    ("\"実施計画\"", "2025",
        &["4行目 9文字目: 「title」は文字で、\" で囲んで書いてください。"]),
    ("\"2025-2027\"", "\"令和7年度\"",
        &["6行目 14文字目: 「plan_years」は西暦の年度で、\"2019-2021\" のように書いてください。"]),
    ("\"2025-2027\"", "\"2027-2025\"",
        &["6行目 14文字目: 「plan_years」は西暦の年度で、\"2019-2021\" のように書いてください。"]),
    ("\"era\"", "\"showa\"",
        &["7行目 14文字目: 「year_style」に「showa」は使えません。次のいずれかにしてください：era, first-day, heisei, western"]),
    ("plan.2025 ", "plan.令和7 ",
        &["34行目 6文字目: 項目名は半角の英数字と - _ で書いてください。"]),
    ("plan.2025 ", "plan.R7 ",
        &["34行目 6文字目: 「R7」は年度として読み取れません。2019 または 2019-2021 のように、西暦の半角数字で書いてください。"]),
    ("plan.2022-2024 = \"継続\"", "plan = \"継続\"",
        &["20行目 1文字目: 「plan」は年度ごとに書いてください（例：plan.2019 = …）。"]),
    ("plan.2025 = \"検討\"", "plan.2025 = 5",
        &["34行目 13文字目: 欄の内容は \"…\" か { text = \"…\", status = \"…\" } の形で書いてください。"]),
    ("status = \"実施\" }", "status = \"完了\" }",
        &["21行目 64文字目: 「status」に「完了」は使えません。次のいずれかにしてください：検討, 実施, 継続, 変更, 統合, 廃止, 未実施, 実績なし, なし"]),
    ("status = \"実施\" }", "quality = \"見込み\" }",
        &["21行目 65文字目: 「quality」に「見込み」は使えません。次のいずれかにしてください：確定, 予定, 予測値"]),
    ("status = \"実施\" }", "quality = \"予定\", as_of = 2023-03-01 }",
        &["21行目 8文字目: quality と as_of の両方が書かれています。どちらか一つにしてください。"]),
    ("status = \"実施\" }", "as_of = \"3月末\" }",
        &["21行目 63文字目: 「as_of」は日付で、2019-03-31 のように書いてください（\"平成31年3月31日\" とも書けます）。"]),
    ("\"10以上\"", "\"約10\"",
        &["27行目 8文字目: 目標「約10」を読み取れません。\"14以上\"、\"45以下\"、\"3\" のように書いてください。"]),
    ("\"10以上\"", "10",
        &["27行目 15文字目: 目標は \"14以上\" か { goal = \"3以上\", baseline_year = 2015 } の形で書いてください。"]),
    ("\"10以上\"", "{ goal = \"10以上\", baseline = 8 }",
        &["27行目 8文字目: 基準値（baseline）には、基準の年度（baseline_year）も書いてください。"]),
    ("target.2022 ", "target.2022-2023 ",
        &["27行目 8文字目: ここには1年度ずつ書いてください（「2022-2023」は複数の年度です）。"]),
    ("value.2022 = 12", "value.2022 = \"約6割\"",
        &["28行目 14文字目: 「value」は数で書いてください（小数は6桁まで。例：80.7）。"]),
    ("value.2022 = 12", "value.2022 = 0.0000001",
        &["28行目 14文字目: 「value」は数で書いてください（小数は6桁まで。例：80.7）。"]),
    ("value.2022 = 12", "value.2022 = { quality = \"予定\" }",
        &["28行目 7文字目: 「amount」がありません。書き加えてください。"]),
    ("value.2022 = 12", "value.2022 = { amount = 12, computed = \"はい\" }",
        &["28行目 40文字目: 「computed」は true か false で書いてください。"]),
    ("grade = \"順調\"", "grade = \"A\"",
        &["37行目 29文字目: 「grade」に「A」は使えません。次のいずれかにしてください：達成, 順調, やや遅れ, 遅れ"]),
    ("evaluation.2025 = {", "evaluation.2025 = \"順調\" # {",
        &["37行目 19文字目: 評価は { grade = \"順調\", reason = \"…\", next = \"継続\" } の形で書いてください。"]),
    ("how = \"分割\"", "how = \"移管\"",
        &["38行目 40文字目: 「how」に「移管」は使えません。次のいずれかにしてください：名称変更, 統合, 分割"]),
    ("on = 2025-06-02", "on = \"6月2日\"",
        &["41行目 6文字目: 「on」は日付で、2019-03-31 のように書いてください（\"平成31年3月31日\" とも書けます）。"]),
    ("[[level]]", "[level]",
        &["9行目 2文字目: 「level」は [[level]] の見出しの下に書いてください。"]),
    // A plan that cannot be.
    ("midorino-2025", "みどり野",
        &["2行目 1文字目: 計画コード「みどり野」は使えません。半角の小文字・数字・ハイフンで60文字以内にしてください（例：midorino-2025）。"]),
    ("\"職員提案制度\"", "\" \"",
        &["19行目 1文字目: 名称が空です。入力してください。"]),
    ("【{n}】", "柱",
        &["11行目 1文字目: 番号の見せ方「柱」に番号の位置がありません。{n}（その階層の番号）か{path}（全体の番号）を入れてください。"]),
    ("path = \"1\"", "path = \"2\"",
        &["14行目 1文字目: 番号「2」が順番どおりではありません。ここは「1」にしてください。"]),
    ("path = \"1\"", "path = \"1-1\"",
        &["14行目 1文字目: 「1-1」は2段目ですが、階層（level）は1段しか定められていません。階層を増やすか、番号を直してください。"]),
    ("path = \"1\"", "path = \"一\"",
        &["14行目 1文字目: 番号「一」は読み取れません。1-2-3 のように、1から始まる半角の数字をハイフンでつないでください。"]),
    ("plan.2022-2024 ", "plan.2022-2025 ",
        &["20行目 6文字目: 2022-2025年度は、ここに書ける年度（2022-2024）の外にあります。年度を直すか、計画の年度を広げてください。"]),
    ("actual.2022 ", "actual.2021 ",
        &["21行目 8文字目: 2021年度は、ここに書ける年度（2022-2024）の外にあります。年度を直すか、計画の年度を広げてください。"]),
    ("plan.2026-2027 ", "plan.2025-2027 ",
        &["35行目 6文字目: 2025-2027年度の欄が、2025年度の欄と重なっています。どちらかの年度を直してください。"]),
    ("{suggestions.submitted}件", "{suggestions}件",
        &["21行目 8文字目: 「suggestions」という指標がこの事業にありません。使えるのは suggestions.submitted です。"]),
    ("{suggestions.submitted}件", "{suggestions.submitted件",
        &["21行目 8文字目: 「{」に対する「}」がありません。閉じるか、括弧そのものなら「{{」と書いてください。"]),
    ("{suggestions.submitted}件", "{応募件数}件",
        &["21行目 8文字目: 「{応募件数}」は数値の差し込みとして読み取れません。{key}、{key:target}、{key@2017} のいずれかで書いてください。"]),
    ("actual.2025 = \"検討\"", "actual.2025 = \"{people.headcount}人\"",
        &["36行目 8文字目: 「people.headcount」という指標がありません。この事業には指標がまだないので、指標を加えてください。"]),
    ("actual.2025 = \"検討\"", "actual.2025 = \"統合\"",
        &["36行目 8文字目: 統合先がありません。統合した事業のキーを merged_into に書いてください。"]),
    ("actual.2025 = \"検討\"", "actual.2025 = { text = \"統合\", merged_into = \"nowhere\" }",
        &["36行目 8文字目: 統合先「nowhere」という事業が計画にありません。計画にある事業のキーにしてください。"]),
    ("actual.2025 = \"検討\"", "actual.2025 = { text = \"統合\", merged_into = \"improvement\" }",
        &["36行目 8文字目: 統合先「improvement」が、この事業自身です。別の事業のキーにしてください。"]),
    ("actual.2025 = \"検討\"", "actual.2025 = { text = \"検討\", merged_into = \"suggestions\" }",
        &["36行目 8文字目: 統合先「suggestions」が書かれていますが、状態が「統合」ではありません。状態を「統合」にするか、統合先を消してください。"]),
    ("{ key = \"suggestions\"", "{ key = \"nowhere\"",
        &["38行目 11文字目: 元の事業「nowhere」が計画にありません。計画にある事業のキーにしてください。前の計画の事業なら、前の計画（previous）のコードを書いてください。"]),
    ("target.2022 ", "target.2025 ",
        &["27行目 8文字目: 2025年度は、ここに書ける年度（2022-2024）の外にあります。年度を直すか、計画の年度を広げてください。"]),
    ("value.2022 ", "value.2021 ",
        &["28行目 7文字目: 2021年度は、ここに書ける年度（2022-2024, 2025-2027）の外にあります。年度を直すか、計画の年度を広げてください。"]),
    ("evaluation.2025", "evaluation.2024",
        &["37行目 12文字目: 2024年度は、ここに書ける年度（2025-2027）の外にあります。年度を直すか、計画の年度を広げてください。"]),
    ("reason = \"誤記\"", "reason = \"\"",
        &["46行目 1文字目: 理由が空です。入力してください。"]),
];

#[test]
fn all_faults_of_a_file_are_told_at_once() {
    let text = GOOD
        .replace("owner", "ownr")
        .replace("\"era\"", "\"showa\"")
        .replace("value.2022 = 12", "value.2022 = true");
    assert_eq!(
        told(toml::read(&text)),
        [
            "7行目 14文字目: 「year_style」に「showa」は使えません。次のいずれかにしてください：era, first-day, heisei, western",
            "28行目 14文字目: 「value」は数で書いてください（小数は6桁まで。例：80.7）。",
            "33行目 1文字目: 「ownr」という項目はここでは使えません。「owner」のことでしたら、直してください。"
        ]
    );
}

#[test]
fn an_empty_file_says_what_a_plan_begins_with() {
    assert_eq!(
        told(toml::read("")),
        [
            "1行目 1文字目: 「format」がありません。書き加えてください。",
            "1行目 1文字目: 「code」がありません。書き加えてください。",
            "1行目 1文字目: 「municipality」がありません。書き加えてください。",
            "1行目 1文字目: 「title」がありません。書き加えてください。",
            "1行目 1文字目: 「plan_years」がありません。書き加えてください。"
        ]
    );
}

#[test]
fn every_fault_of_a_json_file_is_told_with_its_place() {
    let good = json::write(&toml::read(GOOD).unwrap());
    let mut wrong = Vec::new();
    for (before, after, expected) in JSON_CASES {
        let text = good.replacen(before, after, 1);
        assert_ne!(text, good, "{before} is not in the file");
        let found = told(json::read(&text));
        if found != *expected {
            wrong.push(format!("({before:?}, {after:?}, &{found:#?}),"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let cut: String = good.chars().take(200).collect();
    assert_eq!(
        told(json::read(&cut)),
        [
            "13行目 1文字目: ファイルが途中で終わっています。最後まで保存されたファイルかどうかを確かめてください。"
        ]
    );
}

#[rustfmt::skip]
const JSON_CASES: &[Case] = &[
    ("\"format\": 1,", "\"format\": 1",
        &["3行目 3文字目: ここが JSON の書き方になっていません（expected `,` or `}`）。この行を見直してください。"]),
    ("\"format\": 1,", "",
        &["135行目 1文字目: 「format」がありません。書き加えてください。"]),
    ("\"format\": 1,", "\"format\": 1, \"size\": 2,",
        &["2行目 21文字目: 「size」という項目はここでは使えません。項目名を直すか、消してください。"]),
    ("\"format\": 1,", "\"format\": \"一\",",
        &["2行目 17文字目: ここの値を読み取れません（invalid type: string \"一\", expected u32）。値の形を見直してください。"]),
    ("\"amount\": \"12\"", "\"amount\": \"約6割\"",
        &["70行目 13文字目: ここの値を読み取れません（not a number: 約6割）。値の形を見直してください。"]),
    ("\"plan_years\": {\n    \"from\": 2025", "\"plan_years\": {\n    \"from\": 2028",
        &["plan_years: 年度の順序が逆です（2028 から 2027）。早い年度を先に書いてください。"]),
    ("\"node\": \"1\"", "\"node\": \"9\"",
        &["programs / review / suggestions / node: この事業の属する「9」が計画にありません。体系にある番号にしてください。"]),
];
