//! What a template can see while it is typeset: itself, its data, and the fonts.

use crate::fonts::SHELF;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

/// What all documents share.
struct Shared {
    library: LazyHash<Library>,
    main: Source,
    office: Source,
    template: FileId,
    setup: FileId,
    data: FileId,
}

#[expect(
    clippy::expect_used,
    reason = "the five names are literals; a wrong one fails every test"
)]
static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let file = |name: &str| {
        let path = VirtualPath::new(name).expect("a plain file name is a path");
        RootedPath::new(VirtualRoot::Project, path).intern()
    };
    let source = |name: &str, text: &str| Source::new(file(name), text.to_owned());
    Shared {
        library: LazyHash::new(Library::default()),
        main: source("main.typ", include_str!("../templates/main.typ")),
        office: source("office.typ", include_str!("../templates/office.typ")),
        template: file("template.typ"),
        setup: file("setup.json"),
        data: file("data.json"),
    }
});

/// One document about to be typeset.
pub(crate) struct Desk {
    template: Source,
    setup: Bytes,
    data: Bytes,
}

impl Desk {
    pub(crate) fn new(template: &str, setup: Vec<u8>, data: Vec<u8>) -> Desk {
        Desk {
            template: Source::new(SHARED.template, template.to_owned()),
            setup: Bytes::new(setup),
            data: Bytes::new(data),
        }
    }

    /// A fault in a template as one line: `template.typ:12: unknown variable: x`.
    pub(crate) fn explain(&self, fault: &SourceDiagnostic) -> String {
        let line = fault.span.id().and_then(|id| {
            let source = self.source(id).ok()?;
            let start = self.range(fault.span)?.start;
            Some((id, source.lines().byte_to_line(start)? + 1))
        });
        match line {
            Some((id, line)) => {
                format!(
                    "{}:{line}: {}",
                    id.vpath().get_without_slash(),
                    fault.message
                )
            }
            None => fault.message.to_string(),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHELF.book
    }

    fn main(&self) -> FileId {
        SHARED.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHARED.main.id() {
            Ok(SHARED.main.clone())
        } else if id == SHARED.office.id() {
            Ok(SHARED.office.clone())
        } else if id == SHARED.template {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.data {
            Ok(self.data.clone())
        } else if id == SHARED.setup {
            Ok(self.setup.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHELF.fonts.get(index).cloned()
    }

    /// A template must not know the day: what is printed comes from the data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
