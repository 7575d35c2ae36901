-- General applications (伺い): what anybody asks of those above. The application itself travels in
-- approval_applications; here stands what it says.
CREATE TABLE general_applications (
    id KEY,
    applicant_id INT8 NOT NULL CONSTRAINT general_applications_applicant REFERENCES employees (id),
    title STR NOT NULL,
    body STR NOT NULL,
    amount INT8,
    created_at INSTANT NOT NULL,
    -- How it stands, as its approval has left it.
    state STR NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT general_applications_amount CHECK (amount IS NULL OR amount >= 0),
    CONSTRAINT general_applications_state CHECK (state IN (
        'in-progress', 'approved', 'rejected', 'returned', 'withdrawn'))
) END_TABLE;

CREATE INDEX general_applications_by_applicant ON general_applications (applicant_id, created_at);
