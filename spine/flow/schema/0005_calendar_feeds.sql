-- Personal calendars by a secret address, one for an account. Only the SHA-256 of the secret is kept.
CREATE TABLE calendar_feeds (
    account_id KEY CONSTRAINT calendar_feeds_account REFERENCES accounts (id),
    token_hash BYTES NOT NULL CONSTRAINT calendar_feeds_token_unique UNIQUE,
    created_at INSTANT NOT NULL,
    read_at INSTANT
) END_TABLE;
