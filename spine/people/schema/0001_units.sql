-- Units (部・課・係). A unit keeps its number through renamings and moves; what it is called and where
-- it stands is a version with dates. Days are half-open: valid_to is the first day it no longer holds.
CREATE TABLE units (
    id KEY,
    code STR NOT NULL CONSTRAINT units_code_unique UNIQUE
) END_TABLE;

CREATE TABLE unit_versions (
    id KEY,
    unit_id INT8 NOT NULL CONSTRAINT unit_versions_unit REFERENCES units (id),
    name STR NOT NULL,
    short_name STR NOT NULL,
    kana STR NOT NULL,
    parent_id INT8 CONSTRAINT unit_versions_parent REFERENCES units (id),
    kind STR NOT NULL,
    position INT8 NOT NULL,
    valid_from DAY NOT NULL,
    valid_to DAY,
    CONSTRAINT unit_versions_kind CHECK (kind IN ('department', 'section', 'team', 'other')),
    CONSTRAINT unit_versions_days CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT unit_versions_not_own_parent CHECK (parent_id IS NULL OR parent_id <> unit_id),
    CONSTRAINT unit_versions_start_unique UNIQUE (unit_id, valid_from)
) END_TABLE;

CREATE INDEX unit_versions_by_parent ON unit_versions (parent_id, valid_from);
CREATE INDEX unit_versions_by_name ON unit_versions (name, valid_from);
CREATE UNIQUE INDEX unit_versions_one_open ON unit_versions (unit_id) WHERE valid_to IS NULL;
