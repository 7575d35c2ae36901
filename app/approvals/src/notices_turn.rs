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
        let page = offset(state) / state.limit() + 1;
        let to = |page: i64| state.on_page(u32::try_from(page).unwrap_or(u32::MAX));
        Turn {
            before: (page > 1).then(|| to(page - 1)),
            after: more.then(|| to(page + 1)),
        }
    }
}

/// How many rows come before the page.
pub(crate) fn offset(state: &TableState) -> i64 {
    state.offset(i64::MAX)
}

/// One row more than the page shows.
pub(crate) fn limit(state: &TableState) -> i64 {
    state.limit() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_more_than_a_page_means_another_page() {
        let state = TableState::read("/notices", Some("show=all&page=2"), &[], "id");
        let mut rows: Vec<i64> = (0..limit(&state)).collect();
        let turn = Turn::of(&state, &mut rows);
        assert_eq!(rows.len(), 50);
        assert_eq!(turn.after.as_deref(), Some("/notices?show=all&page=3"));
        assert_eq!(turn.before.as_deref(), Some("/notices?show=all"));
        assert_eq!(Turn::of(&state, &mut rows).after, None);
    }
}
