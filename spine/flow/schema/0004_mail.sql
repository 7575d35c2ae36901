-- Where somebody's mail goes.
CREATE TABLE mail_addresses (
    account_id KEY CONSTRAINT mail_addresses_account REFERENCES accounts (id),
    address STR NOT NULL,
    changed_at INSTANT NOT NULL
) END_TABLE;

-- Outgoing mail, written in the transaction of the act that it tells about and sent afterwards.
CREATE TABLE mails (
    id KEY,
    -- One mail for one event, however often the act is tried.
    event_key STR CONSTRAINT mails_event_unique UNIQUE,
    account_id INT8 CONSTRAINT mails_account REFERENCES accounts (id),
    address STR NOT NULL,
    name STR NOT NULL,
    language STR NOT NULL,
    subject STR NOT NULL,
    lines STR NOT NULL,
    href STR,
    -- Whether lines and address lead to a secret: they are forgotten once the mail is sent.
    secret FLAG NOT NULL,
    state STR NOT NULL,
    due_at INSTANT,
    attempts INT8 NOT NULL,
    error STR,
    fault STR,
    created_at INSTANT NOT NULL,
    ended_at INSTANT,
    version INT8 NOT NULL,
    CONSTRAINT mails_state CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'cancelled')),
    CONSTRAINT mails_open_is_due CHECK ((due_at IS NOT NULL) = (state IN ('waiting', 'sending'))),
    CONSTRAINT mails_language CHECK (language IN ('ja', 'en'))
) END_TABLE;

CREATE INDEX mails_open ON mails (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX mails_by_state ON mails (state, id);
CREATE INDEX mails_by_person ON mails (account_id, id);
CREATE INDEX mails_by_end ON mails (ended_at);
