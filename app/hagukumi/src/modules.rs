//! Everything that is in the program.

use registry::{Module, Registry};

/// All modules. An initiative moves in by one line here.
#[must_use]
pub fn registry() -> Registry {
    Registry::new(vec![
        own(),
        journal_module(),
        settings_module(),
        people_module(),
        accounts_module(),
        exchange_module(),
        screen_module(),
        plan::module(),
        portal::module(),
    ])
}

fn own() -> Module {
    Module {
        words: Some(words::source!()),
        ..Module::new("hagukumi")
    }
}

fn journal_module() -> Module {
    Module {
        words: Some(journal::WORDS),
        schema: Some(journal::SCHEMA),
        queries: journal::QUERIES,
        ..Module::new("journal")
    }
}

fn settings_module() -> Module {
    Module {
        words: Some(settings::WORDS),
        schema: Some(settings::SCHEMA),
        queries: settings::QUERIES,
        ..Module::new("settings")
    }
}

fn people_module() -> Module {
    Module {
        words: Some(people::WORDS),
        schema: Some(people::SCHEMA),
        queries: people::QUERIES,
        figures: people::FIGURES,
        ..Module::new("people")
    }
}

fn accounts_module() -> Module {
    Module {
        words: Some(accounts::WORDS),
        schema: Some(accounts::SCHEMA),
        queries: accounts::QUERIES,
        ..Module::new("accounts")
    }
}

fn exchange_module() -> Module {
    Module {
        words: Some(exchange::WORDS),
        ..Module::new("exchange")
    }
}

fn screen_module() -> Module {
    Module {
        words: Some(screen::WORDS),
        settings: screen::SETTINGS,
        ..Module::new("screen")
    }
}
