//! Commands of the `hagukumi` program, and the list of everything that is in it.

mod arguments;
mod commands;
pub mod crew;
mod doors;
mod modules;
pub mod server;

pub use arguments::Arguments;
pub use modules::registry;

use std::process::ExitCode;
use words::{Language, Text};

/// Runs a command and says on standard error what went wrong, if anything did.
#[must_use]
pub fn run(arguments: Arguments) -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("HAGUKUMI_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    let language = arguments.language();
    let result = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(commands::run(arguments)));
    match result {
        Ok(code) => code,
        Err(error) => {
            report(&error, language);
            ExitCode::FAILURE
        }
    }
}

fn report(error: &anyhow::Error, language: Language) {
    let heading = registry()
        .words()
        .map(|words| {
            Text::new(words, language)
                .say("hagukumi-failed")
                .into_owned()
        })
        .unwrap_or_default();
    eprintln!("{heading} {error:#}");
}
