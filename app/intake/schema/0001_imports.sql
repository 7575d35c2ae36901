-- How the columns of a staff list are read, remembered by name.
CREATE TABLE intake_mappings (
    id KEY,
    name STR NOT NULL CONSTRAINT intake_mappings_name_unique UNIQUE,
    -- Sheets, headings and options as JSON.
    content STR NOT NULL,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL
) END_TABLE;

-- Staff lists that were sent: on their way, taken in, undone.
CREATE TABLE intake_imports (
    id KEY,
    account_id INT8,
    sent_by STR NOT NULL,
    sent_at INSTANT NOT NULL,
    file_name STR NOT NULL,
    state STR NOT NULL,
    -- The first rows of every table in the files, as JSON, for choosing the columns.
    preview STR NOT NULL,
    -- What was chosen: tables, columns and options as JSON; none before the first trial run.
    choice STR,
    -- The long work that tries the list out or writes it.
    job_id INT8,
    -- The name of the remembered mapping that was used or made.
    mapping_name STR,
    -- What the trial run found.
    added INT8 NOT NULL,
    changed INT8 NOT NULL,
    unchanged INT8 NOT NULL,
    leaving INT8 NOT NULL,
    units INT8 NOT NULL,
    problems INT8 NOT NULL,
    -- The first problems, or what was read in another way than written: places and sentences as JSON, in the
    -- language of who started the trial run.
    remarks STR NOT NULL,
    done_at INSTANT,
    done_by STR,
    undone_at INSTANT,
    undone_by STR,
    version INT8 NOT NULL,
    CONSTRAINT intake_imports_state CHECK (state IN (
        'sent', 'trying', 'refused', 'tried', 'writing', 'done', 'undoing', 'undone',
        'dropped')),
    CONSTRAINT intake_imports_done CHECK (done_at IS NULL OR state IN ('done', 'undoing', 'undone'))
) END_TABLE;

CREATE INDEX intake_imports_by_time ON intake_imports (sent_at, id);
CREATE INDEX intake_imports_by_done ON intake_imports (done_at, id);

-- The files themselves; thrown away when the import is done or dropped, or after a week.
CREATE TABLE intake_files (
    id KEY,
    import_id INT8 NOT NULL CONSTRAINT intake_files_import REFERENCES intake_imports (id),
    place INT8 NOT NULL,
    name STR NOT NULL,
    content BYTES NOT NULL,
    CONSTRAINT intake_files_place_unique UNIQUE (import_id, place)
) END_TABLE;

-- What a trial run would change, one row a person or unit; what an import has changed.
CREATE TABLE intake_lines (
    id KEY,
    import_id INT8 NOT NULL CONSTRAINT intake_lines_import REFERENCES intake_imports (id),
    place INT8 NOT NULL,
    kind STR NOT NULL,
    -- The staff number, or the code of the unit.
    code STR NOT NULL,
    name STR NOT NULL,
    -- The fields that differ, before and after, as JSON.
    details STR NOT NULL,
    -- The whole record before and after as JSON, for writing and for undoing; thrown away when another import
    -- has been done since.
    earlier STR,
    later STR,
    CONSTRAINT intake_lines_kind CHECK (kind IN ('unit', 'new', 'changed', 'leaving')),
    CONSTRAINT intake_lines_place_unique UNIQUE (import_id, place)
) END_TABLE;

CREATE INDEX intake_lines_by_kind ON intake_lines (import_id, kind, place);
