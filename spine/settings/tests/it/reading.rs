use crate::{ALL, CITY, OPEN, ORDER, Order, REMINDER, START, change, each_database};
use jiff::civil::date;
use settings::{Setting, Settings, Value, history};
use store::explain::check_queries;
use words::{Language, Text, Words};

#[tokio::test]
async fn defaults_hold_while_nothing_is_set() {
    for test in each_database().await {
        let settings = Settings::load(&test.db, date(2027, 1, 15)).await.unwrap();
        assert_eq!(settings.get(&CITY), "みどり野市", "{}", test.kind);
        assert_eq!(settings.get(&REMINDER), 14);
        assert_eq!(settings.get(&ORDER), Order::Section);
        assert!(!settings.get(&OPEN));
        assert_eq!(settings.get(&START), date(2026, 4, 1));
        assert!(settings.unreadable(ALL.iter().copied()).is_empty());
        assert!(
            history(&test.db, &CITY.declaration)
                .await
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_was_set() {
    let day = date(2027, 4, 1);
    for test in each_database().await {
        let db = &test.db;
        change(
            db,
            &CITY.declaration,
            day,
            Value::Text("髙﨑\"市\"".into()),
            0,
        )
        .await
        .unwrap();
        change(db, &REMINDER.declaration, day, Value::Number(30), 0)
            .await
            .unwrap();
        change(db, &ORDER.declaration, day, Value::Choice("code".into()), 0)
            .await
            .unwrap();
        change(db, &OPEN.declaration, day, Value::Flag(true), 0)
            .await
            .unwrap();
        change(db, &START.declaration, day, Value::Day(date(2030, 4, 1)), 0)
            .await
            .unwrap();
        let settings = Settings::load(db, day).await.unwrap();
        assert_eq!(settings.get(&CITY), "髙﨑\"市\"", "{}", test.kind);
        assert_eq!(settings.get(&REMINDER), 30);
        assert_eq!(settings.get(&ORDER), Order::Code);
        assert!(settings.get(&OPEN));
        assert_eq!(settings.get(&START), date(2030, 4, 1));
        assert_eq!(settings.value(&REMINDER.declaration), Value::Number(30));
    }
}

#[tokio::test]
async fn a_value_holds_from_its_day_on_and_not_before() {
    for test in each_database().await {
        let db = &test.db;
        let reminder = &REMINDER.declaration;
        change(db, reminder, date(2027, 4, 1), Value::Number(20), 0)
            .await
            .unwrap();
        change(db, reminder, date(2028, 4, 1), Value::Number(40), 1)
            .await
            .unwrap();
        // Entered last, for a time before.
        change(db, reminder, date(2026, 4, 1), Value::Number(10), 2)
            .await
            .unwrap();
        for (day, number) in [
            (date(2026, 3, 31), 14),
            (date(2026, 4, 1), 10),
            (date(2027, 3, 31), 10),
            (date(2027, 4, 1), 20),
            (date(2028, 3, 31), 20),
            (date(2028, 4, 1), 40),
            (date(2099, 1, 1), 40),
        ] {
            let settings = Settings::load(db, day).await.unwrap();
            assert_eq!(settings.get(&REMINDER), number, "{} on {day}", test.kind);
        }
    }
}

#[tokio::test]
async fn of_two_values_from_the_same_day_the_later_one_holds() {
    let day = date(2027, 4, 1);
    for test in each_database().await {
        change(&test.db, &REMINDER.declaration, day, Value::Number(20), 0)
            .await
            .unwrap();
        change(&test.db, &REMINDER.declaration, day, Value::Number(21), 1)
            .await
            .unwrap();
        let settings = Settings::load(&test.db, day).await.unwrap();
        assert_eq!(settings.get(&REMINDER), 21, "{}", test.kind);
        let changes = history(&test.db, &REMINDER.declaration).await.unwrap();
        let values: Vec<_> = changes
            .into_iter()
            .map(|c| (c.version, c.value.unwrap()))
            .collect();
        assert_eq!(
            values,
            [(2, Value::Number(21)), (1, Value::Number(20))],
            "{}",
            test.kind
        );
    }
}

#[tokio::test]
async fn a_value_that_a_newer_program_does_not_take_is_reported_and_the_default_holds() {
    const NARROWER: Setting<i64> = Setting::number(crate::about("reminder-days"), 7, 1, 10);
    let day = date(2027, 4, 1);
    for test in each_database().await {
        change(&test.db, &REMINDER.declaration, day, Value::Number(30), 0)
            .await
            .unwrap();
        let settings = Settings::load(&test.db, day).await.unwrap();
        assert_eq!(settings.get(&NARROWER), 7, "{}", test.kind);
        let lost = settings.unreadable([&NARROWER.declaration, &CITY.declaration]);
        assert_eq!(
            lost.iter().map(|one| one.key).collect::<Vec<_>>(),
            ["reminder-days"]
        );
        let changes = history(&test.db, &NARROWER.declaration).await.unwrap();
        assert_eq!(changes[0].value, None);
    }
}

#[tokio::test]
async fn every_query_is_understood_by_both_databases() {
    for test in each_database().await {
        check_queries(&test.db, settings::QUERIES).await.unwrap();
    }
}

#[test]
fn every_refusal_has_a_complete_sentence_in_both_languages() {
    use settings::Refusal;
    let words = std::sync::Arc::new(Words::new(&[settings::WORDS]).unwrap());
    for language in Language::ALL {
        let text = Text::new(std::sync::Arc::clone(&words), language);
        for refusal in [
            Refusal::Empty,
            Refusal::TooLong { longest: 20 },
            Refusal::ControlCharacter,
            Refusal::NotANumber,
            Refusal::OutOfRange { least: 1, most: 60 },
            Refusal::UnknownOption,
            Refusal::NotADay,
            Refusal::Unchanged,
            Refusal::Stale,
        ] {
            let sentence = refusal.sentence(&text);
            assert!(!sentence.contains(['⟦', '{', '$']), "{sentence}");
        }
        let range = Refusal::OutOfRange { least: 1, most: 60 }.sentence(&text);
        assert!(range.contains('1') && range.contains("60"), "{range}");
    }
}
