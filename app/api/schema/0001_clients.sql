-- Programs of others that read through the interface (連携システム). What a token is stands nowhere: only its
-- SHA-256. Scopes and network addresses are words with blanks between them.
CREATE TABLE api_clients (
    id KEY,
    name STR NOT NULL,
    contact STR NOT NULL,
    scopes STR NOT NULL,
    addresses STR NOT NULL,
    -- Requests in a minute; the city's setting where nothing stands.
    per_minute INT8,
    made_at INSTANT NOT NULL,
    made_by STR NOT NULL,
    closed_at INSTANT
) END_TABLE;

CREATE TABLE api_tokens (
    id KEY,
    client_id INT8 NOT NULL CONSTRAINT api_tokens_client REFERENCES api_clients (id),
    token_hash BYTES NOT NULL CONSTRAINT api_tokens_hash_unique UNIQUE,
    -- The last characters, by which people tell tokens apart.
    hint STR NOT NULL,
    made_at INSTANT NOT NULL,
    made_by STR NOT NULL,
    -- The first day on which it no longer counts.
    valid_to DAY,
    revoked_at INSTANT,
    used_at INSTANT,
    used_from STR
) END_TABLE;

CREATE INDEX api_tokens_by_client ON api_tokens (client_id, id);

-- Which kind of record a client has read on a day: the journal is told once.
CREATE TABLE api_reads (
    id KEY,
    client_id INT8 NOT NULL CONSTRAINT api_reads_client REFERENCES api_clients (id),
    read_on DAY NOT NULL,
    kind STR NOT NULL,
    CONSTRAINT api_reads_unique UNIQUE (client_id, read_on, kind)
) END_TABLE;
