//! A document is imported over a plan that is there already.

use super::midorino::{CODE, advance, midorino, opened, refusal, result};
use crate::office::{Office, may, personnel, samples};
use access::{EditPlanResults, EditPlanStructure};
use plan::acts::{self, *};
use plan::document::{Part, PlanDocument};
use plan::records::{Content, State};
use plan::store as plans;

#[tokio::test]
async fn an_import_is_told_what_it_changes_and_refused_when_somebody_was_faster() {
    for office in Office::on_all_databases().await {
        let officer = personnel("高橋 由美子");
        let structure = may::<EditPlanStructure>(&officer);
        midorino(&office, State::Draft).await;
        let [_, mut document, _] = samples();
        let at = document
            .programs
            .iter()
            .position(|p| p.part == Part::Plan)
            .unwrap();
        document.programs[at].name = "新しい名称".to_owned();
        let dry = dry_run(office.desk(), &structure, &document).await.unwrap();
        assert_eq!(dry.diff.count(plan::rules::changes::Change::Changed), 1);
        assert_eq!(
            opened(&office, CODE).await.mark.version,
            dry.version.unwrap()
        );

        // Somebody enters a result between the dry run and the import.
        let plan = opened(&office, CODE).await;
        let results = may::<EditPlanResults>(&personnel("鈴木 花子"));
        let entry = result(&plan, "health-support", "実施");
        enter_result(office.desk(), &results, CODE, entry)
            .await
            .unwrap();
        let late = acts::import(office.desk(), &structure, &document, dry.version).await;
        let told = refusal(late);
        let PlanRefusal::Stale { changed_by, .. } = told else {
            panic!("{told:?}")
        };
        assert_eq!(changed_by, "鈴木 花子");

        let dry = dry_run(office.desk(), &structure, &document).await.unwrap();
        acts::import(office.desk(), &structure, &document, dry.version)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        assert_eq!(now.document, document);
        let id = now.programs[at].id;
        let history = plans::history(&office.db, id).await.unwrap();
        assert_eq!(history.len(), 1, "the change by the import is remembered");
        let Some(Content::Program(before)) = &history[0].before else {
            panic!("{history:?}")
        };
        assert_ne!(before.name, "新しい名称");

        // What has been adopted is not replaced by a file.
        advance(&office, CODE, State::Adopted).await;
        let adopted = refusal(dry_run(office.desk(), &structure, &document).await);
        assert_eq!(
            adopted,
            PlanRefusal::AlreadyAdopted {
                state: State::Adopted
            }
        );
        let version = Some(opened(&office, CODE).await.mark.version);
        let adopted = acts::import(office.desk(), &structure, &document, version).await;
        assert!(matches!(
            refusal(adopted),
            PlanRefusal::AlreadyAdopted { .. }
        ));

        let broken = PlanDocument {
            code: "Ünsinn".to_owned(),
            ..document
        };
        let told = refusal(dry_run(office.desk(), &structure, &broken).await);
        let PlanRefusal::Problems(problems) = told else {
            panic!("{told:?}")
        };
        assert_eq!(problems.len(), 1);
    }
}
