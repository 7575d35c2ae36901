//! The frame around every page: top bar, rail, bottom bar, print line, language, theme.
//!
//! A page's template renders only what stands inside `<main>`; [`Shell::render`] puts it into the
//! frame.

use crate::date_text;
use askama::Template;
use jiff::Timestamp;
use words::{Language, Text};

/// Everything the frame needs to know.
#[derive(Clone)]
pub struct Shell {
    /// The words in the reader's language.
    pub t: Text,
    /// The city, e.g. みどり野市.
    pub city: String,
    /// The title of the page, without the product's name.
    pub title: String,
    /// Whether a form on the page was refused: the title begins with 「エラー：」.
    pub refused: bool,
    /// Path and query of this page, for the link to the other language.
    pub here: String,
    /// The city's colour.
    pub theme: Theme,
    /// The reader's wish for a typeface made to be told apart (UDフォント).
    pub universal_font: bool,
    /// Shown on top of every page, e.g. that this is the demonstration.
    pub banner: Option<String>,
    /// One sentence about what was just done.
    pub flash: Option<Flash>,
    /// Who printed it and when; see [`print_line`].
    pub printed: Option<String>,
    /// The frame of staff or the open one.
    pub frame: Frame,
}

/// The two frames.
#[derive(Debug, Clone)]
pub enum Frame {
    /// For people who are signed in: top bar and rail.
    Staff(Box<Staff>),
    /// For the sign-in page and for citizens: a header without a rail, a footer.
    Open(Open),
}

/// The frame of somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The address of ホーム.
    pub home: String,
    /// What the person may go to, in order; what they may not is absent.
    pub navigation: Vec<NavItem>,
    /// The person.
    pub user: User,
    /// The address that answers `?q=`.
    pub search: Option<String>,
    /// Where the notices stand and how many are new.
    pub notices: Option<(String, u32)>,
    /// The address of the help.
    pub help: Option<String>,
    /// The page that shows the whole menu ([`MenuPage`]).
    pub menu: String,
    /// The page with the person's own settings.
    pub account: String,
    /// Where signing out is posted to.
    pub sign_out: String,
}

impl Staff {
    /// Whether the page is reached only through the menu on a phone.
    fn in_menu(&self) -> bool {
        self.navigation
            .iter()
            .any(|item| item.current && !item.on_phone)
    }
}

/// One place to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// One short word: 計画.
    pub label: String,
    /// The address.
    pub href: String,
    /// The name of an icon.
    pub icon: &'static str,
    /// Whether the page belongs there.
    pub current: bool,
    /// Whether it stands in the bar of a phone, which has room for four; the others stand in the menu.
    pub on_phone: bool,
    /// Something waits there: a red dot, and these words for those who listen (`3件`).
    pub waiting: Option<String>,
}

impl NavItem {
    /// A place to go to.
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>, icon: &'static str) -> NavItem {
        NavItem {
            label: label.into(),
            href: href.into(),
            icon,
            current: false,
            on_phone: false,
            waiting: None,
        }
    }
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// 高橋 由美子
    pub name: String,
    /// 人事課 人材育成係
    pub unit: String,
}

impl User {
    /// The first character of the name, for the round mark beside it.
    fn initial(&self) -> String {
        self.name
            .chars()
            .next()
            .map(String::from)
            .unwrap_or_default()
    }
}

/// The frame without a rail.
#[derive(Debug, Clone, Default)]
pub struct Open {
    /// The address of the first page.
    pub home: String,
    /// What is shown here: 公開ページ, 出前講座.
    pub part: String,
    /// Links in the header: label, address.
    pub links: Vec<(String, String)>,
    /// Links in the footer: アクセシビリティ, 利用のきまり.
    pub foot: Vec<(String, String)>,
    /// The sign-in page, where one is offered.
    pub sign_in: Option<String>,
    /// Whether search engines may list the page.
    pub found_by_search: bool,
}

/// The colour of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// A calm blue.
    #[default]
    Blue,
    /// Green.
    Green,
}

impl Theme {
    /// Every colour, in the order in which a form offers them.
    pub const ALL: [Theme; 2] = [Theme::Blue, Theme::Green];

    /// The name kept in the settings: `blue`, `green`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Theme::Blue => "blue",
            Theme::Green => "green",
        }
    }

    /// The colour of a name.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.key() == key)
    }

    fn name(self) -> Option<&'static str> {
        (self != Theme::Blue).then(|| self.key())
    }
}

/// One sentence about what was just done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flash {
    /// It was done.
    Done(String),
    /// It was not, or not wholly.
    Warning(String),
}

impl Flash {
    fn tone(&self) -> &'static str {
        match self {
            Flash::Done(_) => "ok",
            Flash::Warning(_) => "warn",
        }
    }

    fn icon(&self) -> &'static str {
        match self {
            Flash::Done(_) => "circle-check",
            Flash::Warning(_) => "triangle-alert",
        }
    }

    fn words(&self) -> &str {
        match self {
            Flash::Done(words) | Flash::Warning(words) => words,
        }
    }
}

#[derive(Template)]
#[template(path = "shell.html")]
struct Page<'a> {
    t: &'a Text,
    shell: &'a Shell,
    main: String,
}

impl Shell {
    /// Puts a page into the frame.
    ///
    /// # Errors
    /// When a template cannot be rendered, which is a fault of the program.
    pub fn render(&self, main: &impl Template) -> askama::Result<String> {
        Page {
            t: &self.t,
            shell: self,
            main: main.render()?,
        }
        .render()
    }

    /// The page with the whole menu, for phones; `None` in the open frame.
    #[must_use]
    pub fn menu_page(&self) -> Option<MenuPage<'_>> {
        match &self.frame {
            Frame::Staff(staff) => Some(MenuPage {
                t: &self.t,
                staff,
                other_language: (
                    self.other_language(),
                    self.other_language_href(),
                    self.other_language_name(),
                ),
            }),
            Frame::Open(_) => None,
        }
    }

    fn other_language(&self) -> Language {
        match self.t.language() {
            Language::Japanese => Language::English,
            Language::English => Language::Japanese,
        }
    }

    /// A language is named in itself, so that who needs it can read it.
    fn other_language_name(&self) -> String {
        self.t
            .in_language(self.other_language())
            .say("screen-language-name")
            .into_owned()
    }

    /// This page in the other language.
    fn other_language_href(&self) -> String {
        let (path, query) = self.here.split_once('?').unwrap_or((&self.here, ""));
        let mut kept = form_urlencoded::Serializer::new(String::new());
        kept.extend_pairs(
            form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "lang"),
        );
        kept.append_pair("lang", self.other_language().tag());
        format!("{path}?{}", kept.finish())
    }

    fn found_by_search(&self) -> bool {
        matches!(&self.frame, Frame::Open(open) if open.found_by_search)
    }
}

/// The line on top of every printed page: city, product, when and by whom.
#[must_use]
pub fn print_line(t: &Text, city: &str, user: &User, at: Timestamp) -> String {
    t.fill(
        "screen-page-printed",
        &[
            ("city", city.into()),
            ("moment", date_text::moment(at, t.language()).into()),
            ("unit", user.unit.as_str().into()),
            ("name", user.name.as_str().into()),
        ],
    )
}

/// The whole menu on one page: what the rail, the top bar and the person's menu hold on a desk.
#[derive(Template)]
#[template(path = "menu.html")]
pub struct MenuPage<'a> {
    t: &'a Text,
    staff: &'a Staff,
    other_language: (Language, String, String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::text;
    use Language::{English, Japanese};

    #[derive(Template)]
    #[template(source = "<h1>{{ title }}</h1>", ext = "html")]
    struct Main {
        title: &'static str,
    }

    fn staff(language: Language) -> Shell {
        let names = ["ホーム", "計画", "職員", "配置", "休暇", "研修"];
        let mut navigation: Vec<NavItem> = names
            .iter()
            .map(|name| NavItem::new(*name, format!("/{}", name.len()), "house"))
            .collect();
        for item in &mut navigation[..4] {
            item.on_phone = true;
        }
        navigation[4].current = true;
        navigation[0].waiting = Some("3件".to_owned());
        Shell {
            t: text(language),
            city: "みどり野市".to_owned(),
            title: "取組 <1>".to_owned(),
            refused: false,
            here: "/plan?unit=23&lang=en&q=%E8%A8%88".to_owned(),
            theme: Theme::Green,
            universal_font: false,
            banner: Some("これは試用です".to_owned()),
            flash: Some(Flash::Done("保存しました".to_owned())),
            printed: None,
            frame: Frame::Staff(Box::new(Staff {
                home: "/home".to_owned(),
                navigation,
                user: User {
                    name: "高橋 由美子".to_owned(),
                    unit: "人事課".to_owned(),
                },
                search: None,
                notices: Some(("/notices".to_owned(), 3)),
                help: None,
                menu: "/menu".to_owned(),
                account: "/account".to_owned(),
                sign_out: "/sign-out".to_owned(),
            })),
        }
    }

    #[test]
    fn a_page_stands_in_the_frame_escaped_exactly_once() {
        let html = staff(Japanese).render(&Main { title: "a & b" }).unwrap();
        assert!(html.contains("<h1>a &#38; b</h1>"), "{html}");
        assert!(html.contains("これは試用です"), "{html}");
        assert!(
            html.contains("<title>取組 &#60;1&#62; | みどり野市"),
            "{html}"
        );
        assert!(
            html.contains(r#"<html lang="ja" data-theme="green">"#),
            "{html}"
        );
    }

    #[test]
    fn the_title_of_a_refused_form_says_so_first() {
        let mut shell = staff(Japanese);
        shell.refused = true;
        assert!(
            shell
                .render(&Main { title: "" })
                .unwrap()
                .contains("<title>エラー：取組")
        );
    }

    #[test]
    fn the_other_language_is_the_same_page_with_the_same_conditions() {
        let html = staff(Japanese).render(&Main { title: "" }).unwrap();
        assert!(
            html.contains(r#"href="/plan?unit=23&#38;q=%E8%A8%88&#38;lang=en" lang="en""#),
            "{html}"
        );
        let html = staff(English).render(&Main { title: "" }).unwrap();
        assert!(
            html.contains("lang=ja") && html.contains("日本語"),
            "{html}"
        );
    }

    #[test]
    fn signing_out_is_a_post_and_the_menu_of_a_phone_holds_every_place() {
        let shell = staff(Japanese);
        let html = shell.render(&Main { title: "" }).unwrap();
        assert!(
            html.contains(r#"<form method="post" action="/sign-out">"#),
            "{html}"
        );
        assert_eq!(
            html.matches(r#"class="on-desk""#).count(),
            2,
            "the fifth and sixth"
        );
        let menu = shell.menu_page().unwrap().render().unwrap();
        assert_eq!(menu.matches("menu-item").count(), 6 + 3, "{menu}");
    }

    #[test]
    fn the_open_frame_has_a_footer_and_no_rail() {
        let mut shell = staff(English);
        shell.frame = Frame::Open(Open {
            home: "/".to_owned(),
            foot: vec![("Accessibility".to_owned(), "/accessibility".to_owned())],
            found_by_search: true,
            ..Open::default()
        });
        let html = shell.render(&Main { title: "" }).unwrap();
        assert!(
            html.contains("<footer") && !html.contains("class=\"rail\""),
            "{html}"
        );
        assert!(
            !html.contains("noindex") && html.contains("/accessibility"),
            "{html}"
        );
        assert!(
            staff(Japanese)
                .render(&Main { title: "" })
                .unwrap()
                .contains("noindex")
        );
    }

    #[test]
    fn a_printed_page_says_who_printed_it_and_when() {
        let user = User {
            name: "高橋 由美子".to_owned(),
            unit: "人事課".to_owned(),
        };
        let at = "2026-12-01T01:42:00Z".parse().unwrap();
        assert_eq!(
            print_line(&text(Japanese), "みどり野市", &user, at),
            "みどり野市 はぐくみ 令和8年12月1日 10:42 出力（人事課 高橋 由美子）"
        );
    }
}
