//! The sample city.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod accounts;
mod leave;
mod overtime;
mod staff;

/// The tables of everything that the city has records in.
fn schemas() -> Vec<store::Schema> {
    let initiatives = [
        bulletin::initiative(),
        ::overtime::initiative(),
        paid_leave::initiative(),
    ];
    let own = initiatives.into_iter().filter_map(|module| module.schema);
    let spine = [
        journal::SCHEMA,
        settings::SCHEMA,
        people::SCHEMA,
        ::accounts::SCHEMA,
        flow::SCHEMA,
        holidays::SCHEMA,
        plan::store::SCHEMA,
    ];
    spine.into_iter().chain(own).collect()
}
