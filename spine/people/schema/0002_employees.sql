-- Employees: one row for one employment. Who is taken on again after retirement gets a second row that
-- points to the first. Names are stored exactly as entered; what is searched for stands in employee_words.
CREATE TABLE employees (
    id KEY,
    staff_no STR NOT NULL CONSTRAINT employees_staff_no_unique UNIQUE,
    family_name STR NOT NULL,
    given_name STR NOT NULL,
    family_kana STR NOT NULL,
    given_kana STR NOT NULL,
    former_name STR,
    birth_date DAY NOT NULL,
    sex STR,
    hired_on DAY NOT NULL,
    left_on DAY,
    employment STR NOT NULL,
    weekly_minutes INT8 NOT NULL,
    job_family STR NOT NULL,
    previous_id INT8 CONSTRAINT employees_previous REFERENCES employees (id),
    -- The reading in the order of the fifty sounds, as bytes: both databases compare bytes alike.
    reading_order BYTES NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT employees_sex CHECK (sex IS NULL OR sex IN ('female', 'male')),
    CONSTRAINT employees_days CHECK (left_on IS NULL OR left_on > hired_on),
    CONSTRAINT employees_born_before_hired CHECK (birth_date < hired_on),
    CONSTRAINT employees_weekly_minutes CHECK (weekly_minutes > 0 AND weekly_minutes <= 10080),
    CONSTRAINT employees_employment CHECK (employment IN (
        'regular', 're-employed', 're-employed-short', 'fixed-term', 'temporary',
        'fiscal-year-full', 'fiscal-year-part'))
) END_TABLE;

CREATE INDEX employees_by_service ON employees (hired_on, left_on, employment);
-- The staff list in the order of readings: what narrows it without naming anybody is in the index, so that a page far down
-- the list is found without the rows before it.
CREATE INDEX employees_by_reading ON employees (reading_order, id, hired_on, left_on, employment);
CREATE INDEX employees_by_job_family ON employees (job_family, reading_order, id, hired_on, left_on);
CREATE INDEX employees_regular ON employees (reading_order, id) WHERE employment = 'regular';
CREATE INDEX employees_by_previous ON employees (previous_id);

-- What an employee is found by: folded names, readings and number, each searched by its beginning.
CREATE TABLE employee_words (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT employee_words_employee REFERENCES employees (id),
    word BYTES NOT NULL
) END_TABLE;

CREATE INDEX employee_words_by_word ON employee_words (word, employee_id);
CREATE INDEX employee_words_by_employee ON employee_words (employee_id);

-- Appointments (発令): who serves where, as what, from when until when.
CREATE TABLE appointments (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT appointments_employee REFERENCES employees (id),
    unit_id INT8 NOT NULL CONSTRAINT appointments_unit REFERENCES units (id),
    kind STR NOT NULL,
    post_title STR NOT NULL,
    rank STR NOT NULL,
    -- Whether the holder heads the unit: sees its members and decides for them.
    heads FLAG NOT NULL,
    valid_from DAY NOT NULL,
    valid_to DAY,
    CONSTRAINT appointments_kind CHECK (kind IN ('main', 'concurrent', 'acting', 'seconded')),
    CONSTRAINT appointments_rank CHECK (rank IN (
        'department-head', 'deputy-department-head', 'section-head', 'deputy-section-head',
        'team-head', 'senior', 'officer')),
    CONSTRAINT appointments_days CHECK (valid_to IS NULL OR valid_to > valid_from)
) END_TABLE;

CREATE INDEX appointments_by_employee ON appointments (employee_id, valid_from);
CREATE INDEX appointments_by_unit ON appointments (unit_id, valid_from, valid_to);
CREATE UNIQUE INDEX appointments_one_open_main ON appointments (employee_id)
    WHERE kind = 'main' AND valid_to IS NULL;
-- Who belongs where on a day: counted for every unit at once.
CREATE INDEX appointments_heads ON appointments (employee_id, valid_from) WHERE heads;
CREATE INDEX appointments_main ON appointments (unit_id, valid_from, valid_to) WHERE kind = 'main';
CREATE INDEX appointments_by_rank ON appointments (rank, valid_from, valid_to) WHERE kind = 'main';
-- Where each employee belongs on a day, and since when: read from the index alone.
CREATE INDEX appointments_main_of ON appointments (employee_id, valid_from, valid_to, unit_id, rank)
    WHERE kind = 'main';
