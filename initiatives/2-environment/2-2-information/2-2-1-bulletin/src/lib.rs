//! 2-2-1 庁内広報等: posts for colleagues, and who has read them.
//!
//! **What the plan says.** 職員が必要な情報を共有し、組織の一体感を高めるため、庁内広報を充実させる: a board on which every
//! section tells colleagues what they need to know, and which reaches those who have no PC of their own.
//!
//! **Ground.** No law; the practice of municipal staff portals. A section speaks to its own people on its own
//! responsibility; a post for everybody needs the approval of the head (決裁). Announcements that bind
//! (服務, 法令改正, 災害時の参集) are must-reads (必読), whose readers confirm them.
//!
//! **Records.** [`records`]: categories, posts with audience and period, attachments, editions before a
//! correction, who was asked to confirm, who has opened and confirmed. There are no comments: answers go to
//! the section that posted.
//!
//! **Flow.** A draft is written by somebody of a section, approved by way of `flow` when
//! [`rules::needs_approval`], and appears on its first day by that day alone. Its audience is counted on the
//! posting day (`acts::DUTY`); must-reads become to-dos and notices until they are confirmed. Corrections keep
//! what was said before; a post is taken back with a reason, never deleted.
//!
//! **Figures.** `bulletin.posts`, `bulletin.sections`, `bulletin.read_rate` ([`figures`]).
//!
//! **Who sees what.** A published post its audience ([`rules::may_see`]), attachments included; drafts the
//! section that posts and who keeps the bulletin (人事担当), an application also those on its route. Who has
//! confirmed a must-read: the section that posted, the keeper, and heads about their own people. Nobody sees
//! who has opened an ordinary post: it is counted, not listed.

pub mod acts;
pub mod figures;
mod pages;
pub mod records;
pub mod rules;
mod sample;
pub mod settings;
mod store;
mod todos;

pub use sample::{PastPost, enter_past};
pub use store::{QUERIES, SCHEMA};

use registry::Module;

/// What this crate brings to the program.
#[must_use]
pub fn initiative() -> Module {
    Module {
        initiative: true,
        words: Some(words::source!()),
        schema: Some(SCHEMA),
        queries: QUERIES,
        routes: pages::routes,
        navigation: &[pages::NAVIGATION],
        figures: figures::FIGURES,
        settings: settings::SETTINGS,
        todos: Some(todos::todos),
        acts: acts::ACTS,
        approvals: &[acts::APPROVAL],
        duties: &[acts::DUTY],
        notices: acts::NOTICES,
        ..Module::new("bulletin")
    }
}
