//! The pages of a plan's structure, asked for as a browser does: import, set-up, next plan, comparison.

use access::{Actor, Allowed, EditPlanStructure, ManageAccounts, Role};
use accounts::{FirstPassword, NewAccount, NewRole, Origin};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Request, StatusCode};
use axum::middleware::from_fn_with_state;
use calendar::Period;
use http_body_util::BodyExt;
use jiff::civil::date;
use people::{Kana, NewUnit, Title, UnitId, UnitKind, UnitVersion};
use plan::acts::{self, Desk};
use plan::document::{Part, PlanDocument, Status};
use plan::formats::{toml, xlsx};
use plan::records::{Loaded, State};
use plan::store as plans;
use registry::{Module, Registry};
use screen::{PageError, Site};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids, Schema};
use tower::ServiceExt;
use words::Language;

const PASSWORD: &str = "asagao no mizuyari 7ji";

/// A city with its pages on one database, and who is signed in.
struct House {
    router: Router,
    db: Db,
    ids: Ids,
    clock: Clock,
    tokens: BTreeMap<&'static str, String>,
    kind: &'static str,
    _test: TestDb,
}

/// What came back.
struct Answer {
    status: StatusCode,
    to: String,
    body: Bytes,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The value of a hidden field.
    fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let start = format!(r#"name="{name}" value=""#);
        let rest = &text[text
            .find(&start)
            .unwrap_or_else(|| panic!("{name} in {text}"))
            + start.len()..];
        rest[..rest.find('"').unwrap()].to_owned()
    }
}

fn registry() -> Registry {
    let of = |name, words, schema| Module {
        words: Some(words),
        schema,
        ..Module::new(name)
    };
    Registry::new(vec![
        of("journal", journal::WORDS, Some(journal::SCHEMA)),
        of("settings", settings::WORDS, Some(settings::SCHEMA)),
        of("people", people::WORDS, Some(people::SCHEMA)),
        of("accounts", accounts::WORDS, Some(accounts::SCHEMA)),
        of("exchange", exchange::WORDS, None),
        Module {
            settings: screen::SETTINGS,
            ..of("screen", screen::WORDS, None)
        },
        plan::module(),
    ])
}

async fn houses() -> Vec<House> {
    let registry = registry();
    let schemas: Vec<Schema> = registry
        .modules()
        .filter_map(|module| module.schema)
        .collect();
    let mut houses = Vec::new();
    for test in databases(&schemas).await.unwrap() {
        let clock = Clock::standing_at("2026-11-22T01:00:00Z".parse().unwrap());
        let ids = Ids::new(clock.clone(), 1);
        let db = test.db.clone();
        let site = Site {
            cities: Cities::one(City {
                code: "midorino".to_owned(),
                db: db.clone(),
            }),
            clock: clock.clone(),
            ids: ids.clone(),
            words: registry.words().unwrap(),
            navigation: Arc::new(registry.navigation()),
            figures: registry.figures().unwrap(),
            todos: Arc::new(registry.todos()),
            settings: Arc::new(registry.settings()),
            https: false,
            development: false,
            demo: false,
        };
        let (_, routes) = registry.routes().finish();
        let router = routes
            .fallback(async || PageError::NotFound)
            .layer(from_fn_with_state(site.clone(), screen::visit::visit))
            .with_state(site);
        let tokens = BTreeMap::new();
        let mut house = House {
            router,
            db,
            ids,
            clock,
            tokens,
            kind: test.kind,
            _test: test,
        };
        house.enter_units().await;
        house.sign_in("jinji", Role::PersonnelOfficer).await;
        house.sign_in("jinji2", Role::PersonnelOfficer).await;
        house.sign_in("shokuin", Role::Viewer).await;
        houses.push(house);
    }
    houses
}

impl House {
    async fn enter_units(&self) {
        let unit = |id, name: &str| NewUnit {
            code: Title::parse(&format!("0{id}")).unwrap(),
            version: UnitVersion {
                unit: UnitId(id),
                name: Title::parse(name).unwrap(),
                short_name: Title::parse(name).unwrap(),
                kana: Kana::parse("か").unwrap(),
                parent: None,
                kind: UnitKind::Section,
                position: id,
                period: Period::starting(date(2020, 4, 1)),
            },
        };
        let mut tx = self.db.begin().await.unwrap();
        let units = [unit(1, "人事課"), unit(2, "健康推進課")];
        people::insert_units(&mut tx, &self.ids, &units)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn sign_in(&mut self, login: &'static str, role: Role) {
        let allowed = Allowed::<ManageAccounts>::ask(Actor::operator("test")).unwrap();
        let new = NewAccount {
            login: login.to_owned(),
            employee: None,
            name: format!("{login} さん"),
            language: Language::Japanese,
            roles: vec![NewRole::starting(role, self.clock.today())],
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new)
            .await
            .unwrap()
            .unwrap();
        let origin = Origin::default();
        let session = accounts::sign_in(&self.db, &self.ids, &self.clock, login, PASSWORD, &origin)
            .await
            .unwrap()
            .unwrap();
        self.tokens.insert(login, session.token.as_str().to_owned());
    }

    async fn ask(&self, who: &str, request: Request<Body>) -> Answer {
        let mut request = request;
        let cookie = format!("hagukumi-session={}", self.tokens[who]);
        request
            .headers_mut()
            .insert(COOKIE, cookie.parse().unwrap());
        request
            .headers_mut()
            .insert("host", "midorino.test".parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let to = parts
            .headers
            .get(LOCATION)
            .map(|to| to.to_str().unwrap().to_owned());
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            to: to.unwrap_or_default(),
            body,
        }
    }

    async fn get(&self, who: &str, path: &str) -> Answer {
        self.ask(who, Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.finish()))
            .unwrap();
        self.ask(who, request).await
    }

    async fn send(&self, who: &str, name: &str, bytes: &[u8]) -> Answer {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post("/plans/import")
            .header(CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        self.ask(who, request).await
    }

    fn desk(&self) -> Desk<'_> {
        Desk::now(&self.db, &self.ids, &self.clock)
    }

    async fn import(&self, document: &PlanDocument) {
        let allowed = Allowed::<EditPlanStructure>::ask(Actor::operator("test")).unwrap();
        acts::import(self.desk(), &allowed, document, None)
            .await
            .unwrap();
    }

    async fn publish(&self, code: &str) {
        let allowed = Allowed::<EditPlanStructure>::ask(Actor::operator("test")).unwrap();
        for step in State::ALL.windows(2).take(5) {
            acts::change_state(self.desk(), &allowed, code, step[0], step[1])
                .await
                .unwrap();
        }
    }

    async fn plan(&self, code: &str) -> Loaded {
        plans::load(&self.db, code).await.unwrap().unwrap()
    }
}

const KIYOSE: &str = include_str!("../../samples/kiyose-2019.toml");
const MIDORINO: &str = include_str!("../../samples/midorino-2025.toml");

fn midorino() -> PlanDocument {
    toml::read(MIDORINO).unwrap()
}

#[tokio::test]
async fn a_plan_in_a_file_is_tried_out_confirmed_and_stands_on_its_board() {
    for house in houses().await {
        let book = xlsx::write(&midorino()).unwrap();
        for (name, bytes) in [("計画.xlsx", &book[..]), ("plan.TOML", MIDORINO.as_bytes())] {
            let sent = house.send("jinji", name, bytes).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
            let trial = house.get("jinji", &sent.to).await;
            assert_eq!(trial.status, StatusCode::OK);
            assert!(!trial.says("⟦"), "{}", trial.text());
            assert!(trial.says("midorino-2025") && trial.says(name));
            // Only its sender sees it.
            let other = house.get("jinji2", &sent.to).await;
            assert_eq!(other.status, StatusCode::NOT_FOUND);
            let version = trial.hidden("version");
            let done = house
                .post("jinji", &sent.to, &[("version", &version)])
                .await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
            assert_eq!(done.to, "/plan/midorino-2025");
            let board = house.get("jinji", &done.to).await;
            assert_eq!(board.status, StatusCode::OK);
            assert!(board.says("職員提案制度"));
            // A second click is told that it is over, and changes nothing.
            let before = house.plan("midorino-2025").await.mark;
            let again = house
                .post("jinji", &sent.to, &[("version", &version)])
                .await;
            assert_eq!(again.status, StatusCode::CONFLICT, "{}", house.kind);
            assert!(again.says("もう終わったか"), "{}", again.text());
            assert_eq!(house.plan("midorino-2025").await.mark, before);
        }
        assert_eq!(house.plan("midorino-2025").await.document, midorino());
    }
}

#[tokio::test]
async fn two_confirmations_at_the_same_moment_import_once() {
    for house in houses().await {
        let sent = house.send("jinji", "plan.toml", MIDORINO.as_bytes()).await;
        let confirm = || house.post("jinji", &sent.to, &[("version", "0")]);
        let (first, second) = tokio::join!(confirm(), confirm());
        let mut statuses = [first.status, second.status];
        statuses.sort();
        assert_eq!(
            statuses,
            [StatusCode::SEE_OTHER, StatusCode::CONFLICT],
            "{}",
            house.kind
        );
        let imports: Vec<_> = plans::list(&house.db).await.unwrap();
        assert_eq!(imports.len(), 1);
    }
}

#[tokio::test]
async fn the_trial_shows_every_field_before_and_after() {
    for house in houses().await {
        house.import(&midorino()).await;
        let mut changed = midorino();
        let program = &mut changed.programs[0];
        let old = program.name.clone();
        program.name = "名前を変えた事業".to_owned();
        let sent = house
            .send(
                "jinji",
                "p.json",
                plan::formats::json::write(&changed).as_bytes(),
            )
            .await;
        let trial = house.get("jinji", &sent.to).await;
        assert!(
            trial.says(&old) && trial.says("名前を変えた事業"),
            "{}",
            trial.text()
        );
        assert!(trial.says(r#"<td class="r num">1</td>"#));
        assert!(
            trial.says("/plan/midorino-2025/files/xlsx"),
            "the way back is offered"
        );
        // Nothing has changed yet.
        assert_eq!(house.plan("midorino-2025").await.document, midorino());
    }
}

#[tokio::test]
async fn two_officers_who_import_the_same_plan_do_not_overwrite_each_other() {
    for house in houses().await {
        house.import(&midorino()).await;
        let titled = |title: &str| {
            let document = PlanDocument {
                title: title.to_owned(),
                ..midorino()
            };
            plan::formats::json::write(&document)
        };
        let first = house
            .send("jinji", "a.json", titled("一人目の計画").as_bytes())
            .await;
        let second = house
            .send("jinji2", "b.json", titled("二人目の計画").as_bytes())
            .await;
        let versions = (
            house.get("jinji", &first.to).await.hidden("version"),
            house.get("jinji2", &second.to).await.hidden("version"),
        );
        let done = house
            .post("jinji", &first.to, &[("version", &versions.0)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let stale = house
            .post("jinji2", &second.to, &[("version", &versions.1)])
            .await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.says("何も失われていません"), "{}", stale.text());
        assert!(
            stale.says("一人目の計画") && stale.says("二人目の計画"),
            "compared anew"
        );
        assert_eq!(
            house.plan("midorino-2025").await.document.title,
            "一人目の計画"
        );
        // Having seen the difference, the second officer may decide.
        let version = stale.hidden("version");
        let done = house
            .post("jinji2", &second.to, &[("version", &version)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert_eq!(
            house.plan("midorino-2025").await.document.title,
            "二人目の計画"
        );
    }
}

#[tokio::test]
async fn a_broken_file_shows_all_its_problems_with_their_places_and_imports_nothing() {
    for house in houses().await {
        let broken = MIDORINO
            .replacen("plan_years = \"2025-2027\"", "plan_years = \"いつか\"", 1)
            .replacen("name = ", "nmae = ", 1);
        assert_ne!(broken, MIDORINO);
        let answer = house.send("jinji", "plan.toml", broken.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.says("行目") && answer.says("nmae"),
            "{}",
            answer.text()
        );
        assert!(!answer.says("⟦"));
        assert!(plans::list(&house.db).await.unwrap().is_empty());
        let text = answer.text();
        let start = text.find("/plans/import/").unwrap();
        let end = text[start..].find(".csv").unwrap() + 4;
        let file = house.get("jinji", &text[start..start + end]).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(
            file.text().starts_with('\u{feff}') && file.says("行目"),
            "{}",
            file.text()
        );
        assert!(file.text().lines().count() >= 3);
        let not_another = house.get("shokuin", &text[start..start + end]).await;
        assert_eq!(not_another.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_file_that_is_no_plan_is_answered_in_plain_words() {
    for house in houses().await {
        let shift_jis = b"code = \"\x8aw\"";
        let files: [(&str, &[u8], &str); 7] = [
            ("", b"", "ファイルが選ばれていません"),
            ("plan.xlsx", b"", "中身が空です"),
            ("plan.csv", b"a,b", "CSVのため読み込めません"),
            ("plan.docx", b"PK", "計画のファイルとして読み込めません"),
            ("plan.toml", shift_jis, "UTF-8 ではありません"),
            ("plan.xlsx", b"no workbook", "Excel のブック"),
            ("plan.json", b"{", "途中で終わっています"),
        ];
        for (name, bytes, words) in files {
            let answer = house.send("jinji", name, bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.says(words), "{name}: {}", answer.text());
            assert!(!answer.says("⟦"), "{name}");
        }
        let no_form = Request::post("/plans/import")
            .body(Body::from("x"))
            .unwrap();
        let answer = house.ask("jinji", no_form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_file_of_twenty_five_megabytes_is_refused_by_a_page_that_says_so() {
    let house = houses().await.remove(0);
    let answer = house
        .send("jinji", "plan.toml", &vec![b'#'; 25 << 20])
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.says("20"), "{}", answer.text());
    assert!(!answer.says("⟦"));
}

#[tokio::test]
async fn an_adopted_plan_is_not_replaced_and_its_set_up_only_shows() {
    for house in houses().await {
        house.import(&midorino()).await;
        house.publish("midorino-2025").await;
        let answer = house.send("jinji", "plan.toml", MIDORINO.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("公表済み"), "{}", answer.text());
        let program = midorino().programs.last().unwrap().key.clone();
        let pages = [
            "/plan/midorino-2025/setup".to_owned(),
            "/plan/midorino-2025/setup/cover".to_owned(),
            "/plan/midorino-2025/setup/nodes/1".to_owned(),
            format!("/plan/midorino-2025/setup/programs/plan/{program}"),
        ];
        for page in &pages {
            let answer = house.get("jinji", page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(answer.says("訂正として入力"), "{page}");
            assert!(!answer.says("保存する</button>"), "{page}");
            assert!(!answer.says("⟦"), "{page}");
        }
        // The unit that enters the results can be changed all the same.
        let done = house
            .post("jinji", &format!("{}/unit", pages[3]), &[("unit", "2")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let plan = house.plan("midorino-2025").await;
        assert_eq!(
            plan.program_named(Part::Plan, &program)
                .unwrap()
                .record
                .unit,
            Some(2)
        );
        // An act that slips past the pages is refused.
        let done = house
            .post("jinji", "/plan/midorino-2025/setup/nodes", &[("name", "x")])
            .await;
        assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn the_cover_is_edited_as_a_whole_and_a_stale_version_loses_nothing() {
    for house in houses().await {
        house.import(&midorino()).await;
        let path = "/plan/midorino-2025/setup/cover";
        let version = house.get("jinji", path).await.hidden("version");
        let fields = |title: &'static str, version: String| {
            let house = &house;
            async move {
                let fields = [
                    ("version", version.as_str()),
                    ("title", title),
                    ("municipality", "みどり野市"),
                    ("publisher", "総務部人事課"),
                    ("adopted", "R7.3.25"),
                    ("policy", "人材育成基本方針"),
                    ("policy_adopted", "2023-12"),
                    ("legal", "地方公務員法第39条\n\n次世代育成支援対策推進法"),
                    ("year_style", "era"),
                    ("heading1", "はじめに"),
                    ("text1", "一つ目の段落。\r\n\r\n二つ目の段落。"),
                    ("heading2", ""),
                    ("text2", ""),
                ];
                house.post("jinji", path, &fields).await
            }
        };
        let done = fields("新しい表題", version.clone()).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let document = house.plan("midorino-2025").await.document;
        assert_eq!(document.title, "新しい表題");
        assert_eq!(
            document.legal_bases,
            ["地方公務員法第39条", "次世代育成支援対策推進法"]
        );
        assert_eq!(document.adopted, Some(date(2025, 3, 25)));
        assert_eq!(document.introduction.len(), 1);
        assert_eq!(
            document.introduction[0].text,
            "一つ目の段落。\n\n二つ目の段落。"
        );
        let stale = fields("遅れた表題", version).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            stale.says("先に保存しました") && stale.says("遅れた表題"),
            "{}",
            stale.text()
        );
        assert!(stale.says("新しい表題"), "what stands there now");
        let done = fields("遅れた表題", stale.hidden("version")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(
            house.plan("midorino-2025").await.document.title,
            "遅れた表題"
        );
    }
}

#[tokio::test]
async fn the_tree_is_built_moved_and_taken_down_by_forms() {
    for house in houses().await {
        house.import(&midorino()).await;
        let setup = "/plan/midorino-2025/setup";
        let pillars = midorino()
            .nodes
            .iter()
            .filter(|node| !node.path.contains('-'))
            .count();
        let blank = house
            .post("jinji", &format!("{setup}/nodes"), &[("name", " ")])
            .await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        let added = house
            .post("jinji", &format!("{setup}/nodes"), &[("name", "新しい柱")])
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER);
        let path = (pillars + 1).to_string();
        let node = format!("{setup}/nodes/{path}");
        let page = house.get("jinji", &node).await;
        assert!(page.says("新しい柱"), "{}", page.text());
        let id = page.hidden("node");
        let version = page.hidden("version");
        // A direction below it, an initiative below that, a program in that one.
        let below = house
            .post(
                "jinji",
                &format!("{node}/nodes"),
                &[("node", &id), ("child", "新しい方向性")],
            )
            .await;
        assert_eq!(below.status, StatusCode::SEE_OTHER, "{}", below.text());
        let plan = house.plan("midorino-2025").await;
        let direction = plan
            .document
            .nodes
            .iter()
            .find(|node| node.name == "新しい方向性")
            .unwrap();
        assert!(
            direction.path.starts_with(&format!("{path}-")),
            "{}",
            direction.path
        );
        let there = format!("{setup}/nodes/{}", direction.path);
        let program = [
            ("program", "新しい事業"),
            ("part", "plan"),
            ("unit", "2"),
            ("key", "fresh"),
        ];
        let added = house
            .post("jinji", &format!("{there}/programs"), &program)
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
        let twice = house
            .post("jinji", &format!("{there}/programs"), &program)
            .await;
        assert!(twice.says("別の事業が使っています"), "{}", twice.text());
        let plan = house.plan("midorino-2025").await;
        let view = plan.program_named(Part::Plan, "fresh").unwrap();
        assert_eq!(
            (view.program.owner.as_deref(), view.record.unit),
            (Some("健康推進課"), Some(2))
        );
        // Names and texts; somebody who read an older page is told.
        let edit = [
            ("node", id.as_str()),
            ("version", version.as_str()),
            ("name", "改めた柱"),
            ("outline", "概要です"),
        ];
        let done = house.post("jinji", &node, &edit).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let stale = house.post("jinji2", &node, &edit).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.says("先に保存しました"));
        // Upwards: the numbers follow.
        let moved = house
            .post(
                "jinji",
                &format!("{setup}/move"),
                &[("node", &id), ("way", "up")],
            )
            .await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER);
        let plan = house.plan("midorino-2025").await;
        let node = plan
            .document
            .nodes
            .iter()
            .find(|node| node.name == "改めた柱")
            .unwrap();
        assert_eq!(node.path, pillars.to_string());
        // What is not empty stays, and the page says why.
        let here = format!("{setup}/nodes/{}", node.path);
        let asked = house.get("jinji", &format!("{here}/remove")).await;
        assert!(
            asked.says("残っています") && !asked.says("danger-solid"),
            "{}",
            asked.text()
        );
        let gone = format!("{setup}/programs/plan/fresh");
        let asked = house.get("jinji", &format!("{gone}/remove")).await;
        assert!(asked.says("一緒になくなるもの") && asked.says("danger-solid"));
        assert_eq!(
            house
                .post("jinji", &format!("{gone}/remove"), &[])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        for name in ["新しい方向性", "改めた柱"] {
            let plan = house.plan("midorino-2025").await;
            let node = plan
                .document
                .nodes
                .iter()
                .find(|node| node.name == name)
                .unwrap();
            let done = house
                .post("jinji", &format!("{setup}/nodes/{}/remove", node.path), &[])
                .await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        }
        assert_eq!(
            house.plan("midorino-2025").await.document,
            midorino(),
            "{}",
            house.kind
        );
    }
}

#[tokio::test]
async fn plan_cells_span_years_carry_a_status_and_are_not_overwritten_unseen() {
    for house in houses().await {
        house.import(&midorino()).await;
        let key = midorino().programs.last().unwrap().key.clone();
        let program = format!("/plan/midorino-2025/setup/programs/plan/{key}");
        let cells = format!("{program}/cells/2025");
        let page = house.get("jinji", &cells).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let seen = page.hidden("seen2025");
        let enter =
            |from: &'static str, to: &'static str, text: &'static str, status: &'static str| {
                let (house, cells, seen) = (&house, cells.clone(), seen.clone());
                async move {
                    let fields = [
                        ("seen2025", seen.as_str()),
                        ("from", from),
                        ("to", to),
                        ("text", text),
                        ("status", status),
                    ];
                    house.post("jinji", &cells, &fields).await
                }
            };
        let reversed = enter("2027", "2025", "x", "").await;
        assert!(reversed.says("前です"), "{}", reversed.text());
        let nowhere = enter("2025", "2025", "統合する", "merged").await;
        assert!(
            nowhere.says("統合先が選ばれていません"),
            "{}",
            nowhere.text()
        );
        let unknown = enter("2025", "2025", "{no.figure}件", "").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = enter("2025", "2026", "二年続ける", "continued").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let plan = house.plan("midorino-2025").await;
        let view = plan.program_named(Part::Plan, &key).unwrap();
        let cell = &view.program.plan[0];
        assert_eq!(
            (cell.years.len(), cell.status, cell.text.as_str()),
            (2, Some(Status::Continued), "二年続ける")
        );
        let stale = enter("2025", "2025", "遅れた入力", "").await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            stale.says("遅れた入力") && stale.says("二年続ける"),
            "{}",
            stale.text()
        );
        let now = house.get("jinji", &cells).await.hidden("seen2025");
        let fields = [
            ("seen2025", now.as_str()),
            ("from", "2025"),
            ("to", "2026"),
            ("remove", "1"),
        ];
        let done = house.post("jinji", &cells, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let plan = house.plan("midorino-2025").await;
        let view = plan.program_named(Part::Plan, &key).unwrap();
        assert!(
            view.program
                .plan
                .iter()
                .all(|cell| cell.years.from.0 > 2026)
        );
    }
}

#[tokio::test]
async fn measures_and_targets_are_saved_together_or_not_at_all() {
    for house in houses().await {
        house.import(&midorino()).await;
        let key = midorino().programs.last().unwrap().key.clone();
        let program = format!("/plan/midorino-2025/setup/programs/plan/{key}");
        let new = format!("{program}/measures/new");
        let page = house.get("jinji", &new).await;
        let version = page.hidden("version");
        let fields = [
            ("version", version.as_str()),
            ("label", "開催した回数"),
            ("unit", "回"),
            ("key", "fresh.count"),
            ("from0", "2025"),
            ("definition0", "１時間以上のもの"),
            ("how2025", "at-least"),
            ("amount2025", "１０"),
            ("how2026", "at-most"),
            ("amount2026", "12.5"),
            ("base_year2026", "2024"),
            ("base2026", "15"),
        ];
        let done = house.post("jinji", &new, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let measure = |plan: &Loaded| {
            let view = plan.program_named(Part::Plan, &key).unwrap();
            view.program
                .measures
                .iter()
                .find(|measure| measure.key == "fresh.count")
                .cloned()
        };
        let saved = measure(&house.plan("midorino-2025").await).unwrap();
        assert_eq!((saved.targets.len(), saved.definitions.len()), (2, 1));
        assert_eq!(saved.targets[1].target.baseline.unwrap().year.0, 2024);
        // One year is changed, one taken away; with a mistake, neither.
        let here = format!("{program}/measures/fresh.count");
        let version = house.get("jinji", &here).await.hidden("version");
        let mut fields = vec![
            ("version", version.as_str()),
            ("label", "開催した回数"),
            ("unit", "回"),
            ("how2025", "at-least"),
            ("amount2025", "たくさん"),
            ("how2026", ""),
            ("amount2026", ""),
        ];
        let refused = house.post("jinji", &here, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(measure(&house.plan("midorino-2025").await).unwrap(), saved);
        fields[4] = ("amount2025", "20");
        let done = house.post("jinji", &here, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let changed = measure(&house.plan("midorino-2025").await).unwrap();
        assert_eq!(changed.targets.len(), 1);
        assert_eq!(changed.targets[0].target.amount, measure::Amount::whole(20));
        let stale = house.post("jinji2", &here, &fields).await;
        assert!(stale.says("先に保存しました"), "{}", stale.text());
        // Taken away with its targets.
        let asked = house.get("jinji", &format!("{here}/remove")).await;
        let version = asked.hidden("version");
        let done = house
            .post("jinji", &format!("{here}/remove"), &[("version", &version)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert_eq!(measure(&house.plan("midorino-2025").await), None);
    }
}

#[tokio::test]
async fn a_program_is_renamed_given_to_another_section_and_moved_to_another_node() {
    for house in houses().await {
        house.import(&midorino()).await;
        let last = midorino().programs.last().unwrap().clone();
        let path = format!("/plan/midorino-2025/setup/programs/plan/{}", last.key);
        let plan = house.plan("midorino-2025").await;
        let other = plan
            .document
            .nodes
            .iter()
            .position(|node| node.path != last.node && node.path.matches('-').count() == 2);
        let node = plan.nodes[other.unwrap()].id.to_string();
        let version = house.get("jinji", &path).await.hidden("version");
        let fields = [
            ("version", version.as_str()),
            ("name", "改めた事業"),
            ("node", &node),
            ("owner", "人事課"),
            ("unit", ""),
        ];
        let done = house.post("jinji", &path, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let plan = house.plan("midorino-2025").await;
        let view = plan.program_named(Part::Plan, &last.key).unwrap();
        assert_eq!(view.program.name, "改めた事業");
        assert_eq!(view.program.node, plan.document.nodes[other.unwrap()].path);
        // The printed name means a section of today, so that section enters the results.
        assert_eq!(view.record.unit, Some(1));
        let stale = house.post("jinji2", &path, &fields).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.says("先に保存しました"));
    }
}

#[tokio::test]
async fn the_next_plan_is_previewed_and_drafted() {
    for house in houses().await {
        let mut document = midorino();
        let ended = document
            .programs
            .iter_mut()
            .rfind(|program| program.part == Part::Plan)
            .unwrap();
        ended.evaluations = vec![plan::document::Evaluation {
            year: calendar::FiscalYear(2026),
            grade: None,
            reason: "役目を終えた".to_owned(),
            next_action: Some(plan::document::NextAction::Abolish),
        }];
        let ended = (ended.key.clone(), ended.name.clone());
        house.import(&document).await;
        house.publish("midorino-2025").await;
        let path = "/plan/midorino-2025/next";
        let page = house.get("jinji", path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(
            page.says("midorino-2028") && page.says(&ended.1) && page.says("廃止"),
            "{}",
            page.text()
        );
        assert!(!page.says("⟦"));
        let shorter = house.get("jinji", &format!("{path}?first=2028&length=5&review_from=2026&review_to=2027&code=next-2028&title=T")).await;
        assert!(
            shorter.says("2028〜2032") || shorter.says("2028～2032"),
            "{}",
            shorter.text()
        );
        let fields = |code: &'static str| {
            [
                ("code", code),
                ("title", "次の実施計画"),
                ("first", "2028"),
                ("length", "3"),
                ("review_from", "2026"),
                ("review_to", "2027"),
            ]
        };
        for (code, words) in [
            ("", "入力してください"),
            ("次", "計画コード"),
            ("midorino-2025", "計画"),
        ] {
            let refused = house.post("jinji", path, &fields(code)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
            assert!(refused.says(words), "{code}");
        }
        let done = house.post("jinji", path, &fields("midorino-2028")).await;
        assert_eq!(
            (done.status, done.to.as_str()),
            (StatusCode::SEE_OTHER, "/plan/midorino-2028/setup"),
            "{}",
            done.text()
        );
        let plan = house.plan("midorino-2028").await;
        assert_eq!(plan.state, State::Draft);
        assert_eq!(plan.document.review_years.unwrap().to_string(), "2026-2027");
        assert!(
            plan.document.introduction.is_empty()
                && plan
                    .document
                    .nodes
                    .iter()
                    .all(|node| node.outline.is_empty())
        );
        assert!(plan.program_named(Part::Plan, &ended.0).is_none());
        assert!(plan.program_named(Part::Review, &ended.0).is_some());
        assert_eq!(house.get("jinji", &done.to).await.status, StatusCode::OK);
        let again = house.post("jinji", path, &fields("midorino-2028")).await;
        assert!(again.says("別の計画が使っています"), "{}", again.text());
    }
}

#[tokio::test]
async fn two_plans_stand_side_by_side() {
    for house in houses().await {
        house.import(&toml::read(KIYOSE).unwrap()).await;
        house.import(&midorino()).await;
        let path = "/plan/midorino-2025/compare";
        for with in ["", "?with=kiyose-2019", "?with=review", "?with=nobody"] {
            let page = house.get("shokuin", &format!("{path}{with}")).await;
            assert_eq!(page.status, StatusCode::OK, "{with}: {}", page.text());
            assert!(page.says("つながり") && !page.says("⟦"), "{with}");
        }
        let page = house
            .get("shokuin", &format!("{path}?with=kiyose-2019"))
            .await;
        assert!(
            page.says("清瀬") && page.says("新規") && page.says("継続"),
            "{}",
            page.text()
        );
        // The earlier plan stands left wherever one comes from.
        let other = house
            .get("shokuin", "/plan/kiyose-2019/compare?with=midorino-2025")
            .await;
        let table = |answer: &Answer| {
            let text = answer.text();
            text[text.find("<thead>").unwrap()..text.find("</table>").unwrap()].to_owned()
        };
        assert_eq!(table(&page), table(&other));
        let file = house
            .get("shokuin", "/plan/midorino-2025/compare.csv?with=review")
            .await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.text().starts_with('\u{feff}') && file.says("職員提案制度"));
        let alone = house.get("shokuin", "/plan/nobody/compare").await;
        assert_eq!(alone.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_viewer_is_refused_every_page_that_changes_a_plan() {
    for house in houses().await {
        house.import(&midorino()).await;
        let token = house.send("jinji", "p.toml", MIDORINO.as_bytes()).await.to;
        let key = midorino().programs.last().unwrap().key.clone();
        let program = format!("/plan/midorino-2025/setup/programs/plan/{key}");
        let pages = [
            "/plans/import".to_owned(),
            token.clone(),
            "/plan/midorino-2025/setup".to_owned(),
            "/plan/midorino-2025/setup/cover".to_owned(),
            "/plan/midorino-2025/setup/nodes/1".to_owned(),
            "/plan/midorino-2025/setup/nodes/1/remove".to_owned(),
            program.clone(),
            format!("{program}/remove"),
            format!("{program}/cells/2025"),
            format!("{program}/measures/new"),
            "/plan/midorino-2025/next".to_owned(),
        ];
        for page in &pages {
            let answer = house.get("shokuin", page).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        }
        let posts = [
            "/plans/import".to_owned(),
            token,
            "/plan/midorino-2025/setup/cover".to_owned(),
            "/plan/midorino-2025/setup/nodes".to_owned(),
            "/plan/midorino-2025/setup/move".to_owned(),
            "/plan/midorino-2025/setup/nodes/1/remove".to_owned(),
            program.clone(),
            format!("{program}/unit"),
            format!("{program}/move"),
            format!("{program}/remove"),
            format!("{program}/cells/2025"),
            format!("{program}/measures/new"),
            "/plan/midorino-2025/next".to_owned(),
        ];
        for page in &posts {
            let answer = house.post("shokuin", page, &[]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        }
        assert_eq!(house.plan("midorino-2025").await.document, midorino());
    }
}
