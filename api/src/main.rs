//! The program; everything is in the library.

use std::process::ExitCode;

use clap::Parser;
use pijler::app::cli::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pijler: {error}");
            ExitCode::FAILURE
        }
    }
}
