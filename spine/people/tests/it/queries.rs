use crate::each_database;
use people::{AppointmentKind, Employment, Rank, Sex, UnitKind, Unreadable};
use std::sync::Arc;
use store::explain::{check_queries, full_scans};
use words::{Language, Text, Words};

#[tokio::test]
async fn every_query_is_understood_by_both_databases() {
    for test in each_database().await {
        check_queries(&test.db, people::QUERIES).await.unwrap();
    }
}

#[tokio::test]
async fn no_query_reads_a_large_table_from_end_to_end() {
    let mut scans = Vec::new();
    for test in each_database().await {
        for (name, sql) in people::QUERIES {
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

#[test]
fn every_word_of_the_vocabularies_has_a_name_in_both_languages() {
    let words = Arc::new(Words::new(&[people::WORDS]).unwrap());
    let keys = UnitKind::ALL
        .iter()
        .map(|kind| kind.key())
        .chain(Employment::ALL.iter().map(|employment| employment.key()))
        .chain(Sex::ALL.iter().map(|sex| sex.key()))
        .chain(AppointmentKind::ALL.iter().map(|kind| kind.key()))
        .chain(Rank::ALL.iter().map(|rank| rank.key()))
        .chain([
            Unreadable::Missing.key(),
            Unreadable::TooLong(60).key(),
            Unreadable::NotANumber.key(),
            Unreadable::NotKana.key(),
            Unreadable::ControlCharacter.key(),
        ]);
    for key in keys {
        for language in Language::ALL {
            assert!(Text::new(Arc::clone(&words), language).has(key), "{key}");
        }
    }
}

#[test]
fn the_word_in_the_database_leads_back_to_the_value() {
    for employment in Employment::ALL {
        assert_eq!(Employment::of_word(employment.word()), Some(*employment));
    }
    for rank in Rank::ALL {
        assert_eq!(Rank::of_word(rank.word()), Some(*rank));
    }
}
