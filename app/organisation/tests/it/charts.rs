//! The chart on the page, as a file and on paper.

use crate::office::offices;
use organisation::chart::{Drawing, Piece, Rows};
use people::UnitId;

const HOW: Drawing<'static> = Drawing {
    title: "組織図",
    description: "みどり野市の組織図",
    continued: "（続き）",
    links: false,
    file: true,
};

#[tokio::test]
async fn the_chart_says_what_the_table_below_it_says() {
    for office in offices().await {
        let browser = office.signed_in("mori").await;
        let page = browser.get("/organisation/chart").await;
        let drawing = page.words(".org-chart svg");
        for name in ["総務部", "人事課", "研修係", "市民課"] {
            assert!(drawing.contains(name), "{drawing}");
        }
        let table = page.words("[aria-labelledby=h-table]");
        assert!(
            table.contains("総務部 部長 部長 花子 4 0 人事課 課長 緑野 花子 2 0"),
            "{table}"
        );
        let links = page.attributes(".org-chart a", "href");
        assert_eq!(links.len(), 6);
        let part = browser.get("/organisation/chart?unit=2").await;
        assert!(!part.words(".org-chart svg").contains("人事課"));
        let svg = browser.get("/organisation/chart.svg").await.text();
        assert!(svg.starts_with("<svg xmlns="), "{svg}");
        assert!(!svg.contains("href"), "a file leads nowhere");
    }
}

#[tokio::test]
async fn the_chart_is_printed_on_a4_and_a3() {
    for office in offices().await {
        let browser = office.signed_in("mori").await;
        for path in [
            "/organisation/chart.pdf",
            "/organisation/chart.pdf?paper=a3",
        ] {
            let pdf = browser.get(path).await;
            assert!(pdf.bytes.starts_with(b"%PDF-"), "{path}: {}", pdf.main());
        }
    }
}

#[tokio::test]
async fn a_department_that_does_not_fit_goes_on_over_the_page_under_its_name() {
    for office in offices().await {
        let counted = people::counted_units(&office.db, office.clock.today())
            .await
            .unwrap();
        let rows = Rows::of(&counted, None, usize::MAX);
        assert_eq!(rows.len(), 3);
        let pages = rows.pages(1);
        assert_eq!(pages.len(), 3);
        assert!(pages[1].svg(&counted, HOW).contains("総務部（続き）"));
        assert!(!pages[2].svg(&counted, HOW).contains("（続き）"));
        let pages = rows.pages(2);
        assert_eq!(pages.iter().map(Piece::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(rows.pages(10).len(), 1);
        let (short, levels) = Rows::fitting(&counted, None, 2);
        assert_eq!((short.len(), levels), (2, 1));
        assert_eq!(Rows::of(&counted, Some(UnitId(11)), usize::MAX).len(), 1);
    }
}
