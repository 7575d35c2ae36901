-- Overtime (超過勤務) by person and day, or by person and month where only sums are known. Rows are only added: what was
-- wrong is taken back by a row with the same number and a minus before it, whose minutes are negative, and said anew by
-- another. So every sum is right whoever reads it, and what was said before stays.
CREATE TABLE overtime_records (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT overtime_records_employee REFERENCES employees (id),
    -- Where the person served on the day.
    unit_id INT8 NOT NULL CONSTRAINT overtime_records_unit REFERENCES units (id),
    -- 202611. Work past midnight belongs to the day, and the month, on which it began.
    month INT8 NOT NULL,
    -- None for the sum of a month.
    day DAY,
    day_kind STR,
    -- Minutes after midnight; an end after midnight is counted on.
    started INT8,
    ended INT8,
    rest INT8 NOT NULL,
    -- What the limits count, holiday work within regular hours, and of the first what lay on the legal weekly holiday;
    -- of both what lay by night.
    counted INT8 NOT NULL,
    holiday INT8 NOT NULL,
    weekly INT8 NOT NULL,
    night INT8 NOT NULL,
    reason STR NOT NULL,
    special_id INT8,
    order_id INT8,
    import_id INT8,
    entered_at INSTANT NOT NULL,
    entered_by STR NOT NULL,
    CONSTRAINT overtime_records_month CHECK (month > 190000 AND month < 300000),
    CONSTRAINT overtime_records_span CHECK (
        (day IS NULL AND started IS NULL AND ended IS NULL) OR day IS NOT NULL),
    CONSTRAINT overtime_records_sign CHECK (
        (id > 0 AND counted >= 0 AND holiday >= 0 AND night >= 0)
        OR (id < 0 AND counted <= 0 AND holiday <= 0 AND night <= 0))
) END_TABLE;

CREATE INDEX overtime_records_by_employee ON overtime_records (employee_id, month, day);
CREATE INDEX overtime_records_by_day ON overtime_records (day, employee_id);
CREATE INDEX overtime_records_by_import ON overtime_records (import_id);
CREATE INDEX overtime_records_by_unit ON overtime_records (unit_id);
CREATE INDEX overtime_records_by_special ON overtime_records (special_id, month);

-- The same by month, person and unit, kept in the same transactions: what pages and limits read.
CREATE TABLE overtime_months (
    employee_id INT8 NOT NULL CONSTRAINT overtime_months_employee REFERENCES employees (id),
    month INT8 NOT NULL,
    unit_id INT8 NOT NULL CONSTRAINT overtime_months_unit REFERENCES units (id),
    counted INT8 NOT NULL,
    special INT8 NOT NULL,
    holiday INT8 NOT NULL,
    weekly INT8 NOT NULL,
    night INT8 NOT NULL,
    CONSTRAINT overtime_months_key PRIMARY KEY (employee_id, month, unit_id)
) END_TABLE;

CREATE INDEX overtime_months_by_month ON overtime_months (month, unit_id, employee_id);
CREATE INDEX overtime_months_by_unit ON overtime_months (unit_id);

-- Grows with every change of what limits are computed from.
CREATE TABLE overtime_stamp (
    id KEY,
    changes INT8 NOT NULL
) END_TABLE;

-- Months that are closed (月締め). Afterwards records are only corrected, with a reason.
CREATE TABLE overtime_closings (
    month KEY,
    closed FLAG NOT NULL,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL,
    reason STR NOT NULL,
    version INT8 NOT NULL
) END_TABLE;

-- Sections and months that were busy for a reason known in advance, or by a disaster: not chronic.
CREATE TABLE overtime_busy_months (
    id KEY,
    unit_id INT8 NOT NULL CONSTRAINT overtime_busy_months_unit REFERENCES units (id),
    month INT8 NOT NULL,
    reason STR NOT NULL,
    entered_at INSTANT NOT NULL,
    entered_by STR NOT NULL,
    CONSTRAINT overtime_busy_months_unique UNIQUE (unit_id, month)
) END_TABLE;

-- 他律的業務の比重が高い部署: a unit with those below it, from when until when, and by which criterion.
CREATE TABLE overtime_designations (
    id KEY,
    unit_id INT8 NOT NULL CONSTRAINT overtime_designations_unit REFERENCES units (id),
    criterion STR NOT NULL,
    valid_from DAY NOT NULL,
    valid_to DAY,
    entered_at INSTANT NOT NULL,
    entered_by STR NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT overtime_designations_days CHECK (valid_to IS NULL OR valid_to > valid_from)
) END_TABLE;

CREATE INDEX overtime_designations_by_unit ON overtime_designations (unit_id, valid_from);

-- Workplaces of 労働基準法別表第1 with their agreement (36協定). Without hours there is none for these days. The number
-- in the schedule decides who is told: 労働基準監督署 for 1 to 10 and 13 to 15, else the city's own office.
CREATE TABLE overtime_agreements (
    id KEY,
    unit_id INT8 NOT NULL CONSTRAINT overtime_agreements_unit REFERENCES units (id),
    schedule_no INT8 NOT NULL,
    month_minutes INT8,
    year_minutes INT8,
    special_month_minutes INT8,
    special_year_minutes INT8,
    times INT8,
    filed_on DAY,
    valid_from DAY NOT NULL,
    valid_to DAY,
    entered_at INSTANT NOT NULL,
    entered_by STR NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT overtime_agreements_schedule CHECK (schedule_no >= 1 AND schedule_no <= 15),
    CONSTRAINT overtime_agreements_times CHECK (times IS NULL OR (times >= 0 AND times <= 6)),
    CONSTRAINT overtime_agreements_days CHECK (valid_to IS NULL OR valid_to > valid_from)
) END_TABLE;

CREATE INDEX overtime_agreements_by_unit ON overtime_agreements (unit_id, valid_from);

-- 特例業務: a large disaster, or other important work that had to be done at once. Its causes are verified within six
-- months of the year in which it was.
CREATE TABLE overtime_special_works (
    id KEY,
    name STR NOT NULL,
    ground STR NOT NULL,
    valid_from DAY NOT NULL,
    valid_to DAY,
    verified_on DAY,
    verified_by STR,
    findings STR NOT NULL,
    entered_at INSTANT NOT NULL,
    entered_by STR NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT overtime_special_works_days CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT overtime_special_works_verified CHECK (verified_on IS NULL OR findings <> '')
) END_TABLE;

-- What a head says about a limit that was broken. Rows are only added; the last one counts.
CREATE TABLE overtime_explanations (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT overtime_explanations_employee REFERENCES employees (id),
    month INT8 NOT NULL,
    cause STR NOT NULL,
    remedy STR NOT NULL,
    written_at INSTANT NOT NULL,
    written_by STR NOT NULL
) END_TABLE;

CREATE INDEX overtime_explanations_by_employee ON overtime_explanations (employee_id, month, id);

-- Orders (超過勤務命令): applied for, ordered, worked, reported, confirmed.
CREATE TABLE overtime_orders (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT overtime_orders_employee REFERENCES employees (id),
    day DAY NOT NULL,
    started INT8 NOT NULL,
    ended INT8 NOT NULL,
    rest INT8 NOT NULL,
    reason STR NOT NULL,
    special_id INT8,
    -- Whether it needed the step beyond the section: after 22:00, or over a limit.
    beyond FLAG NOT NULL,
    state STR NOT NULL,
    -- What was worked; none until it is reported.
    worked_from INT8,
    worked_to INT8,
    worked_rest INT8,
    reported_at INSTANT,
    record_id INT8,
    entered_at INSTANT NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT overtime_orders_state CHECK (state IN (
        'in-progress', 'approved', 'returned', 'rejected', 'withdrawn', 'reported', 'not-worked'))
) END_TABLE;

CREATE INDEX overtime_orders_by_employee ON overtime_orders (employee_id, day);
CREATE INDEX overtime_orders_open ON overtime_orders (employee_id, day) WHERE state = 'approved';

-- How the columns of a file are read, remembered by name.
CREATE TABLE overtime_mappings (
    id KEY,
    name STR NOT NULL CONSTRAINT overtime_mappings_name_unique UNIQUE,
    content STR NOT NULL,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL
) END_TABLE;

-- Files that were sent: tried out, taken in, taken back. The file itself is thrown away when it is done with.
CREATE TABLE overtime_imports (
    id KEY,
    file_name STR NOT NULL,
    content BYTES,
    sent_at INSTANT NOT NULL,
    sent_by STR NOT NULL,
    state STR NOT NULL,
    -- Columns as JSON, and the name under which they are remembered.
    choice STR,
    mapping_name STR,
    rows_read INT8 NOT NULL,
    people INT8 NOT NULL,
    minutes INT8 NOT NULL,
    problems INT8 NOT NULL,
    -- Places and sentences of the first problems as JSON, and the months as a list.
    remarks STR NOT NULL,
    months STR NOT NULL,
    done_at INSTANT,
    done_by STR,
    undone_at INSTANT,
    undone_by STR,
    version INT8 NOT NULL,
    CONSTRAINT overtime_imports_state CHECK (state IN (
        'sent', 'refused', 'tried', 'done', 'undone', 'dropped'))
) END_TABLE;

CREATE INDEX overtime_imports_by_time ON overtime_imports (sent_at, id);
