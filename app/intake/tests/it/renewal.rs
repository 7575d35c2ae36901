//! Steps that change or hand out everybody's records ask first who is there.

use crate::office::offices;
use jiff::SignedDuration;

const LIST: &str =
    "職員番号,氏名,フリガナ,生年月日,採用日\r\n00002,髙﨑 陽,たかさき よう,1980/1/1,2015/4/1\r\n";

#[tokio::test]
async fn confirming_undoing_and_taking_the_list_home_ask_for_the_password_again() {
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
        let confirm = format!("{import}/confirm");
        let fields = trial.form(&confirm, &[]);

        let wait = SignedDuration::from_mins(16);
        office.clock.set(office.clock.now() + wait);
        let asked = jinji.post(&confirm, &fields).await;
        assert_eq!(asked.status, 403, "{}", asked.main());
        office.work().await;
        let (same, _) = office.person("00002").await.unwrap();
        assert_eq!(same.name.given(), "陽太", "nothing was written");
        for file in ["staff.xlsx", "staff.csv"] {
            let path = format!("/admin/imports/{file}");
            let next = jinji.get(&path).await.leads_to();
            assert!(next.starts_with("/renew?next="), "{next}");
        }

        let again = office.signed_in("jinji").await;
        again.post(&confirm, &fields).await.leads_to();
        office.work().await;
        office.clock.set(office.clock.now() + wait);
        let undo = format!("{import}/undo");
        assert_eq!(again.post(&undo, &[]).await.status, 403);
        office.work().await;
        let (changed, _) = office.person("00002").await.unwrap();
        assert_eq!(changed.name.given(), "陽", "nothing was taken back");
    }
}
