use crate::SCHEMAS;
use accounts::{
    AccountRefusal, DeputyRefusal, EmergencyRefusal, InvitationRefusal, Lie, PasswordRefusal,
    ProviderRefusal, SecondFactorRefusal, SignInRefusal,
};
use jiff::Timestamp;
use std::sync::Arc;
use store::explain::{check_queries, full_scans};
use store::testing::databases;
use words::{Language, Text, Words};

#[tokio::test]
async fn every_query_is_understood_by_both_databases() {
    for test in databases(&SCHEMAS).await.unwrap() {
        check_queries(&test.db, accounts::QUERIES).await.unwrap();
    }
}

#[tokio::test]
async fn no_query_reads_a_large_table_from_end_to_end() {
    let large: Vec<&str> = SCHEMAS
        .iter()
        .flat_map(|schema| schema.large.iter().copied())
        .collect();
    let mut scans = Vec::new();
    for test in databases(&SCHEMAS).await.unwrap() {
        for (name, sql) in accounts::QUERIES {
            for scan in full_scans(&test.db, sql, &large).await.unwrap() {
                scans.push(format!("{} {name}: {scan}", test.kind));
            }
        }
    }
    assert_eq!(scans, [""; 0]);
}

#[test]
fn every_refusal_has_a_sentence_in_both_languages() {
    let words = Arc::new(Words::new(&[accounts::WORDS]).unwrap());
    let until = Timestamp::UNIX_EPOCH;
    let mut keys: Vec<String> = Vec::new();
    let passwords = [
        PasswordRefusal::WrongOld,
        PasswordRefusal::Locked { until },
        PasswordRefusal::TooShort,
        PasswordRefusal::TooLong,
        PasswordRefusal::Common,
        PasswordRefusal::Repeating,
        PasswordRefusal::ContainsName,
        PasswordRefusal::Same,
    ];
    let accounts = [
        AccountRefusal::AlreadySetUp,
        AccountRefusal::NotALogin,
        AccountRefusal::NoName,
        AccountRefusal::LoginTaken,
        AccountRefusal::EmployeeHasAccount,
        AccountRefusal::NotFound,
        AccountRefusal::UnitWithoutSection,
        AccountRefusal::ByAppointment,
        AccountRefusal::EndsTooEarly,
        AccountRefusal::LastAdministrator,
        AccountRefusal::Stale,
        AccountRefusal::Password(PasswordRefusal::Same),
    ];
    let sign_ins = [
        SignInRefusal::Wrong,
        SignInRefusal::Locked { until },
        SignInRefusal::Disabled,
        SignInRefusal::TemporaryExpired,
        SignInRefusal::NoRole,
        SignInRefusal::Crowded { until },
        SignInRefusal::CodeNeeded,
        SignInRefusal::ChallengeEnded,
        SignInRefusal::WrongCode,
        SignInRefusal::UsedCode,
        SignInRefusal::KeyMissing,
    ];
    let factors = [
        SecondFactorRefusal::SetUp,
        SecondFactorRefusal::NotBegun,
        SecondFactorRefusal::WrongCode,
        SecondFactorRefusal::WrongPassword,
        SecondFactorRefusal::Locked { until },
        SecondFactorRefusal::Required,
        SecondFactorRefusal::KeyMissing,
        SecondFactorRefusal::SignedOut,
    ];
    let providers = [
        ProviderRefusal::None,
        ProviderRefusal::Unreachable,
        ProviderRefusal::StateUnknown,
        ProviderRefusal::TurnedBack,
        ProviderRefusal::CodeRefused,
        ProviderRefusal::Lie(Lie::Nonce),
        ProviderRefusal::Lie(Lie::Expired),
        ProviderRefusal::Lie(Lie::NotRenewed),
        ProviderRefusal::NoClaim,
        ProviderRefusal::NoAccount,
        ProviderRefusal::OtherPerson,
        ProviderRefusal::Disabled,
        ProviderRefusal::NoRole,
    ];
    let invitations = [
        InvitationRefusal::Unknown,
        InvitationRefusal::Accepted,
        InvitationRefusal::Revoked,
        InvitationRefusal::Expired,
        InvitationRefusal::NotInService,
    ];
    keys.extend(factors.map(|refusal| refusal.key().to_owned()));
    keys.extend(providers.map(|refusal| refusal.key().to_owned()));
    keys.extend(invitations.map(|refusal| refusal.key().to_owned()));
    keys.extend(passwords.iter().map(|refusal| refusal.key().to_owned()));
    keys.extend(accounts.iter().map(|refusal| refusal.key().to_owned()));
    keys.extend(sign_ins.iter().map(|refusal| refusal.key().to_owned()));
    keys.extend(DeputyRefusal::ALL.map(|refusal| refusal.key().to_owned()));
    keys.extend(EmergencyRefusal::ALL.map(|refusal| refusal.key().to_owned()));
    for key in keys {
        for language in Language::ALL {
            assert!(Text::new(Arc::clone(&words), language).has(&key), "{key}");
        }
    }
}
