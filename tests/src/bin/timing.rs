//! Whether time tells who has an account.
//!
//! `cargo run -p tests --release --bin timing` signs in with a wrong password, asks for an
//! account and asks for another password, each 500 times with an address that has an account
//! and 500 times with one that has none, in an order that chance gives. It prints the area
//! under the curve (AUC) of guessing by time which is which, with a bootstrap 95 % interval:
//! 0.5 is chance, and from 0.45 to 0.55 nobody learns anything. A number names another count.

use std::error::Error;
use std::time::Instant;

use ::tests::{Engine, TestApp};
use chrono::TimeDelta;
use pijler::domains::identity::service;
use serde_json::{Value, json};

/// How often each question is asked of each kind of address, unless said otherwise.
const TRIES: usize = 500;
/// How many addresses of each kind there are: each is asked in its turn.
const ADDRESSES: usize = 20;
/// How often the bootstrap draws.
const DRAWS: usize = 1000;
const PASSWORD: &str = "zonnebloem-pit";

/// What is asked: its name, its address, its body for an e-mail address.
type Question = (&'static str, &'static str, fn(&str) -> Value);

const QUESTIONS: [Question; 3] = [
    ("sign in", "/v1/sessions", sign_in),
    ("register", "/v1/accounts", register),
    ("reset", "/v1/accounts/_request-password", reset),
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let tries = match std::env::args().nth(1) {
        Some(number) => number.parse()?,
        None => TRIES,
    };
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    let mut apart = false;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(app) = TestApp::start(engine).await else {
            continue;
        };
        for number in 0..ADDRESSES {
            let email = known(number);
            let made = service::create_administrator(&app.backend, &email, PASSWORD).await;
            made.map_err(|error| error.code)?;
        }
        for question in QUESTIONS {
            let [with, without] = asked(&app, question, tries, &mut chance).await;
            let [auc, low, high] = measured(&with, &without, &mut chance);
            let verdict = if (0.45..=0.55).contains(&auc) {
                "alike"
            } else {
                "APART"
            };
            apart |= verdict == "APART";
            println!(
                "{engine:?} {:<9} {tries} + {tries} tries  AUC {auc:.3} [{low:.3}, {high:.3}]  \
                 median {:.2} and {:.2} ms  {verdict}",
                question.0,
                median(&with),
                median(&without),
            );
        }
        app.end().await;
    }
    if apart {
        return Err("time tells who has an account".into());
    }
    Ok(())
}

fn known(number: usize) -> String {
    format!("bekend{number:02}@voorbeeld.nl")
}

fn unknown(number: usize) -> String {
    format!("nieuwe{number:02}@voorbeeld.nl")
}

fn sign_in(email: &str) -> Value {
    json!({"email": email, "password": "rozen-onder-water", "hat": "parent"})
}

fn register(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD, "termsVersion": "2026-11", "ofAge": true})
}

fn reset(email: &str) -> Value {
    json!({ "email": email })
}

/// How long each answer took, in milliseconds: for addresses with an account, and without.
async fn asked(
    app: &TestApp,
    (_, path, body): Question,
    tries: usize,
    chance: &mut Chance,
) -> [Vec<f64>; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for turn in 0..tries {
        // Limits count by address and time: each address is asked once a day.
        if turn % ADDRESSES == 0 {
            app.advance(TimeDelta::days(1) + TimeDelta::hours(1));
        }
        let first = chance.below(2);
        for kind in [first, 1 - first] {
            let number = turn % ADDRESSES;
            let email = if kind == 0 {
                known(number)
            } else {
                unknown(number)
            };
            let ask = app.post(path).json(&body(&email));
            let begun = Instant::now();
            let answer = ask.await;
            let took = begun.elapsed().as_secs_f64() * 1000.0;
            assert!([202, 401].contains(&answer.status), "{}", answer.text());
            // The first ones warm things up.
            if turn >= tries.min(ADDRESSES) / 2 || tries < ADDRESSES {
                times[kind].push(took);
            }
        }
    }
    times
}

/// The area under the curve, and between what it lies in 95 of 100 draws of as many again.
fn measured(with: &[f64], without: &[f64], chance: &mut Chance) -> [f64; 3] {
    let mut draw =
        |of: &[f64]| -> Vec<f64> { of.iter().map(|_| of[chance.below(of.len())]).collect() };
    let mut drawn: Vec<f64> = (0..DRAWS)
        .map(|_| auc(&draw(with), &draw(without)))
        .collect();
    drawn.sort_by(f64::total_cmp);
    [
        auc(with, without),
        drawn[DRAWS / 40],
        drawn[DRAWS - 1 - DRAWS / 40],
    ]
}

/// How often one of the first takes longer than one of the others; a tie counts half.
fn auc(first: &[f64], others: &[f64]) -> f64 {
    let mut others = others.to_vec();
    others.sort_by(f64::total_cmp);
    let longer: f64 = first
        .iter()
        .map(|time| {
            let below = others.partition_point(|other| other < time);
            let not_above = others.partition_point(|other| other <= time);
            (below + not_above) as f64 / 2.0
        })
        .sum();
    longer / (first.len() * others.len()).max(1) as f64
}

fn median(of: &[f64]) -> f64 {
    let mut of = of.to_vec();
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or_default()
}

/// Chance that is the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_are_alike_are_chance_and_times_apart_are_not() {
        assert_eq!(auc(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), 0.5);
        assert_eq!(auc(&[4.0, 5.0], &[1.0, 2.0]), 1.0);
        assert_eq!(auc(&[1.0], &[2.0, 3.0]), 0.0);
        let mut chance = Chance(7);
        let [auc, low, high] = measured(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0], &mut chance);
        assert!(low <= auc && auc <= high);
    }
}
