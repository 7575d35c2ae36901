-- Notices (お知らせ): one row for an event, however many people are told of it. Sentences are kept as the
-- key of their words with the variables, so that each reader has them in the own language.
CREATE TABLE notices (
    id KEY,
    kind STR NOT NULL,
    event_key STR NOT NULL CONSTRAINT notices_event_unique UNIQUE,
    title STR NOT NULL,
    lines STR NOT NULL,
    href STR NOT NULL,
    created_at INSTANT NOT NULL
) END_TABLE;

CREATE INDEX notices_by_time ON notices (created_at);

CREATE TABLE notice_recipients (
    account_id INT8 NOT NULL CONSTRAINT notice_recipients_account REFERENCES accounts (id),
    notice_id INT8 NOT NULL CONSTRAINT notice_recipients_notice REFERENCES notices (id),
    -- How the person was told, decided when it happened.
    way STR NOT NULL,
    read_at INSTANT,
    digested_at INSTANT,
    CONSTRAINT notice_recipients_key PRIMARY KEY (account_id, notice_id),
    CONSTRAINT notice_recipients_way CHECK (way IN ('product', 'mail', 'digest'))
) END_TABLE;

CREATE INDEX notice_recipients_unread ON notice_recipients (account_id, notice_id) WHERE read_at IS NULL;
CREATE INDEX notice_recipients_for_digest ON notice_recipients (account_id, notice_id)
    WHERE way = 'digest' AND digested_at IS NULL;
CREATE INDEX notice_recipients_by_notice ON notice_recipients (notice_id);

-- How somebody wants to be told of a kind of notice; without a row the kind's usual way holds.
CREATE TABLE notice_preferences (
    account_id INT8 NOT NULL CONSTRAINT notice_preferences_account REFERENCES accounts (id),
    kind STR NOT NULL,
    way STR NOT NULL,
    CONSTRAINT notice_preferences_key PRIMARY KEY (account_id, kind),
    CONSTRAINT notice_preferences_way CHECK (way IN ('product', 'mail', 'digest'))
) END_TABLE;
