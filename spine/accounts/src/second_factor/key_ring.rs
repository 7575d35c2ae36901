//! Keys for the secrets in the database, which lie outside of it: a copy of the database, or a backup, opens
//! nobody's second factor.

use anyhow::{Context, Result, ensure};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;

const KEY: usize = 32;
const NONCE: usize = 24;
/// Bytes of the key's fingerprint in front of what it has sealed.
const MARK: usize = 4;

/// The keys of a city. The first one seals, all of them open: a new key is put in front of the old one.
#[derive(Clone)]
pub struct KeyRing(Arc<Vec<[u8; KEY]>>);

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({} keys)", self.0.len())
    }
}

impl Default for KeyRing {
    /// A key that is gone with the process, for tests.
    fn default() -> KeyRing {
        KeyRing(Arc::new(vec![rand::random()]))
    }
}

impl KeyRing {
    /// Reads keys: 64 hexadecimal figures a line; lines beginning with `#` are comments.
    ///
    /// # Errors
    /// When there is no key, or a line is none.
    pub fn parse(text: &str) -> Result<KeyRing> {
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut keys = Vec::new();
        for line in lines {
            let mut key = [0; KEY];
            hex::decode_to_slice(line, &mut key)
                .context("a key has 64 hexadecimal figures on a line of its own")?;
            keys.push(key);
        }
        ensure!(!keys.is_empty(), "no key");
        Ok(KeyRing(Arc::new(keys)))
    }

    /// Reads the keys of a file; a missing file is made, with a new key that only its owner can read.
    ///
    /// # Errors
    /// When the file cannot be read or made.
    pub fn of_file(path: &Path) -> Result<KeyRing> {
        let named = || format!("the key file {}", path.display());
        match std::fs::read_to_string(path) {
            Ok(text) => KeyRing::parse(&text).with_context(named),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                make(path).with_context(named)
            }
            Err(error) => Err(error).with_context(named),
        }
    }

    /// Seals a secret for one purpose; sealed for another it cannot be opened.
    pub(crate) fn seal(&self, purpose: &str, secret: &[u8]) -> Result<Vec<u8>> {
        let key = self.0.first().context("a key ring without a key")?;
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload {
            msg: secret,
            aad: purpose.as_bytes(),
        };
        let sealed = cipher(key)
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| anyhow::anyhow!("a secret cannot be sealed"))?;
        Ok([&mark(key)[..], &nonce[..], &sealed[..]].concat())
    }

    /// Opens what was sealed; `None` when no key fits or something was changed.
    pub(crate) fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (of, rest) = sealed.split_at_checked(MARK)?;
        let (nonce, message) = rest.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let key = self.0.iter().find(|key| mark(key) == of)?;
        let payload = Payload {
            msg: message,
            aad: purpose.as_bytes(),
        };
        cipher(key).decrypt(&XNonce::from(nonce), payload).ok()
    }
}

fn cipher(key: &[u8; KEY]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key))
}

fn mark(key: &[u8; KEY]) -> [u8; MARK] {
    let digest = Sha256::digest(key);
    [digest[0], digest[1], digest[2], digest[3]]
}

const COMMENT: &str = "# Key of the secrets in the database (second factors). Keep a copy apart from the backups: \
    without it\n# everybody sets up their second factor again. A new key goes on a line above the old one.\n";

/// Makes the file, and never over one that another process made meanwhile.
fn make(path: &Path) -> Result<KeyRing> {
    use std::io::Write;
    let key = hex::encode(rand::random::<[u8; KEY]>());
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            file.write_all(format!("{COMMENT}{key}\n").as_bytes())?;
            file.sync_all()?;
            KeyRing::parse(&key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            KeyRing::parse(&std::fs::read_to_string(path)?)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_is_opened_with_the_same_key_for_the_same_purpose() {
        let keys = KeyRing::default();
        let sealed = keys.seal("code of 1", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(keys.open("code of 1", &sealed).unwrap(), b"secret");
        assert_eq!(keys.open("code of 2", &sealed), None, "another account");
        assert_eq!(KeyRing::default().open("code of 1", &sealed), None);
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(keys.open("code of 1", &changed), None, "byte {place}");
        }
        assert_eq!(keys.open("code of 1", &sealed[..10]), None);
        assert_ne!(keys.seal("code of 1", b"secret").unwrap(), sealed);
    }

    #[test]
    fn a_new_key_in_front_of_the_old_one_opens_what_the_old_one_sealed() {
        let (old, new) = ("11".repeat(32), "22".repeat(32));
        let sealed = KeyRing::parse(&old).unwrap().seal("p", b"s").unwrap();
        let both = KeyRing::parse(&format!("# newest first\n{new}\n\n{old}\n")).unwrap();
        assert_eq!(both.open("p", &sealed).unwrap(), b"s");
        let resealed = both.seal("p", b"s").unwrap();
        assert_eq!(KeyRing::parse(&old).unwrap().open("p", &resealed), None);
        assert!(!format!("{both:?}").contains("22"), "not in a log");
    }

    #[test]
    fn a_missing_file_is_made_for_its_owner_only_and_read_again() {
        let folder = std::env::temp_dir().join(format!("key-ring-{:x}", rand::random::<u64>()));
        std::fs::create_dir(&folder).unwrap();
        let file = folder.join("secret.key");
        let sealed = KeyRing::of_file(&file).unwrap().seal("p", b"s").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let again = KeyRing::of_file(&file).unwrap();
        assert_eq!(again.open("p", &sealed).unwrap(), b"s");
        std::fs::write(&file, "no key at all").unwrap();
        let error = KeyRing::of_file(&file).unwrap_err();
        assert!(format!("{error:#}").contains("secret.key"), "{error:#}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
