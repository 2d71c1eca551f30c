//! Codes that clients match on never change: the list may only grow.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use tests::house::{files, hold, read};

const LIST: &str = "tests/it/contract/codes.txt";

#[test]
fn the_codes_are_the_ones_listed() {
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for path in sources() {
        codes.extend(codes_in(&path));
    }
    let listed: BTreeSet<String> = read(LIST).lines().map(str::to_owned).collect();
    let gone: Vec<_> = listed.difference(&codes).collect();
    assert!(
        gone.is_empty(),
        "clients match on these, and they are gone: {gone:?}"
    );

    let text: String = codes.iter().map(|code| format!("{code}\n")).collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(tests::house::root().join(LIST), &text).expect("it is written");
    }
    hold(LIST, &text, "BLESS=1 cargo test -p tests codes");
}

#[test]
fn a_code_is_said_by_one_slice() {
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in sources() {
        let Some(inside) = path.strip_prefix("api/src/domains/") else {
            continue;
        };
        let slice = inside.split('/').next().unwrap_or_default();
        if path.contains("error") {
            for code in codes_in(&path) {
                owners.entry(code).or_default().insert(slice.to_owned());
            }
        }
    }
    for (code, owners) in owners {
        assert_eq!(owners.len(), 1, "{code} is said by {owners:?}");
    }
}

fn sources() -> Vec<String> {
    let all = files("api/src", ".rs").into_iter();
    all.map(|path| path.to_string_lossy().into_owned())
        .collect()
}

/// Texts that look like a code, where failures and faults are made.
pub fn codes_in(path: &str) -> BTreeSet<String> {
    let file = syn::parse_file(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut found = Codes::default();
    found.visit_file(&file);
    found.0
}

#[derive(Default)]
struct Codes(BTreeSet<String>);

impl Codes {
    fn note<'a>(&mut self, arguments: impl Iterator<Item = &'a syn::Expr>) {
        for argument in arguments {
            if let syn::Expr::Lit(literal) = argument
                && let syn::Lit::Str(text) = &literal.lit
                && looks_like_a_code(&text.value())
            {
                self.0.insert(text.value());
            }
        }
    }
}

impl<'ast> Visit<'ast> for Codes {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        self.note(call.args.iter());
        syn::visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if ["fault", "unfit", "unknown", "warn"]
            .iter()
            .any(|name| call.method == name)
        {
            self.note(call.args.iter());
        }
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_tuple(&mut self, tuple: &'ast syn::ExprTuple) {
        self.note(tuple.elems.iter());
        syn::visit::visit_expr_tuple(self, tuple);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.note(std::iter::once(&*arm.body));
        syn::visit::visit_arm(self, arm);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.note(std::iter::once(&*item.expr));
        syn::visit::visit_item_const(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

fn looks_like_a_code(text: &str) -> bool {
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    // `config.toml` and the like are names of files.
    let parts: Vec<_> = text.split('.').collect();
    let file = [
        "toml", "json", "txt", "db", "csv", "html", "js", "css", "url",
    ];
    parts.len() == 2 && parts.iter().all(|part| word(part)) && !file.contains(&parts[1])
}
