use crate::{day, each_database, fill, ids, title};
use access::{Actor, Allowed, PeopleScope, Role, Roles, ViewPersonRecord};
use people::{
    Contact, EmployeeId, Employment, Page, Photo, PhotoMedia, Qualification, QualificationId, Rank,
    Sight, Sort, Transfer, UnitId, Wanted, directory, directory_count,
};
use store::Db;
use store::explain::{check_queries, full_scans};

const PAGE: Page = Page {
    offset: 0,
    limit: 50,
};

/// Somebody with a role, heading units, being an employee.
fn scope(role: Role, headed: &[i64], employee: Option<i64>) -> PeopleScope {
    let mut actor = Actor::visitor();
    actor.roles = Roles::NONE.with(role).with(Role::Employee);
    actor.headed = headed.to_vec();
    actor.employee = employee;
    Allowed::<ViewPersonRecord>::ask(actor).unwrap().people()
}

fn everything() -> PeopleScope {
    scope(Role::PersonnelOfficer, &[], None)
}

async fn listed(db: &Db, wanted: &Wanted, sight: &Sight<'_>, sort: Sort) -> Vec<i64> {
    let lines = directory(db, wanted, sight, (sort, false), PAGE)
        .await
        .unwrap();
    let count = directory_count(db, wanted, sight).await.unwrap();
    assert_eq!(count, i64::try_from(lines.len()).unwrap(), "{wanted:?}");
    lines.iter().map(|line| line.card.employee.0).collect()
}

#[tokio::test]
async fn every_shape_of_the_list_is_understood_and_reads_no_large_table_from_end_to_end() {
    let shapes: Vec<(&'static str, &'static str)> = people::directory_queries()
        .into_iter()
        .map(|(name, sql)| -> (&'static str, &'static str) { (name.leak(), sql.leak()) })
        .collect();
    assert!(shapes.len() > 200, "{}", shapes.len());
    let mut scans = Vec::new();
    for test in each_database().await {
        check_queries(&test.db, &shapes).await.unwrap();
        for (name, sql) in &shapes {
            for scan in full_scans(&test.db, sql, people::SCHEMA.large)
                .await
                .unwrap()
            {
                scans.push(format!("{} {name}: {scan}", test.kind));
            }
        }
    }
    assert_eq!(scans, [""; 0]);
}

#[tokio::test]
async fn roman_letters_kana_kanji_and_numbers_find_the_same_person() {
    for test in each_database().await {
        fill(&test).await;
        let records = everything();
        let on = day(2019, 5, 1);
        let sight = Sight {
            on,
            today: on,
            records: &records,
            only_records: false,
        };
        for words in [
            "takasaki",
            "Takasaki Yota",
            "takasaki youta",
            "yohta",
            "タカサキ",
            "ﾀｶｻｷ",
            "高崎",
            "髙﨑",
            "00002",
            "2",
        ] {
            let wanted = Wanted {
                words: words.to_owned(),
                ..Wanted::default()
            };
            assert_eq!(
                listed(&test.db, &wanted, &sight, Sort::Reading).await,
                [2],
                "{words} on {}",
                test.kind
            );
        }
        // The variation selector of 葛城 makes no difference, nor does the character 𠮷.
        for (words, who) in [("葛城", 3), ("katuragi", 3), ("katsuragi", 3)] {
            let wanted = Wanted {
                words: words.to_owned(),
                ..Wanted::default()
            };
            assert_eq!(
                listed(&test.db, &wanted, &sight, Sort::Reading).await,
                [who]
            );
        }
    }
}

#[tokio::test]
async fn the_list_shows_records_only_in_the_scope_of_today_and_cards_of_all() {
    for test in each_database().await {
        fill(&test).await;
        let today = day(2026, 11, 22);
        let records = scope(Role::SectionHead, &[11, 111], Some(4));
        let sight = Sight {
            on: today,
            today,
            records: &records,
            only_records: false,
        };
        let lines = directory(
            &test.db,
            &Wanted::default(),
            &sight,
            (Sort::Reading, false),
            PAGE,
        )
        .await
        .unwrap();
        let seen: Vec<(i64, bool)> = lines
            .iter()
            .map(|line| (line.card.employee.0, line.record.is_some()))
            .collect();
        // かつらぎ (of the team below), みどりの (of the section), よしかわ (the viewer); 髙﨑 has left.
        assert_eq!(seen, [(3, true), (1, true), (4, true)], "{}", test.kind);

        // On the day of the transfer the head of 人事課 loses sight of the former member.
        let mut tx = test.db.begin().await.unwrap();
        let transfer = Transfer {
            employee: EmployeeId(1),
            unit: UnitId(12),
            post: title("主任"),
            rank: Rank::Senior,
            heads: false,
            on: day(2027, 4, 1),
        };
        people::transfer(&mut tx, ids(), &transfer)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        for (today, known) in [(day(2027, 3, 31), true), (day(2027, 4, 1), false)] {
            let sight = Sight {
                on: today,
                today,
                ..sight
            };
            let wanted = Wanted {
                words: "みどりの".to_owned(),
                ..Wanted::default()
            };
            let lines = directory(&test.db, &wanted, &sight, (Sort::Unit, false), PAGE)
                .await
                .unwrap();
            assert_eq!(lines.len(), 1);
            assert_eq!(lines[0].record.is_some(), known, "{today} on {}", test.kind);
            let only = Sight {
                only_records: true,
                ..sight
            };
            assert_eq!(
                directory_count(&test.db, &wanted, &only).await.unwrap(),
                i64::from(known)
            );
        }
    }
}

#[tokio::test]
async fn every_condition_narrows_the_list_and_every_order_holds() {
    for test in each_database().await {
        fill(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        let qualification = |id: i64, employee: i64, name: &str, expires| Qualification {
            id: QualificationId(id),
            employee: EmployeeId(employee),
            name: title(name),
            number: None,
            gained: Some(day(2018, 4, 1)),
            expires,
            proof: None,
            version: 1,
        };
        let all = [
            qualification(1, 1, "保健師", None),
            qualification(2, 3, "保健師", Some(day(2020, 4, 1))),
            qualification(3, 3, "防火管理者", None),
        ];
        people::insert_qualifications(&mut tx, &all).await.unwrap();
        let promoted = Transfer {
            employee: EmployeeId(1),
            unit: UnitId(11),
            post: title("係長"),
            rank: Rank::TeamHead,
            heads: false,
            on: day(2022, 4, 1),
        };
        people::transfer(&mut tx, ids(), &promoted)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();

        let records = everything();
        let on = day(2026, 11, 22);
        let sight = Sight {
            on,
            today: on,
            records: &records,
            only_records: false,
        };
        let none = Wanted::default;
        let asked = [
            (none(), vec![3, 1, 4]),
            (
                Wanted {
                    units: Some(vec![UnitId(11), UnitId(111)]),
                    ..none()
                },
                vec![3, 1],
            ),
            (
                Wanted {
                    rank: Some(Rank::TeamHead),
                    ..none()
                },
                vec![1],
            ),
            (
                Wanted {
                    employment: Some(Employment::Regular),
                    ..none()
                },
                vec![3, 1, 4],
            ),
            (
                Wanted {
                    employment: Some(Employment::FixedTerm),
                    ..none()
                },
                vec![],
            ),
            (
                Wanted {
                    job_family: Some("一般事務".to_owned()),
                    ..none()
                },
                vec![3, 1, 4],
            ),
            (
                Wanted {
                    qualification: Some("保健".to_owned()),
                    ..none()
                },
                vec![1],
            ),
            (
                Wanted {
                    qualification: Some("防火管理者".to_owned()),
                    ..none()
                },
                vec![3],
            ),
            // A promotion in the same unit does not begin the years in the unit anew.
            (
                Wanted {
                    since_by: Some(day(2016, 11, 22)),
                    ..none()
                },
                vec![1],
            ),
            (
                Wanted {
                    since_after: Some(day(2016, 11, 22)),
                    ..none()
                },
                vec![3, 4],
            ),
            (
                Wanted {
                    words: "みどり".to_owned(),
                    rank: Some(Rank::Officer),
                    ..none()
                },
                vec![],
            ),
        ];
        for (wanted, who) in asked {
            let found = listed(&test.db, &wanted, &sight, Sort::Reading).await;
            assert_eq!(found, who, "{wanted:?} on {}", test.kind);
        }
        let orders = [
            (Sort::Reading, [3, 1, 4]),
            (Sort::Number, [1, 3, 4]),
            (Sort::Unit, [1, 3, 4]),
            (Sort::Rank, [1, 3, 4]),
            (Sort::Since, [1, 3, 4]),
            (Sort::Hired, [1, 3, 4]),
        ];
        for (sort, who) in orders {
            let found = listed(&test.db, &none(), &sight, sort).await;
            assert_eq!(found, who, "{sort:?} on {}", test.kind);
            let turned = directory(&test.db, &none(), &sight, (sort, true), PAGE)
                .await
                .unwrap();
            let turned: Vec<i64> = turned
                .iter()
                .rev()
                .map(|line| line.card.employee.0)
                .collect();
            assert_eq!(turned, who, "{sort:?} turned round on {}", test.kind);
        }
        // An earlier day shows who served then.
        let before = Sight {
            on: day(2019, 5, 1),
            ..sight
        };
        assert_eq!(
            listed(&test.db, &none(), &before, Sort::Reading).await,
            [3, 2, 1]
        );
        let families = people::job_families(&test.db).await.unwrap();
        assert_eq!(families, ["一般事務"]);
        let names = people::qualification_names(&test.db).await.unwrap();
        assert_eq!(names, ["保健師", "防火管理者"]);
    }
}

#[tokio::test]
async fn a_card_shows_how_to_reach_somebody_and_the_photo_until_the_service_ends() {
    for test in each_database().await {
        fill(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        let contact = Contact {
            telephone: Some("0463-00-1234".to_owned()),
            extension: Some("2345".to_owned()),
            mail: Some("hanako@example.jp".to_owned()),
            version: 0,
        };
        assert!(
            people::set_contact(&mut tx, EmployeeId(1), &contact)
                .await
                .unwrap()
        );
        assert!(
            !people::set_contact(&mut tx, EmployeeId(1), &contact)
                .await
                .unwrap(),
            "a form that was opened before is refused"
        );
        let photo = Photo {
            employee: EmployeeId(1),
            media: PhotoMedia::Png,
            width: 1,
            height: 1,
            content: vec![1, 2, 3],
            version: 77,
        };
        people::insert_photos(&mut tx, std::slice::from_ref(&photo))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let on = day(2026, 11, 22);
        let card = people::public_card(&test.db, EmployeeId(1), on)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(card.extension.as_deref(), Some("2345"));
        assert_eq!((card.photo, card.unit), (Some(77), Some(UnitId(11))));
        assert_eq!(
            people::photo(&test.db, EmployeeId(1)).await.unwrap(),
            Some(photo)
        );
        let left = people::public_card(&test.db, EmployeeId(2), on)
            .await
            .unwrap();
        assert_eq!(left, None);
        let mails = people::mail_addresses(&test.db, &[EmployeeId(1), EmployeeId(3)]).await;
        assert_eq!(
            mails.unwrap(),
            [(EmployeeId(1), "hanako@example.jp".to_owned())]
        );
    }
}
