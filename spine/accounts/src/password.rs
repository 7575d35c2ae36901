//! Passwords: what is refused as too easy to guess, and how they are kept.

use anyhow::{Context, Result, anyhow};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::LazyLock;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::spawn_blocking;
use unicode_normalization::UnicodeNormalization;

/// Characters that a password must have at least. NIST SP 800-63B asks for 8 beside a second factor
/// and 15 without; 12 with a list of refused words and a lock is what an office can live with.
pub const SHORTEST: usize = 12;
/// Characters that a password may have at most, so that nobody keeps the machine busy with a novel.
pub const LONGEST: usize = 128;

/// Why a password was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// The present password was not the right one.
    #[error("the present password is wrong")]
    WrongOld,
    /// Too many wrong attempts.
    #[error("locked until {until}")]
    Locked {
        /// When it can be tried again.
        until: Timestamp,
    },
    /// Fewer than [`SHORTEST`] characters.
    #[error("too short")]
    TooShort,
    /// More than [`LONGEST`] characters.
    #[error("too long")]
    TooLong,
    /// A word that everybody tries first, with or without figures, or figures and signs alone.
    #[error("too easy to guess")]
    Common,
    /// The same few characters again and again, or characters in a row.
    #[error("repeats itself")]
    Repeating,
    /// The login name or the staff number is in it.
    #[error("contains the login name or the staff number")]
    ContainsName,
    /// The same as before.
    #[error("same as the present one")]
    Same,
}

impl PasswordRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            PasswordRefusal::WrongOld => "accounts-refusal-wrong-old",
            PasswordRefusal::Locked { .. } => "accounts-refusal-locked",
            PasswordRefusal::TooShort => "accounts-refusal-too-short",
            PasswordRefusal::TooLong => "accounts-refusal-too-long",
            PasswordRefusal::Common => "accounts-refusal-common",
            PasswordRefusal::Repeating => "accounts-refusal-repeating",
            PasswordRefusal::ContainsName => "accounts-refusal-contains-name",
            PasswordRefusal::Same => "accounts-refusal-same",
        }
    }
}

static DENIED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("denylist.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

/// Whether a password may be chosen by somebody with these names (login name, staff number).
///
/// # Errors
/// When it is too short, too long, or easy to guess.
///
/// ```
/// use accounts::{PasswordRefusal, may_be_chosen};
/// assert_eq!(may_be_chosen("あさがおの水やりは午前7時", &[]), Ok(()));
/// assert_eq!(may_be_chosen("Password2026!", &[]), Err(PasswordRefusal::Common));
/// assert_eq!(may_be_chosen("hanako-no-heya", &["hanako"]), Err(PasswordRefusal::ContainsName));
/// ```
pub fn may_be_chosen(password: &str, names: &[&str]) -> Result<(), PasswordRefusal> {
    let plain: String = normal(password).to_lowercase();
    let characters: Vec<char> = plain.chars().collect();
    if characters.len() < SHORTEST {
        return Err(PasswordRefusal::TooShort);
    }
    if characters.len() > LONGEST {
        return Err(PasswordRefusal::TooLong);
    }
    let names = names.iter().map(|name| normal(name).to_lowercase());
    if names
        .into_iter()
        .any(|name| name.chars().count() >= 3 && plain.contains(&name))
    {
        return Err(PasswordRefusal::ContainsName);
    }
    if repeats(&characters) || runs(&characters) {
        return Err(PasswordRefusal::Repeating);
    }
    let letters: String = plain.chars().filter(|c| c.is_alphabetic()).collect();
    let disguised: String = plain
        .trim_matches(|c: char| !c.is_alphabetic())
        .chars()
        .map(undisguised)
        .collect();
    if letters.is_empty() || is_common(&letters) || is_common(&disguised) {
        return Err(PasswordRefusal::Common);
    }
    Ok(())
}

/// Whether a text is one of the words that everybody tries first, or two of them in a row.
fn is_common(text: &str) -> bool {
    let starts = text.char_indices().map(|(at, _)| at);
    DENIED.contains(text)
        || starts.skip(1).any(|at| {
            let (one, other) = text.split_at(at);
            DENIED.contains(one) && DENIED.contains(other)
        })
}

/// The letter that a figure or sign stands for in `p@ssw0rd`.
fn undisguised(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        _ => c,
    }
}

/// The form that is hashed: a password typed in full width is the same password.
fn normal(password: &str) -> String {
    password.nfkc().collect()
}

fn repeats(characters: &[char]) -> bool {
    (1..=characters.len() / 2).any(|unit| {
        characters
            .iter()
            .zip(&characters[unit..])
            .all(|(earlier, later)| earlier == later)
    })
}

/// `abcdefghijkl`, `210987654321`: each character the neighbour of the one before.
fn runs(characters: &[char]) -> bool {
    let step = |pair: &[char]| match (pair[0], pair[1]) {
        ('9', '0') => 1,
        ('0', '9') => -1,
        (earlier, later) => i64::from(u32::from(later)) - i64::from(u32::from(earlier)),
    };
    [1, -1]
        .into_iter()
        .any(|wanted| characters.windows(2).all(|pair| step(pair) == wanted))
}

/// OWASP's smallest recommended cost for Argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| anyhow!("Argon2: {error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Passwords hashed at the same time: each takes 19 MiB and a core. Who signs in at half past eight with
/// everybody else waits for a turn instead of being sent away.
static HASHING: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Semaphore::new(cores.max(2))
});

/// A turn at hashing.
pub(crate) struct Turn(
    #[expect(dead_code, reason = "held until it is dropped")] SemaphorePermit<'static>,
);

/// Waits for a turn, in the order of asking.
pub(crate) async fn turn() -> Result<Turn> {
    let permit = HASHING.acquire().await;
    permit.map(Turn).context("hashing passwords has ended")
}

async fn hashing<T: Send + 'static>(
    turn: Turn,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = spawn_blocking(work)
        .await
        .context("hashing a password was interrupted")?;
    drop(turn);
    done
}

/// What is kept of a password.
pub(crate) async fn hash(password: &str) -> Result<String> {
    let password = normal(password);
    hashing(turn().await?, move || {
        let hash = argon2()?.hash_password(password.as_bytes());
        Ok(hash
            .map_err(|error| anyhow!("hashing a password: {error}"))?
            .to_string())
    })
    .await
}

/// A hash that no password has; checking against it takes as long as checking against a real one.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                       AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whether the password is the one of the hash; without a hash (nobody has the login name) `false` after
/// the same time.
pub(crate) async fn verify(password: &str, hash: Option<String>) -> Result<bool> {
    verify_in(turn().await?, password, hash).await
}

/// The same with a turn that was waited for before.
pub(crate) async fn verify_in(turn: Turn, password: &str, hash: Option<String>) -> Result<bool> {
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
    if password.chars().count() > LONGEST {
        return Ok(false);
    }
    let password = normal(password);
    let right = hashing(turn, move || {
        let hash = PasswordHash::new(&hash)
            .map_err(|error| anyhow!("a stored password cannot be read: {error}"))?;
        Ok(argon2()?
            .verify_password(password.as_bytes(), &hash)
            .is_ok())
    })
    .await?;
    Ok(right && known)
}

/// Letters and figures that are not mistaken for each other on paper.
const CLEAR: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567890";

/// A password to be handed out on paper and changed at the first sign-in: 80 bits in four groups.
pub(crate) fn temporary() -> String {
    let random: [u8; 16] = rand::random();
    let letters: Vec<char> = random
        .iter()
        .map(|byte| char::from(CLEAR[usize::from(byte % 32)]))
        .collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(password: &str) -> Option<PasswordRefusal> {
        may_be_chosen(password, &["m.hanako", "00123"]).err()
    }

    #[test]
    fn passwords_that_everybody_tries_first_are_refused() {
        for password in [
            "password1234",
            "P@ssword!!!!1",
            "ｐａｓｓｗｏｒｄ１２３４",
            "sakura-20260401",
            "Shiyakusho2026",
            "090-1234-5678",
            "1985/04/01---",
            "さくら2026040100",
            "市役所---2026---",
            "qwertyuiop12",
            "sakuratokyo2026",
            "Tanaka-Hanako-1985",
            "yamadatarou1234",
            "東京2026東京0401",
            "letmeinplease1!",
        ] {
            assert_eq!(
                refusal(password),
                Some(PasswordRefusal::Common),
                "{password}"
            );
        }
    }

    #[test]
    fn repetitions_and_rows_are_refused() {
        for password in [
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "x7-x7-x7-x7-x7-",
            "123456789012",
            "lkjihgfedcba",
        ] {
            assert_eq!(
                refusal(password),
                Some(PasswordRefusal::Repeating),
                "{password}"
            );
        }
    }

    #[test]
    fn the_own_names_are_refused_inside_a_password() {
        assert_eq!(
            refusal("watashi wa M.HANAKO"),
            Some(PasswordRefusal::ContainsName)
        );
        assert_eq!(
            refusal("bangou wa ００１２３"),
            Some(PasswordRefusal::ContainsName)
        );
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(refusal("あさがおの水やり"), Some(PasswordRefusal::TooShort));
        assert_eq!(
            refusal("あさがおの水やりは七時"),
            Some(PasswordRefusal::TooShort)
        );
        assert_eq!(refusal("あさがおの水やりは七時に"), None);
        assert_eq!(
            refusal(&"あさがおの水やりは七時に".repeat(11)),
            Some(PasswordRefusal::TooLong)
        );
    }

    #[test]
    fn a_temporary_password_could_be_chosen_and_is_never_the_same() {
        let passwords: HashSet<String> = (0..200).map(|_| temporary()).collect();
        assert_eq!(passwords.len(), 200);
        for password in passwords {
            assert_eq!(refusal(&password), None, "{password}");
        }
    }

    #[tokio::test]
    async fn a_password_is_known_again_in_any_width_and_only_that_one() {
        let hash = hash("aoi sora 7 gatsu").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            verify("aoi sora 7 gatsu", Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            verify("ａｏｉ sora ７ gatsu", Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!verify("aoi sora 8 gatsu", Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn checking_for_nobody_is_the_same_work_as_checking_for_somebody() {
        let somebodys = hash("aoi sora 7 gatsu").await.unwrap();
        let somebodys = PasswordHash::new(&somebodys).unwrap();
        let nobodys = PasswordHash::new(NOBODYS).unwrap();
        assert_eq!(nobodys.algorithm, somebodys.algorithm);
        assert_eq!(nobodys.version, somebodys.version);
        assert_eq!(nobodys.params, somebodys.params);
        let lengths = |hash: &PasswordHash| (hash.salt.unwrap().len(), hash.hash.unwrap().len());
        assert_eq!(lengths(&nobodys), lengths(&somebodys));
        assert!(!verify("aoi sora 7 gatsu", None).await.unwrap());
    }
}
