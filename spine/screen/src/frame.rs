//! The frame of a page, made from the visit.

use crate::page::Page;
use crate::shell::{Flash, Frame, NavItem, Open, Shell, Staff, User, print_line};
use crate::visit::Visit;
use accounts::SignedIn;
use axum::http::StatusCode;

/// The frame for a page: of staff for who is signed in, the open one for everybody else and for the
/// public pages.
pub(crate) fn frame(visit: &Visit, page: &Page) -> Shell {
    let signed_in = visit.signed_in.as_ref().filter(|_| !page.public);
    let user = signed_in.map(user);
    Shell {
        t: visit.text.clone(),
        city: visit.city_name.clone(),
        title: page.title.clone(),
        refused: matches!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY | StatusCode::TOO_MANY_REQUESTS
        ),
        here: visit
            .uri
            .path_and_query()
            .map_or_else(String::new, ToString::to_string),
        theme: visit.settings.get(&crate::THEME),
        universal_font: false,
        banner: visit.site.demo.then(|| visit.say("screen-demo")),
        flash: visit.notice.clone().map(Flash::Done),
        printed: user
            .as_ref()
            .map(|user| print_line(&visit.text, &visit.city_name, user, visit.now)),
        frame: match user {
            Some(user) => Frame::Staff(Box::new(staff(visit, page, user))),
            None => Frame::Open(open(visit, page)),
        },
    }
}

fn user(session: &SignedIn) -> User {
    User {
        name: session.actor.name.clone(),
        unit: session.unit.clone(),
    }
}

fn staff(visit: &Visit, page: &Page, user: User) -> Staff {
    let shown = visit
        .site
        .navigation
        .iter()
        .filter(|item| (item.shown)(&visit.actor));
    let item = |item: &crate::NavigationItem| NavItem {
        current: item.href == page.section,
        on_phone: item.on_phone,
        ..NavItem::new(visit.say(item.label), item.href, item.icon)
    };
    Staff {
        home: "/home".to_owned(),
        navigation: shown.map(item).collect(),
        user,
        search: Some("/search".to_owned()),
        notices: visit.unread.map(|count| {
            (
                "/notices".to_owned(),
                u32::try_from(count).unwrap_or(u32::MAX),
            )
        }),
        help: Some("/help".to_owned()),
        menu: "/menu".to_owned(),
        account: "/account".to_owned(),
        sign_out: "/sign-out".to_owned(),
    }
}

fn open(visit: &Visit, page: &Page) -> Open {
    let link = |key: &str, href: &str| (visit.say(key), href.to_owned());
    Open {
        home: "/public".to_owned(),
        part: String::new(),
        links: vec![link("screen-public-plans", "/public")],
        foot: vec![
            link("screen-accessibility", "/accessibility"),
            link("screen-privacy", "/privacy"),
        ],
        sign_in: visit.signed_in.is_none().then(|| "/sign-in".to_owned()),
        found_by_search: page.public && page.status == StatusCode::OK,
    }
}
