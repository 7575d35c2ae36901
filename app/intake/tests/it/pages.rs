//! The pages in both languages, and what else they can do.

use crate::office::offices;

const LIST: &str =
    "番号,名前,よみ,生まれ,入った日\r\n00002,髙﨑 陽太,たかさき ようた,1980/1/1,2015/4/1\r\n";

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let office = &offices().await[0];
    let jinji = office.signed_in("jinji").await;
    let list = "職員番号,氏名,フリガナ,生年月日,採用日\r\n00002,髙﨑 陽,たかさき よう,1980/1/1,2015/4/1\r\n";
    let columns = jinji
        .upload(&[("file", "名簿.csv", list.as_bytes())])
        .await
        .leads_to();
    let import = columns.trim_end_matches("/columns").to_owned();
    let in_both = async |path: &str| {
        for language in ["en", "ja"] {
            let page = jinji.get(&format!("{path}?lang={language}")).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(
                !page.text().contains('⟦'),
                "{path} in {language}: {}",
                page.main()
            );
        }
    };
    in_both("/admin/imports").await;
    in_both(&columns).await;
    let page = jinji.get(&columns).await;
    jinji
        .post(
            &columns,
            &page.form(&columns, &[("do", "try"), ("save-as", "名簿")]),
        )
        .await
        .leads_to();
    in_both(&import).await;
    office.work().await;
    in_both(&import).await;
    let confirm = format!("{import}/confirm");
    let page = jinji.get(&import).await;
    jinji
        .post(&confirm, &page.form(&confirm, &[]))
        .await
        .leads_to();
    in_both(&import).await;
    office.work().await;
    in_both(&import).await;
    in_both(&format!("{import}/undo")).await;
    in_both("/admin/imports").await;
    for file in ["empty.xlsx", "staff.xlsx"] {
        let answer = jinji.get(&format!("/admin/imports/{file}?lang=en")).await;
        assert!(answer.bytes.starts_with(b"PK"), "{file}");
    }
}

#[tokio::test]
async fn headings_nobody_knows_can_be_paired_by_hand_and_are_known_the_next_time() {
    let office = &offices().await[0];
    let jinji = office.signed_in("jinji").await;
    let columns = jinji
        .upload(&[("file", "一覧.csv", LIST.as_bytes())])
        .await
        .leads_to();
    let page = jinji.get(&columns).await;
    let refused = jinji
        .post(
            &columns,
            &page.form(&columns, &[("do", "try"), ("people.staff-no", "")]),
        )
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.main().contains("「職員番号」の列を選んでください"),
        "{}",
        refused.main()
    );
    let chosen = [
        ("do", "try"),
        ("people.staff-no", "1"),
        ("people.name", "2"),
        ("people.kana", "3"),
        ("people.birth-date", "4"),
        ("people.hired-on", "5"),
        ("save-as", "手で合わせた"),
    ];
    let import = jinji
        .post(&columns, &page.form(&columns, &chosen))
        .await
        .leads_to();
    office.work().await;
    let trial = jinji.get(&import).await;
    let told = if trial.status == 303 {
        jinji.get(&columns).await.main()
    } else {
        trial.main()
    };
    assert_eq!(
        trial.all("section td.num"),
        ["0", "0", "1", "0", "0"],
        "{told}"
    );

    let other =
        "入った日,生まれ,よみ,名前,番号\r\n2015/4/1,1980/1/1,たかさき ようた,髙﨑 陽太,00002\r\n";
    let columns = jinji
        .upload(&[("file", "来年.csv", other.as_bytes())])
        .await
        .leads_to();
    let page = jinji.get(&columns).await;
    let fields = page.form(&columns, &[]);
    assert!(fields.iter().any(|(name, _)| name == "mapping"));
    let html = page.text();
    let id = html
        .split("手で合わせた")
        .next()
        .unwrap()
        .rsplit("value=\"")
        .next()
        .unwrap();
    let id: String = id.chars().take_while(char::is_ascii_digit).collect();
    let page = jinji
        .post(
            &columns,
            &page.form(&columns, &[("do", "apply"), ("mapping", &id)]),
        )
        .await;
    assert_eq!(page.status, 200, "{}", page.main());
    let fields = page.form(&columns, &[]);
    let value = |name: &str| {
        fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(value("people.staff-no"), Some("5"));
    assert_eq!(value("people.hired-on"), Some("1"));

    let remove = format!("/admin/imports/mappings/{id}/remove");
    assert_eq!(jinji.post(&remove, &[]).await.leads_to(), "/admin/imports");
    assert_eq!(jinji.post(&remove, &[]).await.status, 404);
}

#[tokio::test]
async fn an_import_is_put_aside_and_a_second_confirmation_finds_nothing() {
    let office = &offices().await[0];
    let jinji = office.signed_in("jinji").await;
    let list = "職員番号,氏名\r\n00002,髙﨑 太陽\r\n";
    let columns = jinji
        .upload(&[("file", "a.csv", list.as_bytes())])
        .await
        .leads_to();
    let import = columns.trim_end_matches("/columns").to_owned();
    let page = jinji.get(&columns).await;
    jinji
        .post(&columns, &page.form(&columns, &[("do", "try")]))
        .await
        .leads_to();
    // Sent twice: the second finds that somebody has gone on.
    let twice = jinji
        .post(&columns, &page.form(&columns, &[("do", "try")]))
        .await;
    assert_eq!(twice.status, 409);
    office.work().await;
    let trial = jinji.get(&import).await;
    let confirm = format!("{import}/confirm");
    let fields = trial.form(&confirm, &[]);
    assert_eq!(
        jinji
            .post(&format!("{import}/put-aside"), &[])
            .await
            .leads_to(),
        "/admin/imports"
    );
    assert_eq!(jinji.post(&confirm, &fields).await.status, 409);
    office.work().await;
    let (same, _) = office.person("00002").await.unwrap();
    assert_eq!(same.name.given(), "陽太");
    assert_eq!(jinji.get("/admin/imports/999").await.status, 404);
}
