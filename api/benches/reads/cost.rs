//! What a server's process has used of the processor, and holds of memory.

use std::fs;
use std::process::Child;

use super::Failure;
use super::load::Load;

/// Reads what the kernel counts of one process.
pub struct Meter(u32);

/// What one answer cost.
pub struct Cost {
    /// Processor time, in microseconds.
    pub micros: f64,
    /// The time that 99 of 100 answers took at most, in milliseconds.
    pub p99: f64,
}

impl Meter {
    /// The meter of a process.
    pub fn of(process: &Child) -> Self {
        Self(process.id())
    }

    /// The meter of this process.
    pub fn own() -> Self {
        Self(std::process::id())
    }

    /// Runs a load, and tells what each of its requests cost.
    pub async fn each(&self, load: &Load<'_>) -> Result<Cost, Failure> {
        let before = self.nanos()?;
        let mut waits = load.run().await?;
        let used = self.nanos()? - before;
        waits.sort_unstable();
        let p99 = waits[waits.len() * 99 / 100];
        Ok(Cost {
            micros: used as f64 / 1e3 / waits.len() as f64,
            p99: p99.as_secs_f64() * 1e3,
        })
    }

    /// How much memory it holds, in bytes.
    pub fn resident(&self) -> Result<u64, Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
        Ok(kib.ok_or("no VmRSS")?.trim().parse::<u64>()? * 1024)
    }

    /// Time on the processor of all threads that live: `/proc/<pid>/task/*/schedstat`.
    pub fn nanos(&self) -> Result<u64, Failure> {
        let mut sum = 0;
        for task in fs::read_dir(format!("/proc/{}/task", self.0))? {
            let text = fs::read_to_string(task?.path().join("schedstat"))?;
            let first = text.split(' ').next().ok_or("an empty schedstat")?;
            sum += first.parse::<u64>()?;
        }
        Ok(sum)
    }
}
