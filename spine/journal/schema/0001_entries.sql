-- The journal: who did or looked at what, each entry chained to the one before it by its hash.
--
-- Every entry but the first refers to the hash of the one before, and the head refers to the last one,
-- so the database itself refuses to delete an entry or to change a hash. What it cannot refuse (a
-- changed detail, an edit with the rules switched off) is found by verifying the chain.
CREATE TABLE journal_entries (
    seq KEY,
    at INSTANT NOT NULL,
    kind STR NOT NULL,
    account_id INT8,
    employee_id INT8,
    actor_name STR NOT NULL,
    act STR NOT NULL,
    subject STR NOT NULL,
    detail STR NOT NULL,
    prev_hash STR CONSTRAINT journal_entries_prev REFERENCES journal_entries (hash),
    hash STR NOT NULL,
    CONSTRAINT journal_entries_kind CHECK (kind IN ('act', 'look')),
    CONSTRAINT journal_entries_first CHECK ((seq = 1) = (prev_hash IS NULL)),
    CONSTRAINT journal_entries_hash_unique UNIQUE (hash),
    CONSTRAINT journal_entries_prev_unique UNIQUE (prev_hash)
) END_TABLE;

CREATE INDEX journal_entries_by_subject ON journal_entries (subject, seq);

-- One row: the number and the hash of the last entry. Writers wait for each other here.
CREATE TABLE journal_head (
    id KEY,
    seq INT8 NOT NULL,
    hash STR CONSTRAINT journal_head_entry REFERENCES journal_entries (hash),
    CONSTRAINT journal_head_single CHECK (id = 1)
) END_TABLE;
