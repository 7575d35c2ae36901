//! What a browser says about itself, in few words.

/// The kind of browser and of machine behind a `User-Agent` header: what stays the same when the browser is
/// brought up to date, and differs when somebody else's machine sends the same cookie.
///
/// ```
/// use accounts::Device;
/// let then = Device::of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0 Safari/537.36");
/// let now = Device::of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36");
/// assert_eq!(then, now);
/// assert_eq!(now.to_string(), "Chrome (Windows)");
/// assert_ne!(now, Device::of("curl/8.5.0"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    browser: String,
    system: &'static str,
}

/// In the order in which they are looked for: most browsers also say that they are some other.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
    ("X11", "Unix"),
];

/// Characters of an unknown program's name that are kept.
const NAMED: usize = 30;

impl Device {
    /// Reads a `User-Agent` header.
    #[must_use]
    pub fn of(user_agent: &str) -> Device {
        let first = |list: &[(&str, &'static str)]| {
            list.iter()
                .find(|(sign, _)| user_agent.contains(sign))
                .map(|(_, name)| *name)
        };
        let unknown = || {
            let name = user_agent.split(['/', ' ']).next().unwrap_or_default();
            name.chars().take(NAMED).collect()
        };
        Device {
            browser: first(&BROWSERS).map_or_else(unknown, ToOwned::to_owned),
            system: first(&SYSTEMS).unwrap_or_default(),
        }
    }
}

impl std::fmt::Display for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.browser.as_str(), self.system) {
            ("", "") => f.write_str("―"),
            (browser, "") => f.write_str(browser),
            (browser, system) => write!(f, "{browser} ({system})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_browsers_are_named() {
        for (agent, named) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "Edge (Windows)",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
                "Firefox (Linux)",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari (iPhone)",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 HeadlessChrome/131.0.0.0 Safari/537.36",
                "Chrome (Linux)",
            ),
            ("curl/8.5.0", "curl"),
            ("", "―"),
        ] {
            assert_eq!(Device::of(agent).to_string(), named, "{agent}");
        }
    }
}
