//! Lists whose length nobody counts: only the ways to the neighbouring pages.

use screen::table::TableState;

/// The ways to the neighbouring pages of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Turn {
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Turn {
    /// Takes from the rows the one that was fetched only to see whether there are more.
    pub(crate) fn of<T>(state: &TableState, rows: &mut Vec<T>) -> Turn {
        let wanted = usize::try_from(state.limit()).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        let page = number(state);
        Turn {
            before: (page > 1).then(|| state.on_page(page - 1)),
            after: more.then(|| state.on_page(page + 1)),
        }
    }
}

/// Which part of the list to fetch, with one row more than the page shows.
pub(crate) fn part(state: &TableState) -> people::Page {
    people::Page {
        offset: state.offset(i64::MAX),
        limit: state.limit() + 1,
    }
}

fn number(state: &TableState) -> u32 {
    u32::try_from(state.offset(i64::MAX) / state.limit() + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(query: &str, rows: usize) -> Turn {
        let state = TableState::read("/admin/accounts", Some(query), &[], "login");
        Turn::of(&state, &mut vec![0; rows])
    }

    #[test]
    fn the_last_page_leads_back_only_and_keeps_the_condition() {
        let turn = turned("q=a&page=3", 50);
        assert_eq!(turn.before.as_deref(), Some("/admin/accounts?q=a&page=2"));
        assert_eq!(turn.after, None);
    }

    #[test]
    fn one_row_more_than_a_page_means_another_page() {
        let state = TableState::read("/admin/accounts", None, &[], "login");
        let mut rows: Vec<i64> = (0..part(&state).limit).collect();
        let turn = Turn::of(&state, &mut rows);
        assert_eq!(turn.after.as_deref(), Some("/admin/accounts?page=2"));
        assert_eq!((turn.before, rows.len()), (None, 50));
    }
}
