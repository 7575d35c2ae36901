//! The parts every page is built from, and the page that shows them all (`/kit`).
//!
//! Two kinds of parts. What has no logic is an askama macro in `templates/kit.html`, imported by the
//! page (`{% import "kit.html" as kit %}`). What decides something is a Rust value that prints itself
//! as safe HTML: `{{ pager }}`, `{{ form.name }}`, `{{ chart }}`.

mod number;
mod page;
mod sample;
mod status;

pub use number::{amount, grouped};
pub use page::KitPage;
pub use sample::sample_files;
pub use status::Status;

/// Marks a template as a part: printed into another template it is not escaped again.
macro_rules! component {
    ($name:ty) => {
        impl askama::filters::HtmlSafe for $name {}
    };
}
pub(crate) use component;

#[cfg(test)]
pub(crate) mod testing {
    use std::sync::Arc;
    use words::{Language, Text, Words};

    /// The words of this crate, without starting the program.
    pub(crate) fn text(language: Language) -> Text {
        Text::new(Arc::new(Words::new(&[words::source!()]).unwrap()), language)
    }
}
