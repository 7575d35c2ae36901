//! The records that entries are about, by the names that readers know them by.

use accounts::AccountId;
use journal::Line as Entry;
use people::EmployeeId;
use plan::records::Loaded;
use screen::PageError;
use screen::visit::Visit;
use std::collections::{HashMap, HashSet};
use words::Text;

/// A record that has a name.
struct Subject {
    name: String,
    href: Option<String>,
}

/// The subjects of a page of entries.
pub(super) struct Subjects(HashMap<String, Subject>);

impl Subjects {
    /// Finds the names of what the entries are about, and of one more subject that was asked for.
    pub(super) async fn of(
        visit: &Visit,
        entries: &[Entry],
        asked: &str,
    ) -> Result<Subjects, PageError> {
        let wanted: HashSet<&str> = entries
            .iter()
            .map(|entry| entry.subject.as_str())
            .chain([asked])
            .collect();
        let mut found = HashMap::new();
        for subject in &wanted {
            if let Some(named) = single(visit, subject).await? {
                found.insert((*subject).to_owned(), named);
            }
        }
        if wanted.iter().any(|subject| is_of_plan(subject)) {
            for summary in plan::store::list(visit.db()).await? {
                if let Some(plan) = plan::store::load(visit.db(), &summary.code).await? {
                    of_plan(&plan, &mut found);
                }
            }
        }
        Ok(Subjects(found))
    }

    /// 利用者 緑野 花子; a record that is gone shows its number, an unknown kind what was written.
    pub(super) fn words(&self, subject: &str, t: &Text) -> String {
        let Some((kind, id)) = subject.split_once(':') else {
            return subject.to_owned();
        };
        let key = format!("portal-subject-{kind}");
        if !t.has(&key) {
            return subject.to_owned();
        }
        let name = self.0.get(subject).map_or(id, |subject| &subject.name);
        format!("{} {name}", t.say(&key))
    }

    /// The page of the record, while there is one.
    pub(super) fn href(&self, subject: &str) -> Option<String> {
        self.0.get(subject)?.href.clone()
    }
}

/// Accounts, employees and settings are asked for one by one.
async fn single(visit: &Visit, subject: &str) -> Result<Option<Subject>, PageError> {
    Ok(match subject.split_once(':') {
        Some(("account", id)) => match id.parse::<AccountId>() {
            Ok(id) => {
                let account = accounts::account(visit.db(), id).await?;
                account.map(|account| Subject {
                    name: account.name,
                    href: Some(format!("/admin/accounts/{id}")),
                })
            }
            Err(_) => None,
        },
        Some(("employee", id)) => match id.parse::<EmployeeId>() {
            Ok(id) => {
                let employee = people::employee(visit.db(), id).await?;
                employee.map(|employee| Subject {
                    name: employee.name.full(),
                    href: Some(format!("/staff/{id}")),
                })
            }
            Err(_) => None,
        },
        Some(("setting", key)) => {
            let mut declared = visit.site.settings.iter();
            let found = declared.find(|declaration| declaration.key == key);
            found.map(|declaration| Subject {
                name: visit.say(declaration.title_key),
                href: Some(format!("/admin/settings/{key}")),
            })
        }
        _ => None,
    })
}

fn is_of_plan(subject: &str) -> bool {
    ["plan:", "node:", "program:", "round:"]
        .iter()
        .any(|kind| subject.starts_with(kind))
}

/// Everything of a plan that an entry can be about.
fn of_plan(plan: &Loaded, found: &mut HashMap<String, Subject>) {
    let document = &plan.document;
    let here = format!("/plan/{}", plan.code());
    let mut put = |subject: String, name: String, href: String| {
        let href = Some(href);
        found.insert(subject, Subject { name, href });
    };
    put(
        format!("plan:{}", plan.id),
        document.title.clone(),
        here.clone(),
    );
    for (node, record) in document.nodes.iter().zip(&plan.nodes) {
        let href = format!("{here}/nodes/{}", node.path);
        put(
            format!("node:{}", record.id),
            format!("{} {}", node.path, node.name),
            href,
        );
    }
    for view in plan.views() {
        let program = view.program;
        let part = crate::search::part_name(program.part);
        let href = format!("{here}/programs/{part}/{}", program.key);
        put(
            format!("program:{}", view.record.id),
            program.name.clone(),
            href,
        );
    }
    for round in &plan.rounds {
        let href = format!("{here}/missing?year={}", round.year);
        put(format!("round:{}", round.id), round.name.clone(), href);
    }
}
