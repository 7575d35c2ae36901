//! A city with a few accounts, its program, and a clock that tests move, on every database at hand.

use access::{Actor, Allowed, Permission, Role, Roles};
use flow::jobs::{Duty, Job, JobId, JobKind, NewJob, Worker, enqueue, job};
use flow::notices::NoticeKind;
use flow::{Offers, PendingActor, TodoSource, Workplace};
use jiff::{SignedDuration, Timestamp};
use settings::{About, NewValue, Setting, Value};
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{City, Clock, Db, Ids, Schema, ToSqlx};
use tokio::sync::Semaphore;
use words::{Source, Words};

pub const SCHEMAS: [Schema; 6] = [
    journal::SCHEMA,
    settings::SCHEMA,
    holidays::SCHEMA,
    people::SCHEMA,
    accounts::SCHEMA,
    flow::SCHEMA,
];

/// 2026-11-22 10:00 in Japan.
pub const NOW: &str = "2026-11-22T01:00:00Z";

pub const HANAKO: i64 = 11;
pub const YOTA: i64 = 12;
/// An account that was closed.
pub const CLOSED: i64 = 13;

static CITY_NAME: Setting<String> = Setting::text(
    About {
        key: "screen-city-name",
        group: "g",
        title_key: "t",
        hint_key: "h",
    },
    "みどり野市",
    40,
);

/// A program on one database.
pub struct Workshop {
    pub db: Db,
    pub city: Arc<City>,
    pub place: Workplace,
    pub clock: Clock,
    pub kind: &'static str,
    _test: Option<TestDb>,
}

/// What a test registers.
#[derive(Default)]
pub struct Offered {
    pub jobs: Vec<JobKind>,
    pub duties: Vec<Duty>,
    pub notices: Vec<NoticeKind>,
    pub todos: Vec<TodoSource>,
}

/// The same program on every database at hand.
pub async fn workshops(offered: impl Fn() -> Offered) -> Vec<Workshop> {
    let mut all = Vec::new();
    for test in databases(&SCHEMAS).await.unwrap() {
        let clock = Clock::standing_at(NOW.parse().unwrap());
        let kind = test.kind;
        let mut workshop = Workshop::on(test.db.clone(), clock, offered(), Some(test));
        workshop.kind = kind;
        workshop.accounts().await;
        all.push(workshop);
    }
    all
}

impl Workshop {
    pub fn on(db: Db, clock: Clock, offered: Offered, test: Option<TestDb>) -> Workshop {
        let test_words = Source {
            name: "t",
            ja: "test-title = 「{ $what }」の件\ntest-line = 本文\ntest-job = 試しの処理\n",
            en: "test-title = About “{ $what }”\ntest-line = Text\ntest-job = Test work\n",
        };
        let place = Workplace {
            clock: clock.clone(),
            ids: Ids::new(clock.clone(), rand::random()),
            words: Arc::new(Words::new(&[flow::WORDS, test_words]).unwrap()),
            todos: Arc::new(offered.todos),
            offers: Arc::new(Offers {
                jobs: offered.jobs,
                duties: offered.duties,
                notices: offered.notices,
                ..Offers::default()
            }),
            actor_of,
            city_name: &CITY_NAME,
        };
        let city = Arc::new(City {
            code: "midorino".to_owned(),
            db: db.clone(),
        });
        Workshop {
            db,
            city,
            place,
            clock,
            kind: "",
            _test: test,
        }
    }

    /// 緑野 花子, 髙﨑 陽太 (who reads English) and a closed account.
    pub async fn accounts(&self) {
        let sql = "INSERT INTO accounts (id, login, login_key, name, name_key, password_hash, must_change, \
                   language, created_at, disabled_at, version) \
                   VALUES ($1, $2, $3, $4, $3, '', $5, $6, $7, $8, 1)";
        let now = self.clock.now().to_sqlx();
        let mut tx = self.db.begin().await.unwrap();
        for (id, name, language, closed) in [
            (HANAKO, "緑野 花子", "ja", None),
            (YOTA, "髙﨑 陽太", "en", None),
            (CLOSED, "去った 人", "ja", Some(now)),
        ] {
            let login = format!("login{id}");
            store::write!(&mut tx, |connection| {
                store::sqlx::query(sql)
                    .bind(id)
                    .bind(&login)
                    .bind(login.as_bytes())
                    .bind(name)
                    .bind(false)
                    .bind(language)
                    .bind(now)
                    .bind(closed)
                    .execute(connection)
                    .await
                    .map(|_| ())
            })
            .unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub fn worker(&self) -> Worker {
        let desks = Arc::new(Semaphore::new(2));
        Worker::new(Arc::clone(&self.city), self.place.clone(), desks)
    }

    pub async fn ask(&self, kind: &JobKind, arguments: i64, account: i64) -> JobId {
        let actor = person(account);
        let new = NewJob::of(kind, &arguments, &actor).unwrap();
        let mut tx = self.db.begin().await.unwrap();
        let id = enqueue(&mut tx, &self.place.ids, self.clock.now(), &new)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn job(&self, id: JobId) -> Job {
        job(&self.db, id).await.unwrap().unwrap()
    }

    pub fn wait(&self, duration: SignedDuration) {
        self.clock.set(self.clock.now() + duration);
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub async fn set(&self, declaration: &settings::Declaration, value: Value) {
        let history = settings::history(&self.db, declaration).await.unwrap();
        let new = NewValue {
            declaration,
            from: self.clock.today(),
            value,
            expected: history.first().map_or(0, |last| last.version),
        };
        let mut tx = self.db.begin().await.unwrap();
        let allowed = Allowed::ask(Actor::operator("test")).unwrap();
        settings::set(&mut tx, self.now(), &allowed, new)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// One number that a query gives.
    pub async fn count(&self, sql: &'static str) -> i64 {
        store::read!(&self.db, |pool| {
            store::sqlx::query_scalar(sql).fetch_one(pool).await
        })
        .unwrap()
    }
}

fn actor_of<'a>(_: &'a Db, _: &'a Clock, account: i64) -> PendingActor<'a> {
    Box::pin(async move { Ok((account != CLOSED).then(|| person(account))) })
}

/// Somebody in service.
pub fn person(account: i64) -> Actor {
    Actor {
        account: Some(account),
        name: format!("person {account}"),
        roles: Roles::NONE.with(Role::Employee),
        ..Actor::visitor()
    }
}

pub fn may<P: Permission>(account: i64) -> Allowed<P> {
    Allowed::ask(person(account)).unwrap()
}

pub fn administrator<P: Permission>() -> Allowed<P> {
    let actor = Actor {
        roles: Roles::NONE.with(Role::Administrator),
        ..person(YOTA)
    };
    Allowed::ask(actor).unwrap()
}
