//! Writes the page of the kit and the charts as files, to be looked at and tested without a server:
//! `cargo run -p screen --example kit -- target/kit`.

use axum::body::to_bytes;
use calendar::Date;
use screen::assets::{asset, serve};
use screen::kit::KitPage;
use screen::shell::{Flash, Frame, NavItem, Open, Shell, Staff, Theme, User, print_line};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use words::{Language, Text, Words};

const TODAY: Date = Date::constant(2026, 11, 22);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "target/kit".to_owned()),
    );
    std::fs::create_dir_all(folder.join("assets"))?;
    for name in ["app.css", "app.js", "icons.svg", "favicon.svg"] {
        write_asset(&folder, name).await?;
    }
    let words = Arc::new(Words::new(&[words::source!()])?);
    for language in Language::ALL {
        let t = Text::new(Arc::clone(&words), language);
        let page = KitPage::new(&t, TODAY, Some("page=2"));
        let mut shell = staff(&t)?;
        write(
            &folder,
            &format!("kit-{}.html", language.tag()),
            &shell.render(&page)?,
        )?;
        if let Some(menu) = shell.menu_page() {
            write(
                &folder,
                &format!("menu-{}.html", language.tag()),
                &shell.render(&menu)?,
            )?;
        }
        shell.theme = Theme::Green;
        shell.universal_font = true;
        shell.flash = Some(Flash::Done(pick(
            &t,
            "実績を保存しました。",
            "The results are saved.",
        )));
        write(
            &folder,
            &format!("green-{}.html", language.tag()),
            &shell.render(&page)?,
        )?;
        shell.frame = Frame::Open(open(&t));
        write(
            &folder,
            &format!("open-{}.html", language.tag()),
            &shell.render(&page)?,
        )?;
    }
    let t = Text::new(words, Language::Japanese);
    for (name, file) in screen::kit::sample_files(&t) {
        write(&folder, name, &file)?;
    }
    Ok(())
}

async fn write_asset(folder: &Path, name: &str) -> Result<(), Box<dyn std::error::Error>> {
    let path = asset(name);
    let hashed = path.trim_start_matches("/assets/").to_owned();
    let response = serve(axum::extract::Path(hashed), axum::http::HeaderMap::new()).await;
    let bytes = to_bytes(response.into_body(), usize::MAX).await?;
    std::fs::write(folder.join(path.trim_start_matches('/')), bytes)?;
    Ok(())
}

fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    println!("{name}: {} bytes", text.len());
    std::fs::write(folder.join(name), text)
}

fn pick(t: &Text, japanese: &str, english: &str) -> String {
    let words = if t.language() == Language::Japanese {
        japanese
    } else {
        english
    };
    words.to_owned()
}

fn staff(t: &Text) -> Result<Shell, Box<dyn std::error::Error>> {
    let user = User {
        name: pick(t, "高橋 由美子", "Takahashi Yumiko"),
        unit: pick(t, "人事課 人材育成係", "Personnel Section"),
    };
    let city = pick(t, "みどり野市", "Midorino City");
    let place = |ja, en, icon| NavItem::new(pick(t, ja, en), "#main", icon);
    let mut navigation = vec![
        place("ホーム", "Home", "house"),
        place("計画", "Plan", "target"),
        place("職員", "Staff", "users"),
        place("配置", "Placement", "square-kanban"),
        place("休暇", "Leave", "calendar-days"),
        place("研修", "Training", "graduation-cap"),
        place("評価", "Appraisal", "clipboard-check"),
        place("健康", "Health", "heart-pulse"),
        place("設定", "Settings", "settings"),
    ];
    for at in [0, 1, 4, 5] {
        navigation[at].on_phone = true;
    }
    navigation[0].waiting = Some(pick(t, "3件", "3 new"));
    navigation[1].current = true;
    Ok(Shell {
        t: t.clone(),
        title: pick(t, "部品の一覧", "The kit"),
        refused: true,
        here: "/kit?page=2".to_owned(),
        theme: Theme::Blue,
        universal_font: false,
        banner: Some(pick(
            t,
            "これは試用のための架空の市です。",
            "This is a made-up city to try things out.",
        )),
        flash: None,
        printed: Some(print_line(t, &city, &user, "2026-11-22T01:42:00Z".parse()?)),
        city,
        frame: Frame::Staff(Box::new(Staff {
            home: "#main".to_owned(),
            navigation,
            user,
            search: Some("/search".to_owned()),
            notices: Some(("/notices".to_owned(), 3)),
            help: Some("/help".to_owned()),
            menu: "/menu".to_owned(),
            account: "/account".to_owned(),
            sign_out: "/sign-out".to_owned(),
        })),
    })
}

fn open(t: &Text) -> Open {
    Open {
        home: "#main".to_owned(),
        part: pick(t, "公開ページ", "Public pages"),
        links: vec![(
            pick(t, "公開している計画", "Published plans"),
            "#main".to_owned(),
        )],
        foot: vec![
            (
                pick(t, "アクセシビリティ", "Accessibility"),
                "#main".to_owned(),
            ),
            (pick(t, "利用のきまり", "Terms of use"), "#main".to_owned()),
        ],
        sign_in: Some("/sign-in".to_owned()),
        found_by_search: true,
    }
}
