//! The preview tells exactly whose access an order changes.

use crate::office::{Office, day, offices, title};
use access::{Actor, Allowed, EditOrganisation, OrderReorganisation, Relation, Role};
use accounts::{AccountId, NewRole};
use calendar::{Date, Period};
use organisation::acts::{self, Desk};
use organisation::store::{AccessChange, reach_on};
use people::reorganisations::{Change, Part, Place, reorganisation};
use people::{EmployeeId, Kana, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet};
use store::ToSqlx;

const APRIL: Date = Date::constant(2027, 4, 1);

fn desk(office: &Office) -> Desk<'_> {
    Desk::now(&office.db, &office.ids, &office.clock)
}

fn of_unit(role: Role, unit: Option<i64>) -> NewRole {
    NewRole {
        role,
        unit: unit.map(UnitId),
        period: Period::starting(day(2025, 4, 1)),
    }
}

/// Every kind of holder: heads of a department, a section and a team, editors with and without a unit of
/// their own, general affairs, and somebody's deputy.
async fn holders(office: &Office) -> Vec<AccountId> {
    let edits = |unit| of_unit(Role::SectionEditor, unit);
    let serves = |unit| of_unit(Role::GeneralAffairs, unit);
    let accounts = vec![
        office.account("bucho", Some(10), &[]).await,
        office.account("jinji-kacho", Some(1), &[edits(None)]).await,
        office
            .account("somu-kacho", Some(2), &[serves(Some(11))])
            .await,
        office
            .account("shimin-kacho", Some(3), &[edits(Some(1))])
            .await,
        office
            .account("shimin", Some(4), &[serves(None), edits(None)])
            .await,
        office.account("kakaricho", Some(6), &[]).await,
        office.account("soto", None, &[edits(Some(11))]).await,
    ];
    let sql = "INSERT INTO deputies (id, principal_id, deputy_id, valid_from, valid_to, reason, \
               named_by, named_at, ended_at, version) \
               VALUES (1, 1, 4, $1, NULL, '出張', '緑野', $2, NULL, 1)";
    let mut tx = office.db.begin().await.unwrap();
    store::write!(&mut tx, |connection| {
        store::sqlx::query(sql)
            .bind(day(2026, 4, 1).to_sqlx())
            .bind(office.clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })
    .unwrap();
    tx.commit().await.unwrap();
    accounts
}

/// What the accounts themselves are told: units by relation, for each account.
async fn actors(
    office: &Office,
    accounts: &[AccountId],
) -> BTreeMap<(i64, &'static str), BTreeSet<i64>> {
    let mut all = BTreeMap::new();
    for account in accounts {
        let actor = accounts::actor_on(&office.db, &office.clock, *account, APRIL)
            .await
            .unwrap();
        let Some(actor) = actor else { continue };
        let relations = [
            ("heads", Relation::Member),
            ("leads", Relation::TeamMember),
            ("deputises", Relation::MemberInPlace),
            ("edits", Relation::OwnSection),
            ("serves", Relation::ServedSection),
        ];
        for (fact, relation) in relations {
            let units: BTreeSet<i64> = actor.units_in(relation).iter().copied().collect();
            if !units.is_empty() {
                all.insert((account.0, fact), units);
            }
        }
    }
    all
}

fn steps() -> Vec<Change> {
    let part = |code: &str, name: &str, parent: i64| Part {
        code: title(code),
        name: title(name),
        short_name: title(name),
        kana: Kana::parse("か").unwrap(),
        kind: UnitKind::Section,
        parent: Some(UnitId(parent)),
        position: 90,
    };
    vec![
        Change::Merge {
            unit: UnitId(11),
            target: UnitId(12),
        },
        Change::Split {
            unit: UnitId(700),
            source: UnitId(21),
            part: part("U700", "窓口課", 2),
        },
        Change::Move {
            unit: UnitId(2),
            parent: Some(UnitId(1)),
            position: 5,
        },
    ]
}

#[tokio::test]
async fn the_units_of_everybody_at_once_are_those_of_each_account() {
    for office in offices().await {
        let accounts = holders(&office).await;
        let mut tx = office.db.begin().await.unwrap();
        let reach = reach_on(&mut tx, APRIL).await.unwrap();
        drop(tx);
        let told = actors(&office, &accounts).await;
        assert!(told.len() > 9, "{told:?}");
        for ((account, fact), units) in &told {
            let found = reach
                .iter()
                .find(|((holder, by), _)| holder.account == *account && by == fact);
            let found: BTreeSet<i64> = found
                .map(|(_, units)| units.iter().map(|unit| unit.0).collect())
                .unwrap_or_default();
            assert_eq!(&found, units, "{} {account} {fact}", office.kind);
        }
        let counted = reach
            .keys()
            .filter(|(holder, _)| holder.account != 0)
            .count();
        assert_eq!(counted, told.len(), "nobody else has anything in reach");
    }
}

#[tokio::test]
async fn the_preview_is_what_the_order_does_to_everybodys_access() {
    for office in offices().await {
        let accounts = holders(&office).await;
        let edit: Allowed<EditOrganisation> = Allowed::ask(Actor::operator("test")).unwrap();
        let order: Allowed<OrderReorganisation> = Allowed::ask(Actor::operator("test")).unwrap();
        let id = acts::make(desk(&office), &edit, &title("令和9年度"), APRIL, "")
            .await
            .unwrap();
        acts::add_steps(desk(&office), &edit, id, &steps())
            .await
            .unwrap()
            .unwrap();
        let goes = Place {
            employee: EmployeeId(4),
            unit: UnitId(700),
            heads: true,
        };
        acts::set_places(desk(&office), &edit, id, &[goes], &[])
            .await
            .unwrap()
            .unwrap();
        let draft = reorganisation(&office.db, id).await.unwrap().unwrap();
        let before = actors(&office, &accounts).await;
        let preview = acts::preview(desk(&office), &edit, &draft).await.unwrap();
        assert_eq!(preview.applied.problems, [], "{}", office.kind);
        assert_eq!(
            actors(&office, &accounts).await,
            before,
            "looking changes nothing"
        );

        acts::order(
            desk(&office),
            &order,
            (id, draft.reorganisation.version),
            false,
        )
        .await
        .unwrap()
        .unwrap();
        let after = actors(&office, &accounts).await;
        assert_ne!(before, after);
        let foretold = foretold(preview.access.as_deref().unwrap());
        assert_eq!(foretold, differences(&before, &after), "{}", office.kind);
        // The tree of the preview is the tree of the day.
        let tree = people::units_on(&office.db, APRIL).await.unwrap();
        assert_eq!(*tree, preview.after);
    }
}

type Differences = BTreeMap<(i64, String), (BTreeSet<i64>, BTreeSet<i64>)>;

fn foretold(changes: &[AccessChange]) -> Differences {
    changes
        .iter()
        .filter(|change| change.holder.account != 0)
        .map(|change| {
            let gained = change.gained.iter().map(|unit| unit.0).collect();
            let lost = change.lost.iter().map(|unit| unit.0).collect();
            ((change.holder.account, change.fact.clone()), (gained, lost))
        })
        .collect()
}

fn differences(
    before: &BTreeMap<(i64, &'static str), BTreeSet<i64>>,
    after: &BTreeMap<(i64, &'static str), BTreeSet<i64>>,
) -> Differences {
    let none = BTreeSet::new();
    before
        .keys()
        .chain(after.keys())
        .map(|key| {
            let (was, is) = (
                before.get(key).unwrap_or(&none),
                after.get(key).unwrap_or(&none),
            );
            (
                (key.0, key.1.to_owned()),
                (
                    is.difference(was).copied().collect(),
                    was.difference(is).copied().collect(),
                ),
            )
        })
        .filter(
            |(_, (gained, lost)): &(_, (BTreeSet<i64>, BTreeSet<i64>))| {
                !gained.is_empty() || !lost.is_empty()
            },
        )
        .collect()
}
