//! Units and headcount through the pages.

use crate::office::offices;
use access::{Actor, Allowed, EditSettings};
use axum::http::StatusCode;
use calendar::Date;
use people::UnitId;

#[tokio::test]
async fn the_tree_shows_units_with_heads_and_numbers_as_of_any_day() {
    for office in offices().await {
        let browser = office.signed_in("mori").await;
        let page = browser.get("/organisation").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let main = page.main();
        assert!(main.contains("令和8年11月22日現在"), "{main}");
        assert!(main.contains("6所属 職員7人 定数0"), "{main}");
        assert!(main.contains("課長 緑野 花子"), "{main}");
        let order = page.attributes(".org-tree [id^=u]", "id");
        assert_eq!(order, ["u1", "u11", "u111", "u12", "u2", "u21"]);
        let closed = browser.get("/organisation?open=1").await;
        let shown = closed.attributes(".org-tree [id^=u]", "id");
        assert_eq!(shown, ["u1", "u11", "u12", "u2"]);
        let more = closed.attributes(".org-more", "href");
        assert!(
            more.contains(&"/organisation?open=1,11#u11".to_owned()),
            "{more:?}"
        );
        let early = browser.get("/organisation?on=H27.3.31").await;
        assert!(early.main().contains("この日の所属はまだありません"));
        let wrong = browser.get("/organisation?on=こんど").await;
        assert!(
            wrong.main().contains("日付を読み取れません"),
            "{}",
            wrong.main()
        );
    }
}

#[tokio::test]
async fn a_unit_is_found_by_name_by_reading_and_by_code() {
    for office in offices().await {
        let browser = office.signed_in("mori").await;
        for words in ["研修", "ケンシュウ", "u111", "けんしゅうがかり"] {
            let page = browser
                .get(&format!("/organisation?q={}", encoded(words)))
                .await;
            let found = page.words("[aria-labelledby=h-found]");
            assert!(found.contains("総務部 人事課 研修係"), "{words}: {found}");
        }
        let page = browser.get("/organisation?q=%25").await;
        assert!(page.main().contains("その名前の所属はありません"));
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn a_unit_shows_its_people_as_everybody_may_see_them() {
    for office in offices().await {
        office.plan().await;
        let browser = office.signed_in("mori").await;
        let page = browser.get("/organisation/units/21").await;
        let members = page.words("[aria-labelledby=h-members]");
        assert!(
            members.starts_with("職員 葛 葛城 花子"),
            "the head first: {members}"
        );
        assert!(!page.text().contains("1980"), "no birth date on a card");
        assert!(
            page.attributes("a", "href")
                .contains(&"/staff/4".to_owned())
        );
        assert!(
            !page.main().contains("名称変更"),
            "only who may is offered it"
        );
        let owner = browser.get("/organisation/units/11").await;
        let programs = owner.words("[aria-labelledby=h-programs]");
        assert!(programs.starts_with("担当する計画の事業"), "{programs}");
        let missing = browser.get("/organisation/units/999").await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        let early = browser.get("/organisation/units/21?on=2014-01-01").await;
        assert!(early.main().contains("この日には、この所属はありません"));
    }
}

#[tokio::test]
async fn a_unit_is_renamed_moved_and_made_from_a_day_on() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let fields = [
            ("name", "人材育成課"),
            ("short_name", ""),
            ("kana", "じんざいいくせいか"),
            ("on", "R9.4.1"),
        ];
        let done = jinji.post("/organisation/units/11/rename", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let april = Date::constant(2027, 4, 1);
        let tree = people::units_on(&office.db, april).await.unwrap();
        assert_eq!(tree.path(UnitId(11)), "総務部 人材育成課");
        let now = jinji.get("/organisation/units/11").await;
        assert!(now.words("h1").starts_with("人事課"), "{}", now.words("h1"));

        let fields = [("parent", "2"), ("position", ""), ("on", "R9.4.1")];
        let again = jinji.post("/organisation/units/11/move", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again
                .main()
                .contains("令和9年4月1日からの変更がすでに入力されています"),
            "{}",
            again.main()
        );
        let done = jinji.post("/organisation/units/12/move", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());

        let fields = [
            ("name", "危機管理課"),
            ("kana", "ききかんりか"),
            ("code", "U900"),
            ("kind", "section"),
            ("parent", "1"),
            ("position", ""),
            ("on", "2026/11/22"),
        ];
        let done = jinji.post("/organisation/new", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let tree = people::units_on(&office.db, office.clock.today())
            .await
            .unwrap();
        let made = tree.named("危機管理課").unwrap();
        assert_eq!(tree.path(made.unit), "総務部 危機管理課");
        assert_eq!(office.journal().await, ["organisation.unit.changed"; 3]);
    }
}

#[tokio::test]
async fn a_mistake_is_put_right_without_a_new_version() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let form = jinji.get("/organisation/units/11/correct").await;
        let from = form.value("from");
        let fields = |name: &'static str| {
            [
                ("name", name),
                ("short_name", "人事"),
                ("kana", "じんじか"),
                ("position", "3"),
                ("from", "2015-04-01"),
            ]
        };
        assert_eq!(from, "2015-04-01");
        let taken = jinji
            .post("/organisation/units/11/correct", &fields("総務課"))
            .await;
        assert!(
            taken
                .words("#f-name-e")
                .contains("その名前の所属があります"),
            "{}",
            taken.main()
        );
        let done = jinji
            .post("/organisation/units/11/correct", &fields("人亊課"))
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let history = people::unit_history(&office.db, UnitId(11)).await.unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].name.as_str(), "人亊課");
        assert_eq!(history[0].position, 3);
        assert_eq!(office.journal().await, ["organisation.unit.corrected"]);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_said_at_its_field_and_kept() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let fields = [
            ("name", "危機管理課"),
            ("kana", "危機"),
            ("code", "U11"),
            ("kind", "section"),
            ("parent", ""),
            ("on", "R8.4.1"),
        ];
        let refused = jinji.post("/organisation/new", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words("#f-kana-e").contains("ふりがな"));
        assert_eq!(refused.value("name"), "危機管理課");
        let mut fields = fields;
        fields[1].1 = "ききかんりか";
        let refused = jinji.post("/organisation/new", &fields).await;
        assert!(
            refused
                .words("#f-past-e")
                .contains("改正の日が過ぎています"),
            "{}",
            refused.main()
        );
        let mut fields = fields.to_vec();
        fields.push(("past", "1"));
        let refused = jinji.post("/organisation/new", &fields).await;
        assert!(
            refused
                .main()
                .contains("所属コード「U11」は、すでに使われています"),
            "{}",
            refused.main()
        );
        assert_eq!(office.journal().await, [""; 0]);
    }
}

#[tokio::test]
async fn headcount_is_set_compared_and_given_as_files() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let page = jinji.get("/organisation/units/21/posts").await;
        let version = page.value("version");
        let fields = [
            ("rank", "officer"),
            ("family", ""),
            ("headcount", "３"),
            ("on", "R8.4.1"),
            ("version", version.as_str()),
        ];
        let done = jinji.post("/organisation/units/21/posts", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let stale = jinji.post("/organisation/units/21/posts", &fields).await;
        assert!(stale.main().contains("ほかの人が先に変更しました"));

        let list = jinji.get("/organisation/posts").await;
        assert!(list.main().contains("市民部 3 3 1 0 1"), "{}", list.main());
        let lines = jinji.get("/organisation/posts?unit=2").await;
        assert!(
            lines
                .main()
                .contains("市民部 市民課 主事級 すべての職種 3 2 欠員1"),
            "{}",
            lines.main()
        );
        let alone = lines.words("tbody");
        assert_eq!(alone, "市民部だけ 0 0 0 0 0 市民課 3 3 1 0 1");
        let csv = jinji.get("/organisation/posts.csv?unit=2").await.text();
        assert!(
            csv.contains("市民部 市民課,主事級,すべての職種,3,2,1,0,0\r\n"),
            "{csv}"
        );
        assert!(csv.contains("合計,,,3,3,1,0,1\r\n"), "{csv}");
        let xlsx = jinji.get("/organisation/posts.xlsx").await;
        let book = exchange::Workbook::open(&xlsx.bytes).unwrap();
        assert_eq!(book.sheets[0].name, "定数と現員");
        let tree = jinji.get("/organisation.csv").await.text();
        assert!(
            tree.contains(
                "U21,市民部 市民課,市民課,しみんか,課,U2,葛城 花子,3,3,3,3,2015-04-01\r\n"
            ),
            "{tree}"
        );
        assert_eq!(jinji.get("/organisation.xlsx").await.status, StatusCode::OK);
        assert_eq!(office.journal().await, ["organisation.headcount.set"]);
    }
}

#[tokio::test]
async fn employees_look_and_only_some_change() {
    for office in offices().await {
        let mori = office.signed_in("mori").await;
        for path in [
            "/organisation/new",
            "/organisation/units/11/rename",
            "/organisation/units/11/move",
            "/organisation/reorganisations",
        ] {
            assert_eq!(mori.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let answer = mori.post("/organisation/units/11/posts", &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let posts = mori.get("/organisation/units/11/posts").await;
        assert_eq!(posts.status, StatusCode::OK);
        assert!(
            posts.attributes("form", "action").is_empty() || !posts.main().contains("定数を決める")
        );
        let admin = office.signed_in("admin").await;
        assert_eq!(
            admin.get("/organisation/new").await.status,
            StatusCode::OK,
            "an administrator changes units"
        );
    }
}

#[tokio::test]
async fn no_page_shows_the_name_of_a_missing_sentence() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let paths = [
            "/organisation?q=a",
            "/organisation/chart",
            "/organisation/posts?unit=1",
            "/organisation/new",
            "/organisation/units/11",
            "/organisation/units/11/rename",
            "/organisation/units/11/correct",
            "/organisation/units/11/move",
            "/organisation/units/11/posts",
            "/organisation/reorganisations",
            "/organisation/reorganisations/new",
        ];
        for path in paths {
            for language in ["ja", "en"] {
                let joint = if path.contains('?') { '&' } else { '?' };
                let page = jinji.get(&format!("{path}{joint}lang={language}")).await;
                assert_eq!(page.status, StatusCode::OK, "{path}");
                assert!(!page.text().contains('⟦'), "{path} in {language}");
            }
        }
    }
}

#[tokio::test]
async fn a_city_says_which_employments_count_against_its_headcount() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let form = jinji.get("/organisation/units/21/posts").await;
        let version = form.value("version");
        let fields = [
            ("rank", "officer"),
            ("family", ""),
            ("headcount", "3"),
            ("on", "R8.4.1"),
            ("version", version.as_str()),
        ];
        let done = jinji.post("/organisation/units/21/posts", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let sql = "UPDATE employees SET employment = 'fiscal-year-full' WHERE id = 4";
        let mut tx = office.db.begin().await.unwrap();
        store::write!(&mut tx, |connection| {
            store::sqlx::query(sql)
                .execute(connection)
                .await
                .map(|_| ())
        })
        .unwrap();
        tx.commit().await.unwrap();
        let officers = async || {
            let csv = jinji.get("/organisation/posts.csv?unit=21").await.text();
            let mut lines = csv.lines().filter(|line| line.contains("主事"));
            lines.next().unwrap_or_default().to_owned()
        };
        let before = officers().await;
        assert!(
            before.contains("すべての職種,3,1,2,"),
            "{}: {before}",
            office.kind
        );
        let declaration = organisation::settings::SETTINGS
            .iter()
            .find(|one| one.key == "organisation-counts-fiscal-year-full")
            .unwrap();
        let new = settings::NewValue {
            declaration,
            from: Date::constant(2026, 4, 1),
            value: settings::Value::Flag(true),
            expected: 0,
        };
        let mut tx = office.db.begin().await.unwrap();
        let allowed = Allowed::<EditSettings>::ask(Actor::operator("test")).unwrap();
        settings::set(&mut tx, office.clock.now(), &allowed, new)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let after = officers().await;
        assert!(after.contains("すべての職種,3,2,1,"), "{after}");
        let page = jinji.get("/organisation/posts").await.main();
        assert!(page.contains("会計年度任用職員（フルタイム）"), "{page}");
    }
}
