-- Headcount (定数): how many of a rank and a job family a unit may have, from when until when. An empty job
-- family counts whoever of the rank no other row of the unit names. A change ends a row and begins another.
CREATE TABLE posts (
    id KEY,
    unit_id INT8 NOT NULL CONSTRAINT posts_unit REFERENCES units (id),
    rank STR NOT NULL,
    job_family STR NOT NULL,
    headcount INT8 NOT NULL,
    valid_from DAY NOT NULL,
    valid_to DAY,
    changed_by STR NOT NULL,
    changed_at INSTANT NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT posts_rank CHECK (rank IN (
        'department-head', 'deputy-department-head', 'section-head', 'deputy-section-head',
        'team-head', 'senior', 'officer')),
    CONSTRAINT posts_headcount CHECK (headcount >= 0 AND headcount <= 9999),
    CONSTRAINT posts_days CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT posts_start_unique UNIQUE (unit_id, rank, job_family, valid_from)
) END_TABLE;

CREATE UNIQUE INDEX posts_one_open ON posts (unit_id, rank, job_family) WHERE valid_to IS NULL;

-- Reorganisations (組織改正): a plan with a day. A draft touches nothing; ordering it writes versions of units
-- and moves appointments, and the tables below keep what was written so that it can be taken back.
CREATE TABLE reorganisations (
    id KEY,
    name STR NOT NULL,
    on_day DAY NOT NULL,
    note STR NOT NULL,
    state STR NOT NULL,
    version INT8 NOT NULL,
    made_by STR NOT NULL,
    made_at INSTANT NOT NULL,
    ordered_by STR,
    ordered_at INSTANT,
    CONSTRAINT reorganisations_state CHECK (state IN ('draft', 'ordered', 'dropped'))
) END_TABLE;

CREATE INDEX reorganisations_by_day ON reorganisations (on_day, id);

-- The steps of a plan. A unit that is to be made has its number already, so that other steps can name it;
-- it stands in the table of units only once the plan is ordered.
CREATE TABLE reorganisation_steps (
    id KEY,
    reorganisation_id INT8 NOT NULL CONSTRAINT reorganisation_steps_plan REFERENCES reorganisations (id),
    kind STR NOT NULL,
    unit_id INT8 NOT NULL,
    source_id INT8,
    target_id INT8,
    code STR,
    name STR,
    short_name STR,
    kana STR,
    unit_kind STR,
    parent_id INT8,
    position INT8,
    CONSTRAINT reorganisation_steps_kind CHECK (kind IN (
        'create', 'split', 'rename', 'move', 'merge', 'abolish'))
) END_TABLE;

CREATE INDEX reorganisation_steps_by_plan ON reorganisation_steps (reorganisation_id, id);

-- Who goes where, as far as a step does not say it for all members of the unit.
CREATE TABLE reorganisation_places (
    id KEY,
    reorganisation_id INT8 NOT NULL CONSTRAINT reorganisation_places_plan REFERENCES reorganisations (id),
    employee_id INT8 NOT NULL CONSTRAINT reorganisation_places_employee REFERENCES employees (id),
    unit_id INT8 NOT NULL,
    heads FLAG NOT NULL,
    CONSTRAINT reorganisation_places_unique UNIQUE (reorganisation_id, employee_id)
) END_TABLE;

CREATE INDEX reorganisation_places_by_employee ON reorganisation_places (employee_id);

-- What an order has written: versions of units that ended or began, rows of headcount that ended.
CREATE TABLE reorganisation_versions (
    id KEY,
    reorganisation_id INT8 NOT NULL CONSTRAINT reorganisation_versions_plan REFERENCES reorganisations (id),
    unit_id INT8 NOT NULL CONSTRAINT reorganisation_versions_unit REFERENCES units (id),
    ended_id INT8,
    ended_to DAY,
    begun_id INT8
) END_TABLE;

CREATE INDEX reorganisation_versions_by_plan ON reorganisation_versions (reorganisation_id, id);
CREATE INDEX reorganisation_versions_by_unit ON reorganisation_versions (unit_id);

CREATE TABLE reorganisation_posts (
    id KEY,
    reorganisation_id INT8 NOT NULL CONSTRAINT reorganisation_posts_plan REFERENCES reorganisations (id),
    post_id INT8 NOT NULL CONSTRAINT reorganisation_posts_post REFERENCES posts (id),
    ended_to DAY
) END_TABLE;

CREATE INDEX reorganisation_posts_by_plan ON reorganisation_posts (reorganisation_id, id);

-- Appointments that an order has moved. `previous_id` ended on the day and `appointment_id` began; where both
-- are the same, an appointment of a later day was moved as it stands; without the second, a concurrent
-- appointment ended because its holder belongs to the unit anyway. With `continues` the work is the same under
-- another name, and the years in the unit count on.
CREATE TABLE reorganisation_moves (
    id KEY,
    reorganisation_id INT8 NOT NULL CONSTRAINT reorganisation_moves_plan REFERENCES reorganisations (id),
    employee_id INT8 NOT NULL CONSTRAINT reorganisation_moves_employee REFERENCES employees (id),
    from_unit INT8 NOT NULL,
    to_unit INT8 NOT NULL,
    previous_id INT8 NOT NULL,
    appointment_id INT8,
    ended_to DAY,
    headed FLAG NOT NULL,
    continues FLAG NOT NULL
) END_TABLE;

CREATE INDEX reorganisation_moves_by_plan ON reorganisation_moves (reorganisation_id, id);
CREATE INDEX reorganisation_moves_by_employee ON reorganisation_moves (employee_id);
CREATE INDEX reorganisation_moves_by_appointment ON reorganisation_moves (appointment_id);

-- One row that every change of units and posts touches first: two at once wait for each other, so that each
-- sees what the other has done.
CREATE TABLE organisation_gate (
    id KEY,
    passed INT8 NOT NULL
) END_TABLE;
