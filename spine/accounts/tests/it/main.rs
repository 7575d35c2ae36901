//! Accounts on both databases: setting up, signing in, roles, administration.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod administering;
mod app;
mod deputies;
mod invitations;
mod limits;
mod looks;
mod openid;
mod own_account;
mod queries;
mod reach;
mod roles;
mod second_factor;
mod signing_in;

use access::{Actor, Allowed, EditOwnAccount, ManageAccounts, Role};
use accounts::{
    Account, AccountFilter, AccountId, FirstPassword, NewAccount, NewRole, Origin, Session,
    SignInRefusal, SignedIn,
};
use calendar::{Date, Minutes, Period};
use jiff::{SignedDuration, Timestamp};
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana, NewUnit,
    PersonName, Rank, StaffNumber, Title, UnitId, UnitKind, UnitVersion,
};
use store::testing::databases;
use store::{Clock, Db, Ids, Schema};
use words::Language;

const SCHEMAS: [Schema; 3] = [journal::SCHEMA, people::SCHEMA, accounts::SCHEMA];
const PASSWORD: &str = "asagao no mizuyari 7ji";

/// A small city on one database: 総務部 (1) with 人事課 (11) and its 研修係 (111), 市民課 (12); employee 1
/// in 人事課, employee 2 in 市民課, employee 3 retired in March 2026.
struct Office {
    db: Db,
    ids: Ids,
    clock: Clock,
    kind: &'static str,
    _test: store::testing::TestDb,
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// 2026-11-22 09:00 in Japan.
fn morning() -> Timestamp {
    "2026-11-22T00:00:00Z".parse().unwrap()
}

async fn offices() -> Vec<Office> {
    let mut offices = Vec::new();
    for test in databases(&SCHEMAS).await.unwrap() {
        let clock = Clock::standing_at(morning());
        let ids = Ids::new(clock.clone(), 1);
        let office = Office {
            db: test.db.clone(),
            ids,
            clock,
            kind: test.kind,
            _test: test,
        };
        office.fill().await;
        offices.push(office);
    }
    offices
}

fn unit(id: i64, name: &str, parent: Option<i64>) -> NewUnit {
    let title = |text: &str| Title::parse(text).unwrap();
    NewUnit {
        code: title(&id.to_string()),
        version: UnitVersion {
            unit: UnitId(id),
            name: title(name),
            short_name: title(name),
            kana: Kana::parse("か").unwrap(),
            parent: parent.map(UnitId),
            kind: UnitKind::Section,
            position: id,
            period: Period::starting(day(2015, 4, 1)),
        },
    }
}

fn employee(id: i64, given: &str, kana: &str, left: Option<Date>) -> Employee {
    Employee {
        id: EmployeeId(id),
        staff_no: StaffNumber::parse(&format!("{id:05}")).unwrap(),
        name: PersonName::parse("緑野", given, "みどりの", kana).unwrap(),
        former_name: None,
        birth_date: day(1980, 1, 1),
        sex: None,
        service: Period::new(day(2015, 4, 1), left).unwrap(),
        employment: Employment::Regular,
        weekly: Minutes::of(38, 45),
        job_family: Title::parse("一般事務").unwrap(),
        previous: None,
        version: 1,
    }
}

fn serving(id: i64, unit: i64, to: Option<Date>) -> Appointment {
    Appointment {
        id: AppointmentId(id),
        employee: EmployeeId(id),
        unit: UnitId(unit),
        kind: AppointmentKind::Main,
        post: Title::parse("主事").unwrap(),
        rank: Rank::Officer,
        heads: false,
        period: Period::new(day(2015, 4, 1), to).unwrap(),
    }
}

impl Office {
    async fn fill(&self) {
        let units = [
            unit(1, "総務部", None),
            unit(11, "人事課", Some(1)),
            unit(12, "市民課", Some(1)),
            unit(111, "研修係", Some(11)),
        ];
        let retired = Some(day(2026, 4, 1));
        let people = [
            employee(1, "花子", "はなこ", None),
            employee(2, "陽太", "ようた", None),
            employee(3, "茂", "しげる", retired),
        ];
        let serving = [
            serving(1, 11, None),
            serving(2, 12, None),
            serving(3, 12, retired),
        ];
        let mut tx = self.db.begin().await.unwrap();
        people::insert_units(&mut tx, &self.ids, &units)
            .await
            .unwrap();
        people::insert_employees(&mut tx, &self.ids, &people)
            .await
            .unwrap();
        people::insert_appointments(&mut tx, &serving)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The machine's operator, who may manage accounts.
    fn operator() -> Allowed<ManageAccounts> {
        Allowed::ask(Actor::operator("test")).unwrap()
    }

    /// An account of an employee with [`PASSWORD`].
    async fn account(&self, login: &str, employee: Option<i64>, roles: &[NewRole]) -> AccountId {
        let new = NewAccount {
            login: login.to_owned(),
            employee: employee.map(EmployeeId),
            name: "外の人".to_owned(),
            language: Language::Japanese,
            roles: roles.to_vec(),
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        let allowed = Office::operator();
        let created =
            accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new).await;
        created.unwrap().unwrap().account
    }

    async fn accounts(&self, text: &str) -> Vec<Account> {
        let filter = AccountFilter {
            text,
            role: None,
            on: self.clock.today(),
        };
        accounts::accounts(&self.db, filter, people::Page::number(1, 50))
            .await
            .unwrap()
    }

    async fn try_to_sign_in(&self, login: &str, password: &str) -> Result<Session, SignInRefusal> {
        let origin = Origin {
            user_agent: "Firefox",
            address: "192.0.2.1",
            token: None,
        };
        accounts::sign_in(&self.db, &self.ids, &self.clock, login, password, &origin)
            .await
            .unwrap()
    }

    async fn sign_in(&self, login: &str) -> Session {
        self.try_to_sign_in(login, PASSWORD).await.unwrap()
    }

    async fn actor(&self, session: &Session) -> Option<SignedIn> {
        accounts::actor_of(&self.db, &self.clock, session.token.as_str())
            .await
            .unwrap()
    }

    fn own(session: &Session) -> Allowed<EditOwnAccount> {
        Allowed::ask(session.signed_in.actor.clone()).unwrap()
    }

    fn wait(&self, duration: SignedDuration) {
        self.clock.set(self.clock.now() + duration);
    }

    /// The acts in the journal, the oldest first.
    async fn journal(&self) -> Vec<String> {
        let sql = "SELECT act FROM journal_entries ORDER BY seq";
        let acts: Vec<(String,)> = store::read!(&self.db, |pool| {
            store::sqlx::query_as(sql).fetch_all(pool).await
        })
        .unwrap();
        acts.into_iter().map(|(act,)| act).collect()
    }
}

/// A role since last year.
fn role(role: Role) -> NewRole {
    NewRole::starting(role, day(2025, 4, 1))
}
