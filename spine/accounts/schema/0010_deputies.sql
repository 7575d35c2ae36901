-- Deputies (代決): who decides in somebody's place, and sees what that takes, from when until when. Days are
-- half-open: valid_to is the first day without the deputy. Rows are never deleted.
CREATE TABLE deputies (
    id KEY,
    principal_id INT8 NOT NULL CONSTRAINT deputies_principal REFERENCES employees (id),
    deputy_id INT8 NOT NULL CONSTRAINT deputies_deputy REFERENCES employees (id),
    valid_from DAY NOT NULL,
    valid_to DAY,
    reason STR NOT NULL,
    named_by STR NOT NULL,
    named_at INSTANT NOT NULL,
    -- Ended by hand before its last day, at once.
    ended_at INSTANT,
    version INT8 NOT NULL,
    CONSTRAINT deputies_days CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT deputies_other CHECK (principal_id <> deputy_id)
) END_TABLE;

CREATE INDEX deputies_by_principal ON deputies (principal_id, valid_from);
CREATE INDEX deputies_by_deputy ON deputies (deputy_id, valid_from);
CREATE INDEX deputies_by_day ON deputies (valid_from, id);
