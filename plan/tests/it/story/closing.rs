//! Years are closed and opened again.

use super::midorino::{CODE, YEAR, advance, known_figures, midorino, opened, refusal};
use crate::office::{Office, may, personnel};
use access::{EditPlanStructure, PublishPlan};
use calendar::FiscalYear;
use jiff::civil::date;
use plan::acts::*;
use plan::records::{RoundKind, State};

#[tokio::test]
async fn years_close_once_and_open_again_for_a_reason() {
    for office in Office::on_all_databases().await {
        let publish = may::<PublishPlan>(&personnel("高橋 由美子"));
        let figures = known_figures();
        let year = FiscalYear(2025);
        midorino(&office, State::Committee).await;
        let close = |year| close_year(office.desk(), &publish, &figures, CODE, year, true);
        let state = State::Committee;
        assert_eq!(
            refusal(close(year).await),
            PlanRefusal::WrongState { state }
        );
        advance(&office, CODE, State::Published).await;
        assert_eq!(
            refusal(close(YEAR).await),
            PlanRefusal::YearNotOver { year: YEAR }
        );
        let outside = FiscalYear(2020);
        assert_eq!(
            refusal(close(outside).await),
            PlanRefusal::YearOutside { year: outside }
        );
        close(year).await.unwrap();
        assert_eq!(refusal(close(year).await), PlanRefusal::YearClosed { year });
        let round = NewRound {
            year,
            kind: RoundKind::YearEnd,
            name: "年度末".to_owned(),
            due: date(2026, 12, 20),
        };
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let asked = open_round(office.desk(), &structure, CODE, round).await;
        assert_eq!(refusal(asked), PlanRefusal::YearClosed { year });

        let reopen =
            |reason: &'static str| reopen_year(office.desk(), &publish, CODE, year, reason);
        assert_eq!(refusal(reopen(" ").await), PlanRefusal::ReasonMissing);
        reopen("集計の誤り").await.unwrap();
        assert_eq!(
            refusal(reopen("もう一度").await),
            PlanRefusal::YearOpen { year }
        );
        assert!(!opened(&office, CODE).await.is_closed(year));
        close(year).await.unwrap();
        assert!(opened(&office, CODE).await.is_closed(year));
    }
}
