//! How much a client may ask for: a minute's requests, counted in this process.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_mins(1);

/// By city and client: since when, and how many.
type Counts = HashMap<(String, i64), (Instant, i64)>;

static COUNTS: LazyLock<Mutex<Counts>> = LazyLock::new(Mutex::default);

/// Counts a request. `Err` with the seconds to wait when the minute's requests are used up.
pub(crate) fn count(city: &str, client: i64, most: i64) -> Result<(), u64> {
    let mut counts = COUNTS.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = counts
        .entry((city.to_owned(), client))
        .or_insert_with(|| (Instant::now(), 0));
    let passed = entry.0.elapsed();
    if passed >= MINUTE {
        *entry = (Instant::now(), 0);
    }
    if entry.1 >= most {
        return Err((MINUTE.saturating_sub(passed)).as_secs() + 1);
    }
    entry.1 += 1;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_has_asked_enough_is_told_how_long_to_wait_and_others_are_not() {
        for _ in 0..3 {
            assert_eq!(count("one", 1, 3), Ok(()));
        }
        let wait = count("one", 1, 3).unwrap_err();
        assert!((1..=61).contains(&wait));
        assert_eq!(count("one", 2, 3), Ok(()));
        assert_eq!(count("two", 1, 3), Ok(()));
    }
}
