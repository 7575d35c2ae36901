//! Everything that is in the program.

use registry::{Module, Registry};

/// All modules. An initiative moves in by one line here.
#[must_use]
pub fn registry() -> Registry {
    Registry::new(vec![
        own(),
        journal_module(),
        settings_module(),
        holidays_module(),
        people_module(),
        accounts_module(),
        flow_module(),
        exchange_module(),
        screen_module(),
        plan::module(),
        organisation::module(),
        bulletin::initiative(),
        overtime::initiative(),
        paid_leave::initiative(),
        staff::module(),
        intake::module(),
        approvals::module(),
        api::module(),
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
        acts: settings::ACTS,
        ..Module::new("settings")
    }
}

fn holidays_module() -> Module {
    Module {
        words: Some(holidays::WORDS),
        schema: Some(holidays::SCHEMA),
        queries: holidays::QUERIES,
        settings: holidays::SETTINGS,
        acts: holidays::ACTS,
        ..Module::new("holidays")
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
        settings: accounts::SETTINGS,
        acts: accounts::ACTS,
        ..Module::new("accounts")
    }
}

fn flow_module() -> Module {
    Module {
        words: Some(flow::WORDS),
        schema: Some(flow::SCHEMA),
        queries: flow::QUERIES,
        settings: flow::SETTINGS,
        acts: flow::ACTS,
        duties: flow::DUTIES,
        notices: flow::NOTICES,
        ..Module::new("flow")
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
