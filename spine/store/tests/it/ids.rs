use jiff::Timestamp;
use std::collections::HashSet;
use store::{Clock, Ids};

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

#[test]
fn ids_of_many_threads_are_all_different_and_grow_in_each() {
    let ids = Ids::random(Clock::system());
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let ids = ids.clone();
            std::thread::spawn(move || (0..5000).map(|_| ids.next()).collect::<Vec<i64>>())
        })
        .collect();
    let mut all = HashSet::new();
    for thread in threads {
        let mine = thread.join().unwrap();
        assert!(mine.windows(2).all(|pair| pair[0] < pair[1]));
        all.extend(mine);
    }
    assert_eq!(all.len(), 8 * 5000);
    assert!(all.iter().all(|id| *id > 0));
}

#[test]
fn ids_grow_even_when_the_clock_is_set_back() {
    let clock = Clock::standing_at(second(1_800_000_000));
    let ids = Ids::new(clock.clone(), 1);
    let before = ids.next();
    clock.set(second(1_700_000_000));
    let after_setting_back = ids.next();
    clock.set(second(1_900_000_000));
    assert!(before < after_setting_back);
    assert!(after_setting_back < ids.next());
}

#[test]
fn two_processes_at_the_same_moment_make_different_ids() {
    let clock = Clock::standing_at(second(1_800_000_000));
    let (one, other) = (Ids::new(clock.clone(), 1), Ids::new(clock, 2));
    let ids: HashSet<i64> = (0..5000).flat_map(|_| [one.next(), other.next()]).collect();
    assert_eq!(ids.len(), 10_000);
}

#[test]
fn an_id_of_the_year_2090_still_fits() {
    let ids = Ids::new(Clock::standing_at(second(3_786_912_000)), 1023);
    assert!(ids.next() > 0);
}

#[test]
fn the_day_begins_at_midnight_in_japan() {
    let clock = Clock::standing_at("2027-03-31T14:59:59Z".parse().unwrap());
    assert_eq!(clock.today(), jiff::civil::date(2027, 3, 31));
    clock.set("2027-03-31T15:00:00Z".parse().unwrap());
    assert_eq!(clock.today(), jiff::civil::date(2027, 4, 1));
    assert_eq!(
        clock.fiscal_year(),
        calendar::FiscalYear::of(jiff::civil::date(2027, 4, 1))
    );
}
