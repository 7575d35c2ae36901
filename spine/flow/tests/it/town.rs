//! A small town with applications: 総務部 (1) > 人事課 (11) > 研修係 (111), and 財政課 (12).

use access::{Actor, Allowed, DecideApprovals, EditApprovalRoutes, ManageAccounts, Role, Roles};
use accounts::{FirstPassword, NewAccount, NewRole};
use anyhow::anyhow;
use calendar::{Date, Minutes, Period};
use flow::{
    Application, ApplicationId, ApprovalKind, ApprovalRecord, ContextPending, Decided, Desk, Done,
    Effect, Filing, Kinds, Outcome, Ruling, Seats, State, Step, StepId, StepState, Submitted,
    Terms, Verdict,
};
use jiff::Timestamp;
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana, NewUnit,
    PersonName, Rank, StaffNumber, Title, UnitId, UnitKind, UnitVersion,
};
use store::testing::{TestDb, databases};
use store::{Clock, Db, Ids, Schema, ToSqlx, Tx, sqlx};
use words::{Language, Text};

/// The department's head.
pub const DEPARTMENT_HEAD: i64 = 100;
/// The head of 人事課.
pub const SECTION_HEAD: i64 = 110;
/// The head of 研修係.
pub const TEAM_HEAD: i64 = 111;
/// The head of 財政課.
pub const TREASURER: i64 = 120;
/// Serves in 研修係.
pub const OFFICER: i64 = 20;
/// Serves in 研修係 as well.
pub const COLLEAGUE: i64 = 21;
/// Serves in 財政課 and is a personnel officer.
pub const PERSONNEL: i64 = 50;

pub const TREASURY: i64 = 12;

/// What the tests apply for.
const THINGS: Schema = Schema {
    module: "things",
    block: 99,
    files: &[(
        1,
        "things",
        "CREATE TABLE things (id KEY, subject STR NOT NULL, state STR NOT NULL) END_TABLE;",
    )],
    large: &[],
};

/// What was done to a thing.
pub const ADD_THING: &str = "INSERT INTO things (id, subject, state) VALUES ($1, $2, $3)";

pub const THING: ApprovalKind = ApprovalKind {
    kind: "test.thing",
    label: "test-approval-thing",
    measure: None,
    on_decided: decided,
    page: |_| None,
    context,
};

/// A kind whose decision never takes effect.
pub const BROKEN: ApprovalKind = ApprovalKind {
    kind: "test.broken",
    on_decided: |_, _| Box::pin(async { Err(anyhow!("the effect failed")) }),
    ..THING
};

fn decided<'a>(tx: &'a mut Tx, decided: Decided<'a>) -> Effect<'a> {
    Box::pin(async move {
        store::write!(tx, |connection| {
            sqlx::query(ADD_THING)
                .bind(decided.desk.ids.next())
                .bind(&decided.application.subject)
                .bind(decided.state.word())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        Ok(())
    })
}

fn context<'a>(_: &'a Db, _: &'a Application, _: &'a Text) -> ContextPending<'a> {
    Box::pin(async { Ok(Vec::new()) })
}

/// One town on one database.
pub struct Town {
    pub db: Db,
    pub kind: &'static str,
    pub clock: Clock,
    pub ids: Ids,
    pub kinds: Kinds,
    pub terms: Terms,
    _test: Option<TestDb>,
}

pub fn schemas() -> Vec<Schema> {
    vec![
        journal::SCHEMA,
        settings::SCHEMA,
        holidays::SCHEMA,
        people::SCHEMA,
        accounts::SCHEMA,
        flow::SCHEMA,
        THINGS,
    ]
}

/// The town on each database, on Monday 9 November 2026.
pub async fn towns() -> Vec<Town> {
    let mut towns = Vec::new();
    for test in databases(&schemas()).await.unwrap() {
        let clock = Clock::standing_at("2026-11-09T00:00:00Z".parse::<Timestamp>().unwrap());
        let town = Town {
            db: test.db.clone(),
            kind: test.kind,
            ids: Ids::new(clock.clone(), 1),
            clock,
            kinds: Kinds::new([THING, BROKEN]),
            terms: Terms::default(),
            _test: Some(test),
        };
        town.fill().await;
        towns.push(town);
    }
    towns
}

/// The town on a database that outlives this process, by the machine's clock; filled by the first.
pub async fn lasting(db: Db, kind: &'static str, first: bool) -> Town {
    let clock = Clock::system();
    let town = Town {
        db,
        kind,
        ids: Ids::random(clock.clone()),
        clock,
        kinds: Kinds::new([THING, BROKEN]),
        terms: Terms::default(),
        _test: None,
    };
    if first {
        let migrations = store::Migrations::new(schemas()).unwrap();
        migrations.run(&town.db).await.unwrap();
        town.fill().await;
    }
    town
}

pub fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

const START: Date = Date::constant(2015, 4, 1);

fn unit(id: i64, name: &str, parent: Option<i64>, kind: UnitKind) -> NewUnit {
    let title = |text: &str| Title::parse(text).unwrap();
    NewUnit {
        code: title(&format!("U{id}")),
        version: UnitVersion {
            unit: UnitId(id),
            name: title(name),
            short_name: title(name),
            kana: Kana::parse("か").unwrap(),
            parent: parent.map(UnitId),
            kind,
            position: id,
            period: Period::starting(START),
        },
    }
}

fn employee(id: i64) -> Employee {
    Employee {
        id: EmployeeId(id),
        staff_no: StaffNumber::parse(&format!("{id:05}")).unwrap(),
        name: PersonName::parse("職員", &format!("{id}号"), "しょくいん", "ごう").unwrap(),
        former_name: None,
        birth_date: day(1980, 1, 1),
        sex: None,
        service: Period::starting(START),
        employment: Employment::Regular,
        weekly: Minutes::of(38, 45),
        job_family: Title::parse("一般事務").unwrap(),
        previous: None,
        version: 1,
    }
}

fn serving(id: i64, unit: i64, rank: Rank, heads: bool) -> Appointment {
    Appointment {
        id: AppointmentId(id),
        employee: EmployeeId(id),
        unit: UnitId(unit),
        kind: AppointmentKind::Main,
        post: Title::parse(if heads { "長" } else { "主事" }).unwrap(),
        rank,
        heads,
        period: Period::starting(START),
    }
}

impl Town {
    async fn fill(&self) {
        let units = [
            unit(1, "総務部", None, UnitKind::Department),
            unit(11, "人事課", Some(1), UnitKind::Section),
            unit(12, "財政課", Some(1), UnitKind::Section),
            unit(111, "研修係", Some(11), UnitKind::Team),
        ];
        let posts = [
            serving(DEPARTMENT_HEAD, 1, Rank::DepartmentHead, true),
            serving(SECTION_HEAD, 11, Rank::SectionHead, true),
            serving(TREASURER, 12, Rank::SectionHead, true),
            serving(TEAM_HEAD, 111, Rank::TeamHead, true),
            serving(OFFICER, 111, Rank::Officer, false),
            serving(COLLEAGUE, 111, Rank::Officer, false),
            serving(PERSONNEL, 12, Rank::Officer, false),
        ];
        let people: Vec<Employee> = posts.iter().map(|post| employee(post.employee.0)).collect();
        let mut tx = self.db.begin().await.unwrap();
        people::insert_units(&mut tx, &self.ids, &units)
            .await
            .unwrap();
        people::insert_employees(&mut tx, &self.ids, &people)
            .await
            .unwrap();
        people::insert_appointments(&mut tx, &posts).await.unwrap();
        tx.commit().await.unwrap();
        self.account(PERSONNEL, &[Role::PersonnelOfficer]).await;
        self.account(OFFICER, &[]).await;
    }

    /// An account for somebody who is to be found by role or told of something.
    pub async fn account(&self, employee: i64, roles: &[Role]) -> i64 {
        let new = NewAccount {
            login: format!("user{employee}"),
            employee: Some(EmployeeId(employee)),
            name: String::new(),
            language: Language::Japanese,
            roles: roles
                .iter()
                .map(|role| NewRole::starting(*role, START))
                .collect(),
            password: FirstPassword::Temporary,
        };
        let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
        let made = accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new).await;
        made.unwrap().unwrap().account.0
    }

    pub async fn run(&self, sql: &'static str) {
        let mut tx = self.db.begin().await.unwrap();
        store::write!(&mut tx, |connection| {
            sqlx::query(sql).execute(connection).await.map(|_| ())
        })
        .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        store::read!(&self.db, |pool| sqlx::query_scalar(sql)
            .fetch_one(pool)
            .await)
        .unwrap()
    }

    pub async fn texts(&self, sql: &'static str) -> Vec<String> {
        store::read!(&self.db, |pool| sqlx::query_scalar(sql)
            .fetch_all(pool)
            .await)
        .unwrap()
    }

    pub async fn deputy(&self, principal: i64, deputy: i64, from: Date, to: Date) {
        let sql = "INSERT INTO deputies (id, principal_id, deputy_id, valid_from, valid_to, reason,
                                         named_by, named_at, version)
                   VALUES ($1, $2, $3, $4, $5, '', '', $6, 1)";
        let mut tx = self.db.begin().await.unwrap();
        store::write!(&mut tx, |connection| {
            sqlx::query(sql)
                .bind(self.ids.next())
                .bind(principal)
                .bind(deputy)
                .bind(from.to_sqlx())
                .bind(to.to_sqlx())
                .bind(self.clock.now().to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Moves to nine o'clock of a day.
    pub fn go_to(&self, date: Date) {
        let moment: Timestamp = format!("{date}T00:00:00Z").parse().unwrap();
        self.clock.set(moment);
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk::now(&self.ids, &self.clock, self.terms)
    }

    /// Somebody of the staff, as signed in.
    pub fn actor(employee: i64) -> Actor {
        let mut roles = Roles::NONE.with(Role::Employee);
        if employee == PERSONNEL {
            roles = roles.with(Role::PersonnelOfficer);
        }
        Actor {
            account: Some(employee),
            employee: Some(employee),
            name: format!("職員 {employee}号"),
            roles,
            ..Actor::visitor()
        }
    }

    pub fn may(employee: i64) -> Allowed<DecideApprovals> {
        Allowed::ask(Town::actor(employee)).unwrap()
    }

    pub fn may_route() -> Allowed<EditApprovalRoutes> {
        Allowed::ask(Town::actor(PERSONNEL)).unwrap()
    }

    pub async fn seats(&self, employee: i64) -> Seats {
        Seats::of(&self.db, &Town::actor(employee), self.clock.today())
            .await
            .unwrap()
    }

    pub fn filing(subject: &str, applicant: i64) -> Filing<'_> {
        Filing {
            kind: THING.kind,
            subject,
            title: "机を買う",
            applicant: EmployeeId(applicant),
            unit: None,
            amount: None,
            comment: "",
        }
    }

    pub async fn file(&self, filing: &Filing<'_>) -> Done<Submitted> {
        let mut tx = self.db.begin().await?;
        let actor = Town::actor(filing.applicant.0);
        let submitted = flow::submit(&mut tx, &self.desk(), &actor, filing).await?;
        tx.commit().await?;
        Ok(submitted)
    }

    /// An application of somebody.
    pub async fn apply(&self, subject: &str, applicant: i64) -> ApplicationId {
        let filing = Town::filing(subject, applicant);
        self.file(&filing).await.unwrap().application
    }

    pub async fn decide(
        &self,
        who: i64,
        step: StepId,
        ruling: Ruling,
        comment: &str,
    ) -> Done<Outcome> {
        let mut tx = self.db.begin().await?;
        let verdict = Verdict {
            step,
            ruling,
            comment,
        };
        let may = Town::may(who);
        let outcome = flow::decide(&mut tx, &self.desk(), &self.kinds, &may, &verdict).await?;
        tx.commit().await?;
        Ok(outcome)
    }

    /// Approves the open step that is somebody's.
    pub async fn approve(&self, who: i64, id: ApplicationId) -> Done<Outcome> {
        let step = self.waiting_for(who, id).await;
        self.decide(who, step, Ruling::Approve, "").await
    }

    /// The step that waits for somebody.
    pub async fn waiting_for(&self, who: i64, id: ApplicationId) -> StepId {
        let record = self.record(who, id).await.expect("may see it");
        let waiting = record.mine.waiting;
        assert!(
            !waiting.is_empty(),
            "{}: nothing waits for {who}",
            self.kind
        );
        waiting[0].0
    }

    pub async fn record(&self, who: i64, id: ApplicationId) -> Option<ApprovalRecord> {
        let seats = self.seats(who).await;
        flow::record(&self.db, &seats, id).await.unwrap()
    }

    pub async fn state(&self, id: ApplicationId) -> State {
        let record = self.record(PERSONNEL, id).await.unwrap();
        record.application.state
    }

    /// The steps of the present round, as states.
    pub async fn steps(&self, id: ApplicationId) -> Vec<Step> {
        let record = self.record(PERSONNEL, id).await.unwrap();
        record.present().cloned().collect()
    }

    pub async fn states(&self, id: ApplicationId) -> Vec<StepState> {
        self.steps(id).await.iter().map(|step| step.state).collect()
    }

    /// What was done to things, in order.
    pub async fn effects(&self) -> Vec<String> {
        self.texts("SELECT subject || ' ' || state FROM things ORDER BY id")
            .await
    }

    /// The words of this crate.
    pub fn text() -> Text {
        let words = words::Words::new(&[flow::WORDS]).unwrap();
        Text::new(std::sync::Arc::new(words), Language::Japanese)
    }
}
