//! How many tests passed and failed, read from what the test programs print.

use std::ops::AddAssign;

/// Tests passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub passed: u64,
    pub failed: u64,
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Totals) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Totals {
    /// A stage without tests of its own counts as one.
    pub fn of_stage(success: bool) -> Totals {
        Totals {
            passed: u64::from(success),
            failed: u64::from(!success),
        }
    }

    /// A run that failed although no test did (it did not compile, it was cut off) counts as one failure.
    pub fn blamed(mut self, success: bool) -> Totals {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// From nextest's `Summary [ 1.2s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped`.
pub fn of_nextest(output: &str) -> Totals {
    let Some((_, counts)) = output
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with("Summary ["))
        .and_then(|line| line.split_once(" run: "))
    else {
        return Totals::default();
    };
    counted(
        &without_brackets(counts),
        ',',
        "passed",
        &["failed", "timed out", "exec failed"],
    )
}

/// From every `test result: ok. 3 passed; 0 failed; 1 ignored; …` of the standard test program.
pub fn of_cargo_test(output: &str) -> Totals {
    let mut totals = Totals::default();
    for line in output.lines() {
        if let Some((_, counts)) = line
            .strip_prefix("test result: ")
            .and_then(|line| line.split_once(". "))
        {
            totals += counted(counts, ';', "passed", &["failed"]);
        }
    }
    totals
}

/// From the `stats` of Playwright's JSON report. A test that passed on its second try has passed.
pub fn of_playwright(report: &str) -> Option<Totals> {
    let report: serde_json::Value = serde_json::from_str(report).ok()?;
    let stats = report.get("stats")?;
    let count = |name: &str| stats.get(name).and_then(serde_json::Value::as_u64);
    // Faults outside of tests, e.g. a file that does not load, stand in a list of their own.
    let faults = report
        .get("errors")
        .and_then(|e| e.as_array())
        .map_or(0, Vec::len);
    Some(Totals {
        passed: count("expected")? + count("flaky")?,
        failed: count("unexpected")? + u64::try_from(faults).ok()?,
    })
}

fn counted(counts: &str, separator: char, passed: &str, failed: &[&str]) -> Totals {
    let mut totals = Totals::default();
    for part in counts.split(separator) {
        let Some((number, what)) = part.trim().split_once(' ') else {
            continue;
        };
        let Ok(number) = number.parse::<u64>() else {
            continue;
        };
        if what.trim() == passed {
            totals.passed += number;
        } else if failed.contains(&what.trim()) {
            totals.failed += number;
        }
    }
    totals
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|sign| {
            depth += u32::from(*sign == '(');
            let outside = depth == 0;
            depth = depth.saturating_sub(u32::from(*sign == ')'));
            outside
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn totals(passed: u64, failed: u64) -> Totals {
        Totals { passed, failed }
    }

    #[test]
    fn nextest_counts_time_outs_and_crashes_as_failures() {
        let output = "   PASS [ 0.1s] a b\n     Summary [  12.345s] 20/24 tests run: 15 passed (2 slow, 1 flaky), 3 failed, 1 timed out, 1 exec failed, 4 skipped\n   FAIL x\n";
        assert_eq!(of_nextest(output), totals(15, 5));
        assert_eq!(
            of_nextest("     Summary [   0.010s] 1 test run: 1 passed, 0 skipped"),
            totals(1, 0)
        );
        assert_eq!(of_nextest("error: could not compile"), totals(0, 0));
    }

    #[test]
    fn the_results_of_all_test_programs_are_added() {
        let output = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\ntest result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(of_cargo_test(output), totals(7, 2));
    }

    #[test]
    fn playwright_counts_a_second_try_as_passed_and_a_broken_file_as_failed() {
        let report = r#"{"errors":[{"message":"x"}],"stats":{"expected":8,"skipped":2,"unexpected":1,"flaky":1}}"#;
        assert_eq!(of_playwright(report), Some(totals(9, 2)));
        assert_eq!(of_playwright("{}"), None);
    }

    #[test]
    fn a_failed_run_without_a_failed_test_is_one_failure() {
        assert_eq!(totals(3, 0).blamed(false), totals(3, 1));
        assert_eq!(totals(3, 2).blamed(false), totals(3, 2));
        assert_eq!(totals(3, 0).blamed(true), totals(3, 0));
    }
}
