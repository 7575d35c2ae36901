-- Long work (ジョブ): asked for in the transaction of an act, done by whichever process takes it.
CREATE TABLE jobs (
    id KEY,
    kind STR NOT NULL,
    -- What the kind needs to know, as JSON.
    arguments STR NOT NULL,
    state STR NOT NULL,
    -- When a process may take it: at once, after a pause, or when the lease of a lost process is over.
    due_at INSTANT,
    -- The place in the queue: whoever asks for much at once lets others in between.
    place_at INSTANT NOT NULL,
    done INT8 NOT NULL,
    total INT8 NOT NULL,
    step STR,
    attempts INT8 NOT NULL,
    worker STR,
    cancel_asked FLAG NOT NULL,
    -- Why it is not done, as a sentence for the person who asked, and as the log has it.
    error STR,
    fault STR,
    result STR,
    href STR,
    asked_by INT8 CONSTRAINT jobs_account REFERENCES accounts (id),
    asked_by_name STR NOT NULL,
    created_at INSTANT NOT NULL,
    started_at INSTANT,
    ended_at INSTANT,
    version INT8 NOT NULL,
    CONSTRAINT jobs_state CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    CONSTRAINT jobs_open_is_due CHECK ((due_at IS NOT NULL) = (state IN ('waiting', 'running'))),
    CONSTRAINT jobs_ended CHECK ((ended_at IS NULL) = (state IN ('waiting', 'running')))
) END_TABLE;

CREATE INDEX jobs_open ON jobs (place_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX jobs_open_by_person ON jobs (asked_by) WHERE due_at IS NOT NULL;
CREATE INDEX jobs_by_person ON jobs (asked_by, id);
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_kind ON jobs (kind, id);
CREATE INDEX jobs_by_end ON jobs (ended_at);

-- Files that jobs have made, kept for a while for who asked.
CREATE TABLE job_files (
    id KEY,
    job_id INT8 NOT NULL CONSTRAINT job_files_job REFERENCES jobs (id),
    name STR NOT NULL,
    media STR NOT NULL,
    bytes BYTES NOT NULL,
    expires_at INSTANT NOT NULL
) END_TABLE;

CREATE INDEX job_files_by_job ON job_files (job_id);
CREATE INDEX job_files_by_end ON job_files (expires_at);

-- What comes round by the clock, with the hour for which it was asked for last.
CREATE TABLE duties (
    name STR NOT NULL,
    due_at INSTANT NOT NULL,
    CONSTRAINT duties_name PRIMARY KEY (name)
) END_TABLE;
