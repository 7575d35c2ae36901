-- The second factor of an account: a secret shared with an app on a telephone, encrypted with a key that is
-- not in the database. Not confirmed while it is being set up.
CREATE TABLE second_factors (
    account_id KEY CONSTRAINT second_factors_account REFERENCES accounts (id),
    secret BYTES NOT NULL,
    begun_at INSTANT NOT NULL,
    confirmed_at INSTANT,
    -- The last step of 30 seconds whose code was used: no code works twice.
    last_step INT8 NOT NULL
) END_TABLE;

-- Recovery codes, ten for each second factor, each good once. Only their SHA-256 is kept.
CREATE TABLE recovery_codes (
    id KEY,
    account_id INT8 NOT NULL CONSTRAINT recovery_codes_account REFERENCES accounts (id),
    code_hash BYTES NOT NULL,
    used_at INSTANT,
    CONSTRAINT recovery_codes_once UNIQUE (account_id, code_hash)
) END_TABLE;

-- Sign-ins whose password was right and whose code is still to come.
CREATE TABLE sign_in_challenges (
    id KEY,
    account_id INT8 NOT NULL CONSTRAINT sign_in_challenges_account REFERENCES accounts (id),
    token_hash BYTES NOT NULL CONSTRAINT sign_in_challenges_token_unique UNIQUE,
    ends_at INSTANT NOT NULL
) END_TABLE;

CREATE INDEX sign_in_challenges_by_account ON sign_in_challenges (account_id);
CREATE INDEX sign_in_challenges_by_end ON sign_in_challenges (ends_at);

-- Sign-ins under way at the identity provider. A row is used once and for ten minutes.
CREATE TABLE provider_visits (
    id KEY,
    state_hash BYTES NOT NULL CONSTRAINT provider_visits_state_unique UNIQUE,
    nonce STR NOT NULL,
    verifier STR NOT NULL,
    next STR NOT NULL,
    -- The session that shows again who it belongs to; empty for a sign-in.
    session_id INT8,
    ends_at INSTANT NOT NULL
) END_TABLE;

CREATE INDEX provider_visits_by_end ON provider_visits (ends_at);

-- Which person at the identity provider uses which account.
CREATE TABLE provider_subjects (
    id KEY,
    account_id INT8 NOT NULL CONSTRAINT provider_subjects_account REFERENCES accounts (id)
        CONSTRAINT provider_subjects_account_unique UNIQUE,
    issuer STR NOT NULL,
    subject STR NOT NULL,
    linked_at INSTANT NOT NULL,
    CONSTRAINT provider_subjects_once UNIQUE (issuer, subject)
) END_TABLE;

-- Invitations of employees to make their account. Only the SHA-256 of the link's token is kept.
CREATE TABLE invitations (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT invitations_employee REFERENCES employees (id),
    token_hash BYTES NOT NULL CONSTRAINT invitations_token_unique UNIQUE,
    invited_by INT8,
    invited_by_name STR NOT NULL,
    invited_at INSTANT NOT NULL,
    ends_at INSTANT NOT NULL,
    accepted_at INSTANT,
    revoked_at INSTANT
) END_TABLE;

CREATE INDEX invitations_by_employee ON invitations (employee_id, invited_at);
CREATE INDEX invitations_by_time ON invitations (invited_at, id);
