-- Private records opened in an emergency by an administrator, who may not see them otherwise: by whom, why,
-- from when until when. Rows are never deleted.
CREATE TABLE emergency_openings (
    id KEY,
    account_id INT8 NOT NULL CONSTRAINT emergency_openings_account REFERENCES accounts (id),
    opened_by STR NOT NULL,
    employee_id INT8 NOT NULL CONSTRAINT emergency_openings_employee REFERENCES employees (id),
    reason STR NOT NULL,
    opened_at INSTANT NOT NULL,
    closes_at INSTANT NOT NULL,
    -- Closed by hand before its time.
    closed_at INSTANT,
    CONSTRAINT emergency_openings_times CHECK (closes_at > opened_at)
) END_TABLE;

CREATE INDEX emergency_openings_by_account ON emergency_openings (account_id, closes_at);
CREATE INDEX emergency_openings_by_employee ON emergency_openings (employee_id, opened_at);
CREATE INDEX emergency_openings_by_time ON emergency_openings (opened_at, id);
