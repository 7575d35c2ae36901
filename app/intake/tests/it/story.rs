//! From the file to the records and back again, through the pages.

use crate::office::{day, offices};
use people::{Rank, UnitId};

/// 髙﨑 moves to 人事課 as 主任, 葛城 has married, 若葉 is new; 緑野 stays as she is. Columns in an order of
/// the city's own, days in both calendars, a title above.
const LIST: &str = "\
令和8年度 職員名簿,,,,,,,,\r\n\
所属,職名,職員No.,氏名,フリガナ,生年月日,入庁日,異動日,旧姓\r\n\
人事課,課長,00001,緑野 花子,みどりの はなこ,昭和55年1月1日,H27.4.1,,\r\n\
総務部 人事課,主任,00002,髙﨑 陽太,たかさき ようた,1980/1/1,2015/4/1,R8.4.1,\r\n\
市民課,主事,00003,青空 さくら,あおぞら さくら,S55.1.1,20150401,,葛城\r\n\
市民課,主事,00104,若葉 みどり,わかば みどり,平成12年5月5日,令和8年4月1日,R8.4.1,\r\n";

#[tokio::test]
async fn a_list_is_paired_tried_out_confirmed_read_again_and_taken_back() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let columns = jinji
            .upload(&[("file", "名簿.csv", LIST.as_bytes())])
            .await
            .leads_to();
        let page = jinji.get(&columns).await;
        let proposed = page.form(&columns, &[]);
        let value = |name: &str| {
            let found = proposed.iter().find(|(field, _)| field == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        assert_eq!(value("people-head"), "2");
        assert_eq!(value("people.staff-no"), "3");
        assert_eq!(value("people.hired-on"), "7");
        assert_eq!(value("people.from"), "8");
        assert_eq!(value("people.former-name"), "9");
        assert!(page.main().contains("昭和55年1月1日"), "{}", page.main());

        // The trial run: progress first, then the difference.
        let fields = page.form(
            &columns,
            &[
                ("do", "try"),
                ("save-as", "給与システム"),
                ("effective", "2026/11/22"),
            ],
        );
        let import = jinji.post(&columns, &fields).await.leads_to();
        let progress = jinji.get(&import).await;
        assert_eq!(progress.refresh.as_deref(), Some("2"));
        assert!(
            progress.main().contains("確かめています"),
            "{}",
            progress.main()
        );
        office.work().await;
        let trial = jinji.get(&import).await;
        assert_eq!(trial.refresh, None);
        let told = trial.main();
        assert!(
            told.contains("新規1・変更2・変更なし1・退職0・所属の新設0"),
            "{told}"
        );
        assert!(told.contains("00003 葛城 さくら → 青空 さくら"), "{told}");
        assert!(told.contains("若葉 みどり"), "{told}");
        assert!(
            office.person("00104").await.is_none(),
            "nothing is written yet"
        );

        // The confirmation.
        let confirm = format!("{import}/confirm");
        let done = jinji
            .post(&confirm, &trial.form(&confirm, &[]))
            .await
            .leads_to();
        office.work().await;
        let page = jinji.get(&done).await;
        assert!(page.main().contains("取り込みました"), "{}", page.main());
        let (moved, career) = office.person("00002").await.unwrap();
        assert_eq!(moved.name.family(), "髙﨑", "the variant character stays");
        assert_eq!(career.len(), 2);
        assert_eq!(career[0].period.to(), Some(day(2026, 4, 1)));
        assert_eq!((career[1].unit, career[1].rank), (UnitId(11), Rank::Senior));
        assert_eq!(career[1].period.from(), day(2026, 4, 1));
        let (married, _) = office.person("00003").await.unwrap();
        assert_eq!(married.former_name.unwrap().as_str(), "葛城");
        let corrected = people::corrections_of(
            &office.db,
            people::EmployeeId(3),
            people::Page::number(1, 9),
        )
        .await;
        let fields: Vec<String> = corrected
            .unwrap()
            .into_iter()
            .map(|one| one.field)
            .collect();
        assert_eq!(
            fields,
            ["former-name", "family-kana", "family-name"],
            "the record tells what it said before"
        );
        let (new, career) = office.person("00104").await.unwrap();
        assert_eq!(new.birth_date, day(2000, 5, 5));
        assert_eq!(career.len(), 1);
        let by_new_name = people::search(
            &office.db,
            "あおぞら",
            people::Whom::InService,
            day(2026, 11, 22),
            people::Page::number(1, 5),
        );
        assert_eq!(by_new_name.await.unwrap().len(), 1, "found by the new name");

        // The same list again changes nothing; the mapping was remembered.
        let columns = jinji
            .upload(&[("file", "名簿.csv", LIST.as_bytes())])
            .await
            .leads_to();
        let page = jinji.get(&columns).await;
        assert!(page.main().contains("給与システム"));
        let again = jinji
            .post(&columns, &page.form(&columns, &[("do", "try")]))
            .await
            .leads_to();
        office.work().await;
        assert!(
            jinji
                .get(&again)
                .await
                .main()
                .contains("変わるところはありません")
        );

        // Taking it back.
        let undo = format!("{import}/undo");
        let ask = jinji.get(&undo).await;
        assert_eq!(ask.form(&undo, &[]).len(), 0);
        assert_eq!(jinji.post(&undo, &[]).await.leads_to(), import);
        let waiting = jinji.get(&import).await.main();
        assert!(waiting.contains("取込みを取り消しています"), "{waiting}");
        assert!(
            office.person("00104").await.is_some(),
            "asked for, not done yet"
        );
        // Asked for twice it is done once.
        assert_eq!(jinji.post(&undo, &[]).await.status, 409);
        office.work().await;
        let undone = jinji.get(&import).await.main();
        assert!(undone.contains("取り消した取込み"), "{undone}");
        assert!(office.person("00104").await.is_none());
        let (back, career) = office.person("00002").await.unwrap();
        assert_eq!((back.name.family(), career.len()), ("髙﨑", 1));
        assert_eq!(career[0].period.to(), None);
        let (back, _) = office.person("00003").await.unwrap();
        assert_eq!((back.name.family(), back.former_name), ("葛城", None));
        assert_eq!(
            office.journal().await,
            [
                "intake.staff.received",
                "intake.mapping.saved",
                "intake.staff.imported",
                "intake.staff.received",
                "intake.staff.undone",
            ]
        );
        let history = jinji.get("/admin/imports").await.main();
        assert!(
            history.contains("取り消しました") && history.contains("給与システム"),
            "{history}"
        );
    }
}

#[tokio::test]
async fn what_somebody_changed_since_is_neither_written_over_nor_taken_back() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let columns = jinji
            .upload(&[("file", "名簿.csv", LIST.as_bytes())])
            .await
            .leads_to();
        let page = jinji.get(&columns).await;
        let import = jinji
            .post(&columns, &page.form(&columns, &[("do", "try")]))
            .await
            .leads_to();
        office.work().await;
        let trial = jinji.get(&import).await;
        // Between trial and confirmation somebody corrects a name.
        rename(&office, "00003", "葛木").await;
        let confirm = format!("{import}/confirm");
        jinji
            .post(&confirm, &trial.form(&confirm, &[]))
            .await
            .leads_to();
        office.work().await;
        let columns = jinji.get(&import).await.leads_to();
        let told = jinji.get(&columns).await;
        assert!(
            told.main().contains("ほかの人がこの職員の記録を変えました"),
            "{}",
            told.main()
        );
        assert!(
            office.person("00104").await.is_none(),
            "nothing is half written"
        );

        // Tried out again it can be written, and a change afterwards is in the way of taking it back.
        let import = jinji
            .post(&columns, &told.form(&columns, &[("do", "try")]))
            .await
            .leads_to();
        office.work().await;
        let trial = jinji.get(&import).await;
        jinji
            .post(&confirm, &trial.form(&confirm, &[]))
            .await
            .leads_to();
        office.work().await;
        assert!(office.person("00104").await.is_some());
        rename(&office, "00104", "若草").await;
        let undo = format!("{import}/undo");
        jinji.post(&undo, &[]).await.leads_to();
        office.work().await;
        let told = jinji.get(&import).await.main();
        assert!(told.contains("取り消せませんでした"), "{told}");
        let refused = jinji.get(&undo).await.main();
        assert!(refused.contains("00104"), "{refused}");
        assert!(office.person("00104").await.is_some());
        let (still, _) = office.person("00003").await.unwrap();
        assert_eq!(still.name.family(), "青空", "nothing is half taken back");
    }
}

async fn rename(office: &crate::office::Office, number: &str, family: &str) {
    let (employee, _) = office.person(number).await.unwrap();
    let name = people::PersonName::parse(
        family,
        employee.name.given(),
        employee.name.family_kana(),
        employee.name.given_kana(),
    );
    let corrected = people::Employee {
        name: name.unwrap(),
        ..employee
    };
    let mut tx = office.db.begin().await.unwrap();
    assert!(
        people::correct_employee(&mut tx, &office.ids, &corrected)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_complete_list_makes_those_leave_who_are_not_in_it() {
    const SHORT: &str = "職員番号,氏名\r\n00001,緑野 花子\r\n00003,葛城 さくら\r\n";
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let columns = jinji
            .upload(&[("file", "在職者.csv", SHORT.as_bytes())])
            .await
            .leads_to();
        let page = jinji.get(&columns).await;
        let refused = page.form(&columns, &[("do", "try"), ("complete", "1")]);
        let refused = jinji.post(&columns, &refused).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused
                .main()
                .contains("退職日（在職する最後の日）を入力してください")
        );
        let fields = page.form(
            &columns,
            &[("do", "try"), ("complete", "1"), ("leaving", "R9.3.31")],
        );
        let import = jinji.post(&columns, &fields).await.leads_to();
        office.work().await;
        let trial = jinji.get(&import).await;
        assert!(
            trial.main().contains("新規0・変更0・変更なし2・退職1"),
            "{}",
            trial.main()
        );
        let confirm = format!("{import}/confirm");
        jinji
            .post(&confirm, &trial.form(&confirm, &[]))
            .await
            .leads_to();
        office.work().await;
        let (left, career) = office.person("00002").await.unwrap();
        assert_eq!(left.service.to(), Some(day(2027, 4, 1)));
        assert_eq!(career[0].period.to(), Some(day(2027, 4, 1)));
        jinji.post(&format!("{import}/undo"), &[]).await.leads_to();
        office.work().await;
        let (back, career) = office.person("00002").await.unwrap();
        assert_eq!((back.service.to(), career[0].period.to()), (None, None));
    }
}
