-- By which route applications travel. A definition holds from a day on, for one kind of application or for
-- all (''), for a unit with those below or for the whole city, from a rank and from an amount on. It is never
-- changed: it ends, and another begins.
CREATE TABLE approval_routes (
    id KEY,
    kind STR NOT NULL,
    unit_id INT8 CONSTRAINT approval_routes_unit REFERENCES units (id),
    -- For applicants of this rank and above.
    rank_from STR,
    amount_from INT8,
    valid_from DAY NOT NULL,
    valid_to DAY,
    added_by STR NOT NULL,
    added_at INSTANT NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT approval_routes_days CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT approval_routes_amount CHECK (amount_from IS NULL OR amount_from >= 0)
) END_TABLE;

CREATE INDEX approval_routes_by_kind ON approval_routes (kind, valid_from);

-- The steps of a definition. Steps with the same position are decided side by side: by all or by any.
CREATE TABLE approval_route_steps (
    id KEY,
    route_id INT8 NOT NULL CONSTRAINT approval_route_steps_route REFERENCES approval_routes (id),
    position INT8 NOT NULL,
    member INT8 NOT NULL,
    rule STR NOT NULL,
    -- Who: 'head:section', 'unit:12', 'role:personnel-officer', 'person:123'.
    who STR NOT NULL,
    due_days INT8,
    CONSTRAINT approval_route_steps_rule CHECK (rule IN ('all', 'any')),
    CONSTRAINT approval_route_steps_unique UNIQUE (route_id, position, member)
) END_TABLE;

-- Applications (申請). Names are kept as they were when the application was made: it is a record.
CREATE TABLE approval_applications (
    id KEY,
    -- Owned by the crate whose application it is: 'bulletin.post'.
    kind STR NOT NULL,
    -- The record that is applied for: 'bulletin.post:123'.
    subject STR NOT NULL,
    title STR NOT NULL,
    applicant_id INT8 NOT NULL CONSTRAINT approval_applications_applicant REFERENCES employees (id),
    applicant_name STR NOT NULL,
    unit_id INT8 CONSTRAINT approval_applications_unit REFERENCES units (id),
    unit_name STR NOT NULL,
    post_title STR NOT NULL,
    -- Yen or minutes, as the kind says.
    amount INT8,
    -- Of the first round.
    submitted_at INSTANT NOT NULL,
    state STR NOT NULL,
    -- Grows when a returned application is handed in again.
    round INT8 NOT NULL,
    closed_at INSTANT,
    version INT8 NOT NULL,
    CONSTRAINT approval_applications_state CHECK (state IN (
        'in-progress', 'approved', 'rejected', 'returned', 'withdrawn'))
) END_TABLE;

-- A record has one application at a time; another may follow after a rejection or a withdrawal.
CREATE UNIQUE INDEX approval_applications_alive ON approval_applications (subject)
    WHERE state IN ('in-progress', 'returned');
CREATE INDEX approval_applications_by_subject ON approval_applications (subject, submitted_at);
CREATE INDEX approval_applications_by_applicant ON approval_applications (applicant_id, submitted_at);
-- Asked when a unit is struck out again.
CREATE INDEX approval_applications_by_unit ON approval_applications (unit_id);
CREATE INDEX approval_applications_returned ON approval_applications (applicant_id)
    WHERE state = 'returned';

-- The steps of an application, fixed when it is handed in. Exactly one of unit, role and person says who
-- decides: whoever heads the unit, holds the role or is the person on the day of the decision.
CREATE TABLE approval_steps (
    id KEY,
    application_id INT8 NOT NULL CONSTRAINT approval_steps_application REFERENCES approval_applications (id),
    round INT8 NOT NULL,
    position INT8 NOT NULL,
    member INT8 NOT NULL,
    rule STR NOT NULL,
    -- Whom the route named, and why somebody else decides, if so.
    asked STR NOT NULL,
    moved STR,
    unit_id INT8 CONSTRAINT approval_steps_unit REFERENCES units (id),
    role STR,
    person_id INT8 CONSTRAINT approval_steps_person REFERENCES employees (id),
    due_days INT8 NOT NULL,
    state STR NOT NULL,
    opened_on DAY,
    due_on DAY,
    CONSTRAINT approval_steps_rule CHECK (rule IN ('all', 'any')),
    CONSTRAINT approval_steps_moved CHECK (moved IS NULL OR moved IN ('vacant', 'own', 'overdue')),
    CONSTRAINT approval_steps_state CHECK (state IN (
        'waiting', 'open', 'approved', 'returned', 'rejected', 'escalated', 'unneeded', 'closed')),
    CONSTRAINT approval_steps_open CHECK (state <> 'open' OR due_on IS NOT NULL),
    CONSTRAINT approval_steps_one_seat CHECK (
        CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END + CASE WHEN role IS NULL THEN 0 ELSE 1 END
        + CASE WHEN person_id IS NULL THEN 0 ELSE 1 END = 1),
    CONSTRAINT approval_steps_unique UNIQUE (application_id, round, position, member)
) END_TABLE;

-- Asked when a unit or a person is struck out again.
CREATE INDEX approval_steps_by_unit ON approval_steps (unit_id);
CREATE INDEX approval_steps_by_person ON approval_steps (person_id);
CREATE INDEX approval_steps_open_by_unit ON approval_steps (unit_id) WHERE state = 'open';
CREATE INDEX approval_steps_open_by_role ON approval_steps (role) WHERE state = 'open';
CREATE INDEX approval_steps_open_by_person ON approval_steps (person_id) WHERE state = 'open';
CREATE INDEX approval_steps_open_by_due ON approval_steps (due_on, id) WHERE state = 'open';

-- What was done with applications. Rows are only added.
CREATE TABLE approval_decisions (
    id KEY,
    application_id INT8 NOT NULL
        CONSTRAINT approval_decisions_application REFERENCES approval_applications (id),
    round INT8 NOT NULL,
    step_id INT8 CONSTRAINT approval_decisions_step REFERENCES approval_steps (id),
    act STR NOT NULL,
    -- Nobody when the program itself passed a step on.
    account_id INT8,
    employee_id INT8 CONSTRAINT approval_decisions_employee REFERENCES employees (id),
    name STR NOT NULL,
    post STR NOT NULL,
    -- 代決: whose decision it was.
    principal_id INT8 CONSTRAINT approval_decisions_principal REFERENCES employees (id),
    principal_name STR,
    comment STR NOT NULL,
    at INSTANT NOT NULL,
    CONSTRAINT approval_decisions_act CHECK (act IN (
        'submitted', 'approved', 'returned', 'rejected', 'withdrawn', 'taken-back', 'escalated'))
) END_TABLE;

CREATE INDEX approval_decisions_by_application ON approval_decisions (application_id, id);
CREATE INDEX approval_decisions_by_step ON approval_decisions (step_id, id);
CREATE INDEX approval_decisions_by_employee ON approval_decisions (employee_id, id);
CREATE INDEX approval_decisions_by_account ON approval_decisions (account_id, id);
CREATE INDEX approval_decisions_by_principal ON approval_decisions (principal_id, id);

-- 後閲: when the principal has seen what was decided in their place.
CREATE TABLE approval_afterviews (
    id KEY,
    decision_id INT8 NOT NULL CONSTRAINT approval_afterviews_decision REFERENCES approval_decisions (id)
        CONSTRAINT approval_afterviews_unique UNIQUE,
    seen_at INSTANT NOT NULL
) END_TABLE;
