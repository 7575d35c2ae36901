use crate::{at, each_database};
use access::Actor;
use journal::{Entry, Filter, Page, look, looks_at, page, record};
use store::Db;

async fn entries(db: &Db) {
    let people = ["緑野 花子", "Ohara Ken", "100%_\\"];
    let acts = [
        "plan.result.entered",
        "plan.published",
        "plan_odd",
        "settings.changed",
    ];
    let mut tx = db.begin().await.unwrap();
    for number in 0..24_i64 {
        let place = usize::try_from(number).unwrap();
        let actor = Actor {
            name: people[place % 3].into(),
            ..Actor::visitor()
        };
        let subject = format!("program:{}", number % 5);
        let entry = Entry {
            act: acts[place % 4],
            subject: &subject,
            detail: &number,
        };
        record(&mut tx, at(number), &actor, entry).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn numbers(page: &Page) -> Vec<i64> {
    page.lines.iter().map(|line| line.seq).collect()
}

#[tokio::test]
async fn pages_follow_each_other_from_the_newest_on() {
    for test in each_database().await {
        entries(&test.db).await;
        let (mut all, mut before, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = page(&test.db, &Filter::default(), before, 8).await.unwrap();
            all.extend(numbers(&page));
            pages += 1;
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(all, (1..=24).rev().collect::<Vec<i64>>(), "{}", test.kind);
        assert_eq!(pages, 3, "{}", test.kind);
    }
}

#[tokio::test]
async fn filters_narrow_by_time_actor_act_and_subject() {
    for test in each_database().await {
        entries(&test.db).await;
        let found =
            async |filter: Filter| numbers(&page(&test.db, &filter, None, 50).await.unwrap());
        let all = Filter::default();

        // Half-open: entry n was written at second n - 1.
        let time = Filter {
            from: Some(at(3)),
            to: Some(at(5)),
            ..all.clone()
        };
        assert_eq!(found(time).await, [5, 4], "{}", test.kind);
        let hanako = found(Filter {
            actor: "花子".into(),
            ..all.clone()
        })
        .await;
        assert_eq!(hanako, [22, 19, 16, 13, 10, 7, 4, 1], "{}", test.kind);
        let ken = found(Filter {
            actor: "ohara".into(),
            ..all.clone()
        })
        .await;
        assert_eq!(ken.len(), 8, "{}", test.kind);
        let signs = found(Filter {
            actor: "%_\\".into(),
            ..all.clone()
        })
        .await;
        assert_eq!(signs.len(), 8, "{}", test.kind);
        let plan = found(Filter {
            act: "plan.".into(),
            ..all.clone()
        })
        .await;
        assert_eq!(plan.len(), 12, "{}", test.kind);
        let odd = found(Filter {
            act: "plan_".into(),
            ..all.clone()
        })
        .await;
        assert_eq!(odd.len(), 6, "{}", test.kind);
        let subject = found(Filter {
            subject: "program:1".into(),
            ..all.clone()
        })
        .await;
        assert_eq!(subject, [22, 17, 12, 7, 2], "{}", test.kind);
        let together = Filter {
            from: Some(at(1)),
            to: Some(at(20)),
            actor: "花子".into(),
            act: "plan.".into(),
            subject: "program:3".into(),
        };
        assert_eq!(found(together).await, [] as [i64; 0], "{}", test.kind);
        let some = Filter {
            actor: "花子".into(),
            act: "plan.".into(),
            from: Some(at(9)),
            ..all
        };
        assert_eq!(found(some).await, [22, 13, 10], "{}", test.kind);
    }
}

#[tokio::test]
async fn looks_at_a_subject_are_apart_from_acts_and_from_other_subjects() {
    for test in each_database().await {
        let actor = Actor {
            name: "緑野 花子".into(),
            ..Actor::visitor()
        };
        let mut tx = test.db.begin().await.unwrap();
        for number in 0..12_i64 {
            let subject = format!("employee:{}", number % 2);
            let entry = Entry {
                act: "staff.private.looked-at",
                subject: &subject,
                detail: &number,
            };
            if number % 3 == 0 {
                record(&mut tx, at(number), &actor, entry).await.unwrap();
            } else {
                look(&mut tx, at(number), &actor, entry).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let first = looks_at(&test.db, "employee:1", None, 3).await.unwrap();
        assert_eq!(numbers(&first), [12, 8, 6], "{}", test.kind);
        let rest = looks_at(&test.db, "employee:1", first.next, 3)
            .await
            .unwrap();
        assert_eq!(
            (numbers(&rest), rest.next),
            (vec![2], None),
            "{}",
            test.kind
        );
    }
}
