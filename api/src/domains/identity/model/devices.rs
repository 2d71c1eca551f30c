//! What kind of browser or app somebody signs in with.

/// A kind of browser or app: of which family, on which system. Versions are left out, so
/// that an update is no other device; nothing else is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    program: String,
    system: Option<&'static str>,
}

/// Words that tell families of browsers; the first that is there tells, since many carry the
/// words of others.
const PROGRAMS: [(&str, &str); 10] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Words that tell systems, as with [`PROGRAMS`].
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// How much of a program's own name is taken, in characters.
const LENGTH: usize = 32;

impl Device {
    /// Reads the header `User-Agent`.
    pub fn of(agent: Option<&str>) -> Self {
        let agent = agent.unwrap_or_default();
        let told = |words: &[(&str, &'static str)]| {
            let found = words.iter().find(|(word, _)| agent.contains(word));
            found.map(|(_, name)| *name)
        };
        let own = || {
            let name = agent.split(['/', ' ', '(']).next().unwrap_or_default();
            let plain = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
            name.chars().filter(plain).take(LENGTH).collect()
        };
        Self {
            program: told(&PROGRAMS).map_or_else(own, str::to_owned),
            system: told(&SYSTEMS),
        }
    }

    /// What is kept a digest of.
    pub fn family(&self) -> String {
        format!("{}\n{}", self.program, self.system.unwrap_or_default())
    }

    /// In words, Dutch and English.
    pub fn words(&self) -> [String; 2] {
        if self.program.is_empty() {
            return ["een onbekend apparaat", "an unknown device"].map(str::to_owned);
        }
        match self.system {
            Some(system) => [
                format!("{} op {system}", self.program),
                format!("{} on {system}", self.program),
            ],
            None => [self.program.clone(), self.program.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_is_no_other_device_and_another_browser_is() {
        let word = |agent: &str| Device::of(Some(agent)).words()[1].clone();
        for (agent, told) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari on iOS",
            ),
            ("okhttp/4.12.0", "okhttp"),
            ("<b>é/1", "b"),
            ("", "an unknown device"),
        ] {
            assert_eq!(word(agent), told, "{agent}");
        }
        assert_eq!(Device::of(None), Device::of(Some("")));
        assert_ne!(
            Device::of(Some("curl/8")).family(),
            Device::of(None).family()
        );
    }
}
