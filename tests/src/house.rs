//! Reading the house's own files, for tests that hold it to its rules.

use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("a folder above").to_path_buf()
}

/// Every file below a folder whose name ends so, in order; paths from the top.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !["target", "node_modules", ".git"]
                    .iter()
                    .any(|skip| path.ends_with(skip))
                {
                    folders.push(path);
                }
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path.strip_prefix(root()).expect("below").to_path_buf());
            }
        }
    }
    found.sort();
    found
}

/// A file's text; empty where there is none.
pub fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Holds a committed file against what the program says now.
pub fn hold(path: &str, says: &str, bless: &str) {
    let committed = read(path);
    if committed == says {
        return;
    }
    let differs = committed
        .lines()
        .zip(says.lines())
        .position(|(old, new)| old != new)
        .unwrap_or_else(|| committed.lines().count().min(says.lines().count()));
    panic!(
        "{path} is not what the program says, from line {}:\n  committed: {}\n  now:       {}\n\
         If that is meant:  {bless}",
        differs + 1,
        committed.lines().nth(differs).unwrap_or("(ends)"),
        says.lines().nth(differs).unwrap_or("(ends)"),
    );
}
