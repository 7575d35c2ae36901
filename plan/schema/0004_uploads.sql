-- Files that officers have sent and not taken into a plan yet; kept for a day. A file that cannot be read
-- is kept for the list of what is wrong with it.
CREATE TABLE plan_uploads (
    id KEY,
    -- Stands in the address; nobody else can guess it.
    token STR NOT NULL CONSTRAINT plan_uploads_token_unique UNIQUE,
    account_id INT8 NOT NULL,
    uploaded_at INSTANT NOT NULL,
    file_name STR NOT NULL,
    -- The document as JSON; none when the file has problems.
    document STR,
    -- The version of the plan of the same code that the trial run saw; none when there was no such plan.
    expected_version INT8,
    -- Problems, or what was left aside: places and sentences as JSON, in the language of who sent the file.
    remarks STR NOT NULL,
    CONSTRAINT plan_uploads_expected CHECK (document IS NOT NULL OR expected_version IS NULL)
) END_TABLE;

CREATE INDEX plan_uploads_by_time ON plan_uploads (uploaded_at);
