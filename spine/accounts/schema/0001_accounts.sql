-- Accounts: who may sign in. An account belongs to an employee, or to somebody outside (name only).
CREATE TABLE accounts (
    id KEY,
    login STR NOT NULL,
    -- The login name folded (capitals, width), as bytes: unique and searched by its beginning.
    login_key BYTES NOT NULL CONSTRAINT accounts_login_unique UNIQUE,
    name STR NOT NULL,
    name_key BYTES NOT NULL,
    employee_id INT8 CONSTRAINT accounts_employee REFERENCES employees (id)
        CONSTRAINT accounts_employee_unique UNIQUE,
    password_hash STR NOT NULL,
    must_change FLAG NOT NULL,
    -- Until when a password that an administrator handed out may be used.
    temporary_until INSTANT,
    language STR NOT NULL,
    created_at INSTANT NOT NULL,
    disabled_at INSTANT,
    version INT8 NOT NULL,
    CONSTRAINT accounts_language CHECK (language IN ('ja', 'en'))
) END_TABLE;

CREATE INDEX accounts_by_name ON accounts (name_key);

-- What an account may do, from when until when; valid_to is the first day without the role. Heads and
-- employees are not granted: these roles follow from appointments.
CREATE TABLE role_grants (
    id KEY,
    account_id INT8 NOT NULL CONSTRAINT role_grants_account REFERENCES accounts (id),
    role STR NOT NULL,
    unit_id INT8 CONSTRAINT role_grants_unit REFERENCES units (id),
    valid_from DAY NOT NULL,
    valid_to DAY,
    CONSTRAINT role_grants_role CHECK (role IN (
        'administrator', 'personnel-officer', 'training-officer', 'welfare-officer', 'health-staff',
        'suggestion-office', 'committee-member', 'executive', 'auditor', 'section-editor',
        'general-affairs', 'viewer')),
    CONSTRAINT role_grants_days CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT role_grants_unit_of_section
        CHECK (unit_id IS NULL OR role IN ('section-editor', 'general-affairs'))
) END_TABLE;

CREATE INDEX role_grants_by_account ON role_grants (account_id, valid_from);
CREATE INDEX role_grants_by_role ON role_grants (role, valid_from);
-- For the reference: a unit that is struck out again must not read every role.
CREATE INDEX role_grants_by_unit ON role_grants (unit_id);

-- Open sessions. Only the SHA-256 of a token is kept: who reads the database cannot sign in with it.
CREATE TABLE sessions (
    id KEY,
    account_id INT8 NOT NULL CONSTRAINT sessions_account REFERENCES accounts (id),
    token_hash BYTES NOT NULL CONSTRAINT sessions_token_unique UNIQUE,
    created_at INSTANT NOT NULL,
    seen_at INSTANT NOT NULL,
    user_agent STR NOT NULL,
    address STR NOT NULL,
    -- The end whatever happens, and minutes without use after which it ends earlier: as they were set when
    -- the session was opened.
    ends_at INSTANT NOT NULL,
    idle_minutes INT8 NOT NULL,
    -- How the person showed who they are, and when they did so last.
    means STR NOT NULL,
    renewed_at INSTANT NOT NULL,
    -- When another kind of browser came with the same token.
    doubted_at INSTANT,
    CONSTRAINT sessions_means CHECK (means IN ('password', 'code', 'provider'))
) END_TABLE;

CREATE INDEX sessions_by_account ON sessions (account_id, created_at);
CREATE INDEX sessions_by_end ON sessions (ends_at);

-- Failed attempts by login name, whether an account has the name or not: a lock tells nothing about it.
CREATE TABLE sign_in_failures (
    id KEY,
    login_key BYTES NOT NULL CONSTRAINT sign_in_failures_login_unique UNIQUE,
    failures INT8 NOT NULL,
    failed_at INSTANT NOT NULL,
    locked_until INSTANT
) END_TABLE;

CREATE INDEX sign_in_failures_by_age ON sign_in_failures (failed_at);

-- One row that is touched before the number of administrators is counted: whoever touches it makes
-- the others wait, so that two at once cannot both be the first or both remove the last but one.
CREATE TABLE administrators_gate (
    id KEY,
    passed INT8 NOT NULL
) END_TABLE;
