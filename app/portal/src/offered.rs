//! Employees to choose from: as many as a page can show, and whether there are more.

use people::{EmployeeLine, Whom};
use screen::PageError;
use screen::form::{Choice, Field, Form};
use screen::visit::Visit;
use words::Text;

/// How many employees a page offers.
const OFFERED: usize = 20;
/// How many are looked through for those whom the reader may choose.
const SEARCHED: i64 = 500;

/// Employees found by the words that were searched for.
#[derive(Default)]
pub(crate) struct Offered {
    pub lines: Vec<EmployeeLine>,
    more: bool,
}

impl Offered {
    /// Those who fit and may be chosen, in the order of readings.
    pub(crate) async fn find(
        visit: &Visit,
        words: &str,
        whom: Whom,
        may_be_chosen: impl Fn(&EmployeeLine) -> bool,
    ) -> Result<Offered, PageError> {
        if words.is_empty() {
            return Ok(Offered::default());
        }
        let part = people::Page {
            offset: 0,
            limit: SEARCHED,
        };
        let mut lines = people::search(visit.db(), words, whom, visit.today(), part).await?;
        lines.retain(may_be_chosen);
        let more = lines.len() > OFFERED;
        lines.truncate(OFFERED);
        Ok(Offered { lines, more })
    }

    /// Nobody fits.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Says so when not everybody who fits is offered.
    pub(crate) fn hint(&self, t: &Text) -> Option<String> {
        self.more
            .then(|| t.say1("portal-offered-more", "n", OFFERED))
    }

    /// The employees to choose from.
    pub(crate) fn field(&self, form: &Form, t: &Text, name: &str, label: &str) -> Field {
        let field = people_field(form, name, label, &self.lines);
        match self.hint(t) {
            Some(hint) => field.hint(hint),
            None => field,
        }
    }
}

/// Employees to choose from; whoever is the only one is chosen already.
pub(crate) fn people_field(form: &Form, name: &str, label: &str, lines: &[EmployeeLine]) -> Field {
    let field = form
        .radios(name, label, lines.iter().map(choice).collect())
        .required();
    match lines {
        [only] => field.ticked([only.id]),
        _ => field,
    }
}

/// An employee to choose, with what tells people of one name apart.
fn choice(line: &EmployeeLine) -> Choice {
    let name = format!("{}（{}）", line.name.full(), line.name.full_kana());
    let unit = line.unit_name.as_deref().unwrap_or("―");
    let post = line.post.as_deref().unwrap_or_default();
    Choice::new(line.id, name).hint(format!("{} {unit} {post}", line.staff_no))
}
