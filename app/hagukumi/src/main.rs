//! The `hagukumi` program: commands and wiring. Everything it does lives in the crates it joins.

use clap::Parser;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    hagukumi::run(hagukumi::Arguments::parse())
}
