//! What is hashed: the fields of an entry in a form that only these very fields can have.

use sha2::{Digest, Sha256};

/// The fields that the hash covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fields<'a> {
    pub seq: i64,
    /// Whole seconds since 1970 in UTC.
    pub second: i64,
    pub kind: &'a str,
    pub account: Option<i64>,
    pub employee: Option<i64>,
    pub name: &'a str,
    pub act: &'a str,
    pub subject: &'a str,
    pub detail: &'a str,
    pub prev_hash: Option<&'a str>,
}

/// Names the encoding; another one would begin differently.
const START: &[u8] = b"hagukumi journal 1\n";

impl Fields<'_> {
    /// SHA-256 of the fields, hexadecimal.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.canonical()))
    }

    /// Every field with its length before it, so that nothing can move from one field to the next; a
    /// field that is missing differs from an empty one.
    fn canonical(&self) -> Vec<u8> {
        let mut out = START.to_vec();
        number(&mut out, Some(self.seq));
        number(&mut out, Some(self.second));
        text(&mut out, Some(self.kind));
        number(&mut out, self.account);
        number(&mut out, self.employee);
        for field in [self.name, self.act, self.subject, self.detail] {
            text(&mut out, Some(field));
        }
        text(&mut out, self.prev_hash);
        out
    }
}

fn number(out: &mut Vec<u8>, value: Option<i64>) {
    framed(
        out,
        value
            .map(i64::to_be_bytes)
            .as_ref()
            .map(<[u8; 8]>::as_slice),
    );
}

fn text(out: &mut Vec<u8>, value: Option<&str>) {
    framed(out, value.map(str::as_bytes));
}

fn framed(out: &mut Vec<u8>, value: Option<&[u8]>) {
    match value {
        None => out.push(0),
        Some(bytes) => {
            out.push(1);
            out.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
            out.extend_from_slice(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIRST: Fields<'_> = Fields {
        seq: 1,
        second: 1_800_000_000,
        kind: "act",
        account: Some(7),
        employee: None,
        name: "緑野 花子",
        act: "plan.result.entered",
        subject: "program:12",
        detail: r#"{"year":2026}"#,
        prev_hash: None,
    };

    #[test]
    fn the_encoding_of_released_journals_never_changes() {
        assert_eq!(
            FIRST.hash(),
            "4179da0e2ecc2ae713ccfd49e4bd3f61ca27f95fb66c9b271acd1ebd96d59464"
        );
    }

    #[test]
    fn every_field_counts() {
        let others = [
            Fields { seq: 2, ..FIRST },
            Fields {
                second: 1_800_000_001,
                ..FIRST
            },
            Fields {
                kind: "look",
                ..FIRST
            },
            Fields {
                account: None,
                ..FIRST
            },
            Fields {
                account: None,
                employee: Some(7),
                ..FIRST
            },
            Fields {
                name: "緑野 花",
                ..FIRST
            },
            Fields {
                act: "plan.result",
                ..FIRST
            },
            Fields {
                subject: "program:1",
                ..FIRST
            },
            Fields {
                detail: r#"{"year": 2026}"#,
                ..FIRST
            },
            Fields {
                prev_hash: Some(""),
                ..FIRST
            },
        ];
        for other in others {
            assert_ne!(other.hash(), FIRST.hash(), "{other:?}");
        }
    }

    type Owned = (
        i64,
        i64,
        Option<i64>,
        Option<i64>,
        [String; 5],
        Option<String>,
    );

    fn fields(owned: &Owned) -> Fields<'_> {
        let (seq, second, account, employee, [kind, name, act, subject, detail], prev) = owned;
        Fields {
            seq: *seq,
            second: *second,
            kind,
            account: *account,
            employee: *employee,
            name,
            act,
            subject,
            detail,
            prev_hash: prev.as_deref(),
        }
    }

    /// Reads the encoding back; if that always gives the same fields, no two entries share one.
    fn decoded(canonical: &[u8]) -> Option<Owned> {
        let mut rest = canonical.strip_prefix(START)?;
        let mut next = || -> Option<Option<Vec<u8>>> {
            let (tag, after) = rest.split_first()?;
            rest = after;
            if *tag == 0 {
                return Some(None);
            }
            let (length, after) = rest.split_first_chunk::<8>()?;
            let (bytes, after) = after.split_at(usize::try_from(u64::from_be_bytes(*length)).ok()?);
            rest = after;
            Some(Some(bytes.to_vec()))
        };
        let number = |bytes: Vec<u8>| Some(i64::from_be_bytes(bytes.try_into().ok()?));
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok();
        let (seq, second) = (number(next()??)?, number(next()??)?);
        let kind = text(next()??)?;
        let account = next()?.map(number);
        let employee = next()?.map(number);
        let [name, act, subject, detail] = [(); 4].map(|()| next().flatten().and_then(text));
        let prev = next()?.map(text);
        let texts = [kind, name?, act?, subject?, detail?];
        let known = rest.is_empty() && account != Some(None) && employee != Some(None);
        known.then_some((
            seq,
            second,
            account.flatten(),
            employee.flatten(),
            texts,
            prev.flatten(),
        ))
    }

    proptest! {
        #[test]
        fn no_two_entries_have_the_same_encoding(
            owned in any::<Owned>(), other in any::<Owned>(), moved in 0_usize..4
        ) {
            let canonical = fields(&owned).canonical();
            prop_assert_eq!(decoded(&canonical), Some(owned.clone()));
            prop_assert_eq!(owned == other, canonical == fields(&other).canonical());

            // A character that moves from the end of one field to the start of the next.
            let mut shifted = owned.clone();
            if let Some(last) = shifted.4[moved].pop() {
                shifted.4[moved + 1].insert(0, last);
                prop_assert_ne!(fields(&shifted).hash(), fields(&owned).hash());
            }
        }
    }
}
