//! Lists: what the address says about their order, page and conditions, and the links that change
//! one of these and keep the rest. A view can be mailed: everything stands in the address.

use crate::kit::{component, grouped};
use askama::Template;
use words::Text;

/// How many rows a page of a list holds unless the address asks otherwise.
pub const PER_PAGE: u32 = 50;
/// The largest page a person may ask for.
const MOST_PER_PAGE: u32 = 500;

/// The order, page and conditions of one list.
///
/// ```
/// use screen::table::TableState;
/// let state = TableState::read("/staff", Some("unit=23&sort=kana&dir=desc&page=2"), &["kana", "unit"], "unit");
/// assert_eq!((state.sort(), state.descending(), state.offset(312)), ("kana", true, 50));
/// assert_eq!(state.condition("unit"), Some("23"));
/// assert_eq!(state.sorted_by("unit"), "/staff?unit=23");
/// assert_eq!(state.sorted_by("kana"), "/staff?unit=23&sort=kana");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableState {
    path: String,
    sort: String,
    usual_sort: &'static str,
    descending: bool,
    page: u32,
    per_page: u32,
    conditions: Vec<(String, String)>,
}

impl TableState {
    /// Reads the query string of a list. `columns` are the names that may be sorted by, `usual` the
    /// one used when the address names none of them. Values that make no sense are passed over.
    #[must_use]
    pub fn read(
        path: &str,
        query: Option<&str>,
        columns: &[&'static str],
        usual: &'static str,
    ) -> TableState {
        let mut state = TableState {
            path: path.to_owned(),
            sort: usual.to_owned(),
            usual_sort: usual,
            descending: false,
            page: 1,
            per_page: PER_PAGE,
            conditions: Vec::new(),
        };
        for (name, value) in form_urlencoded::parse(query.unwrap_or("").as_bytes()) {
            match name.as_ref() {
                "sort" => {
                    if let Some(column) = columns.iter().find(|column| **column == value) {
                        (*column).clone_into(&mut state.sort);
                    }
                }
                "dir" => state.descending = value == "desc",
                "page" => state.page = value.parse().unwrap_or(1).max(1),
                "per" => {
                    state.per_page = value.parse().unwrap_or(PER_PAGE).clamp(1, MOST_PER_PAGE);
                }
                "lang" => {}
                _ if value.trim().is_empty() => {}
                _ => state
                    .conditions
                    .push((name.into_owned(), value.trim().to_owned())),
            }
        }
        state
    }

    /// The column the list is sorted by: one of those given to [`TableState::read`].
    #[must_use]
    pub fn sort(&self) -> &str {
        &self.sort
    }

    /// Whether the order is turned round.
    #[must_use]
    pub fn descending(&self) -> bool {
        self.descending
    }

    /// How many of all rows come before this page: `OFFSET`. Count first: a page past the end (an old
    /// address, a row gone since) shows the last one.
    #[must_use]
    pub fn offset(&self, total: i64) -> i64 {
        i64::from(self.page.min(self.pages(total)) - 1) * self.limit()
    }

    fn pages(&self, total: i64) -> u32 {
        let pages = total
            .max(1)
            .unsigned_abs()
            .div_ceil(u64::from(self.per_page));
        u32::try_from(pages).unwrap_or(u32::MAX)
    }

    /// How many rows the page holds: `LIMIT`.
    #[must_use]
    pub fn limit(&self) -> i64 {
        i64::from(self.per_page)
    }

    /// A condition of the filter bar; blank ones do not exist.
    #[must_use]
    pub fn condition(&self, name: &str) -> Option<&str> {
        self.conditions
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// All values of a condition that may be given several times.
    pub fn conditions<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.conditions
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether any condition narrows the list.
    #[must_use]
    pub fn narrowed(&self) -> bool {
        !self.conditions.is_empty()
    }

    /// The address of the list sorted by a column; a second time turns the order round.
    #[must_use]
    pub fn sorted_by(&self, column: &str) -> String {
        let turned = self.sort == column && !self.descending;
        self.address("", column, turned, 1)
    }

    /// The address of another page of the same list.
    #[must_use]
    pub fn on_page(&self, page: u32) -> String {
        self.address("", &self.sort, self.descending, page)
    }

    /// The address of the same view as a file: `export(".csv")`. Files hold all pages.
    #[must_use]
    pub fn export(&self, ending: &str) -> String {
        self.address(ending, &self.sort, self.descending, 1)
    }

    /// The address of the list without its conditions.
    #[must_use]
    pub fn without_conditions(&self) -> String {
        TableState {
            conditions: Vec::new(),
            ..self.clone()
        }
        .on_page(1)
    }

    fn address(&self, ending: &str, sort: &str, descending: bool, page: u32) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.conditions);
        if sort != self.usual_sort || descending {
            query.append_pair("sort", sort);
        }
        if descending {
            query.append_pair("dir", "desc");
        }
        if self.per_page != PER_PAGE {
            query.append_pair("per", &self.per_page.to_string());
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        let query = query.finish();
        let question = if query.is_empty() { "" } else { "?" };
        format!("{}{ending}{question}{query}", self.path)
    }

    /// The order, as hidden fields of the filter form, so that filtering keeps it.
    #[must_use]
    pub fn order_fields(&self) -> OrderFields {
        OrderFields {
            sort: (self.sort != self.usual_sort).then(|| self.sort.clone()),
            descending: self.descending,
            per_page: (self.per_page != PER_PAGE).then_some(self.per_page),
        }
    }

    /// A column head that sorts.
    #[must_use]
    pub fn head(&self, column: &str, label: &str, t: &Text) -> SortHead {
        let current = self.sort == column;
        SortHead {
            label: label.to_owned(),
            href: self.sorted_by(column),
            order: current.then_some(if self.descending {
                "descending"
            } else {
                "ascending"
            }),
            icon: match (current, self.descending) {
                (false, _) => "chevrons-up-down",
                (true, false) => "arrow-up",
                (true, true) => "arrow-down",
            },
            purpose: t.say("screen-table-sort-by").into_owned(),
            class: "",
        }
    }

    /// The links to the other pages, with 「51〜100件／312件」.
    #[must_use]
    pub fn pager(&self, total: i64, t: &Text) -> Pager {
        let pages = self.pages(total);
        let page = self.page.min(pages);
        let first = self.offset(total) + 1;
        let last = (first + i64::from(self.per_page) - 1).min(total);
        let shown = if total == 0 {
            t.say("screen-table-none").into_owned()
        } else {
            t.fill(
                "screen-table-shown",
                &[
                    ("from", grouped(first).into()),
                    ("to", grouped(last).into()),
                    ("total", grouped(total).into()),
                ],
            )
        };
        Pager {
            t: t.clone(),
            shown,
            before: (page > 1).then(|| self.on_page(page - 1)),
            after: (page < pages).then(|| self.on_page(page + 1)),
            links: page_links(page, pages)
                .into_iter()
                .map(|link| link.map(|number| (number, self.on_page(number), number == page)))
                .collect(),
        }
    }

    /// The links that give the same view as files.
    #[must_use]
    pub fn exports(&self, t: &Text) -> Exports {
        Exports {
            t: t.clone(),
            csv: self.export(".csv"),
            xlsx: self.export(".xlsx"),
        }
    }
}

/// The pages offered: first, last, the current one and its neighbours; `None` is a gap.
fn page_links(page: u32, pages: u32) -> Vec<Option<u32>> {
    if pages <= 1 {
        return Vec::new();
    }
    let mut wanted: Vec<u32> = (page.saturating_sub(1)..=page.saturating_add(1))
        .chain([1, pages])
        .filter(|number| (1..=pages).contains(number))
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut links = Vec::new();
    let mut before = 0;
    for number in wanted {
        match number - before {
            1 => {}
            // A gap of one page is no shorter than the page itself.
            2 => links.push(Some(number - 1)),
            _ => links.push(None),
        }
        links.push(Some(number));
        before = number;
    }
    links
}

/// `<th>` with a link that sorts.
#[derive(Debug, Clone, Template)]
#[template(path = "table_head.html")]
pub struct SortHead {
    label: String,
    href: String,
    order: Option<&'static str>,
    icon: &'static str,
    purpose: String,
    class: &'static str,
}
component!(SortHead);

impl SortHead {
    /// A column of figures, set to the right.
    #[must_use]
    pub fn right(mut self) -> SortHead {
        self.class = "r";
        self
    }
}

/// The links to the other pages of a list.
#[derive(Clone, Template)]
#[template(path = "table_pager.html")]
pub struct Pager {
    t: Text,
    shown: String,
    before: Option<String>,
    after: Option<String>,
    links: Vec<Option<(u32, String, bool)>>,
}
component!(Pager);

/// The links that give a list as files.
#[derive(Clone, Template)]
#[template(path = "table_exports.html")]
pub struct Exports {
    t: Text,
    csv: String,
    xlsx: String,
}
component!(Exports);

/// The order of a list as hidden fields.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"{% if let Some(sort) = sort %}<input type="hidden" name="sort" value="{{ sort }}">{% endif %}{% if descending %}<input type="hidden" name="dir" value="desc">{% endif %}{% if let Some(per_page) = per_page %}<input type="hidden" name="per" value="{{ per_page }}">{% endif %}"#,
    ext = "html"
)]
pub struct OrderFields {
    sort: Option<String>,
    descending: bool,
    per_page: Option<u32>,
}
component!(OrderFields);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::text;
    use words::Language::{English, Japanese};

    fn state(query: &str) -> TableState {
        TableState::read("/staff", Some(query), &["kana", "unit", "since"], "kana")
    }

    #[test]
    fn links_keep_the_conditions_and_go_back_to_the_first_page() {
        let state = state("q=%E4%BD%90%E8%97%A4&unit=23&unit=41&page=3&empty=&lang=en");
        assert_eq!(
            state.sorted_by("since"),
            "/staff?q=%E4%BD%90%E8%97%A4&unit=23&unit=41&sort=since"
        );
        assert_eq!(state.conditions("unit").collect::<Vec<_>>(), ["23", "41"]);
        assert_eq!(state.condition("q"), Some("佐藤"));
        assert_eq!(state.without_conditions(), "/staff");
    }

    #[test]
    fn sorting_twice_by_a_column_turns_the_order_round_and_a_third_time_back() {
        let once = state("sort=since");
        assert_eq!(once.sorted_by("since"), "/staff?sort=since&dir=desc");
        let twice = state("sort=since&dir=desc");
        assert_eq!(twice.sorted_by("since"), "/staff?sort=since");
        assert_eq!(state("").sorted_by("kana"), "/staff?sort=kana&dir=desc");
        assert_eq!(state("sort=since").sorted_by("kana"), "/staff");
    }

    #[test]
    fn an_order_nobody_may_ask_for_is_passed_over() {
        let state = state("sort=password&page=-4&per=100000");
        assert_eq!(state.sort(), "kana");
        assert_eq!((state.offset(9000), state.limit()), (0, 500));
    }

    #[test]
    fn a_file_holds_all_pages_of_the_same_view() {
        assert_eq!(
            state("unit=23&sort=since&page=4").export(".xlsx"),
            "/staff.xlsx?unit=23&sort=since"
        );
    }

    #[test]
    fn the_pager_names_the_rows_and_the_neighbouring_pages() {
        let html = state("page=2").pager(312, &text(Japanese)).to_string();
        assert!(html.contains("51〜100件／312件"), "{html}");
        assert!(html.contains(r#"href="/staff" rel="prev""#), "{html}");
        assert!(
            html.contains(r#"href="/staff?page=3" rel="next""#),
            "{html}"
        );
        let html = state("page=2").pager(1312, &text(English)).to_string();
        assert!(html.contains("51–100 of 1,312"), "{html}");
    }

    #[test]
    fn a_page_past_the_end_shows_the_last_one() {
        let html = state("page=99").pager(120, &text(Japanese)).to_string();
        assert!(html.contains("101〜120件／120件"), "{html}");
        assert_eq!(state("page=99").offset(120), 100);
        assert_eq!(state("page=99").offset(0), 0);
    }

    #[test]
    fn a_gap_stands_only_for_two_pages_or_more() {
        assert_eq!(page_links(1, 1), []);
        assert_eq!(page_links(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(page_links(4, 7), [1, 2, 3, 4, 5, 6, 7].map(Some));
        assert_eq!(
            page_links(5, 20),
            [Some(1), None, Some(4), Some(5), Some(6), None, Some(20)]
        );
    }

    #[test]
    fn a_sorted_column_says_so_to_those_who_listen() {
        let html = state("sort=since&dir=desc")
            .head("since", "在課年数", &text(Japanese))
            .to_string();
        assert!(html.contains(r#"aria-sort="descending""#), "{html}");
        let html = state("")
            .head("since", "在課年数", &text(Japanese))
            .to_string();
        assert!(!html.contains("aria-sort"), "{html}");
    }
}
