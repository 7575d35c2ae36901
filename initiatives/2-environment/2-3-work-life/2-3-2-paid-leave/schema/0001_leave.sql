-- One row for everybody with leave: whoever changes somebody's leave touches it first, so that two at once wait
-- for each other.
CREATE TABLE leave_accounts (
    employee_id KEY CONSTRAINT leave_accounts_employee REFERENCES employees (id),
    version INT8 NOT NULL
) END_TABLE;

-- On how many days somebody works and how long such a day is, where it does not follow from the weekly hours.
CREATE TABLE leave_patterns (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT leave_patterns_employee REFERENCES employees (id),
    days_per_week INT8 NOT NULL,
    day_minutes INT8 NOT NULL,
    valid_from DAY NOT NULL,
    valid_to DAY,
    CONSTRAINT leave_patterns_days CHECK (days_per_week >= 1 AND days_per_week <= 5),
    CONSTRAINT leave_patterns_minutes CHECK (day_minutes > 0 AND day_minutes <= 720),
    CONSTRAINT leave_patterns_period CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT leave_patterns_start_unique UNIQUE (employee_id, valid_from)
) END_TABLE;

CREATE UNIQUE INDEX leave_patterns_one_open ON leave_patterns (employee_id) WHERE valid_to IS NULL;

-- Lots: what one grant or one carry-over brought. What is left of a lot is the sum of its entries.
CREATE TABLE leave_lots (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT leave_lots_employee REFERENCES employees (id),
    kind STR NOT NULL,
    year_on DAY NOT NULL,
    origin STR NOT NULL,
    granted_on DAY NOT NULL,
    expires_on DAY NOT NULL,
    CONSTRAINT leave_lots_origin CHECK (origin IN ('grant', 'transition', 'carried')),
    CONSTRAINT leave_lots_days CHECK (expires_on > granted_on),
    -- A second run of the same grant finds the lot and leaves it alone.
    CONSTRAINT leave_lots_once UNIQUE (employee_id, kind, year_on, origin, granted_on)
) END_TABLE;

CREATE INDEX leave_lots_by_year ON leave_lots (kind, year_on, employee_id, origin);

-- The ledger: lines are added and never changed or taken out.
CREATE TABLE leave_entries (
    id KEY,
    lot_id INT8 NOT NULL CONSTRAINT leave_entries_lot REFERENCES leave_lots (id),
    employee_id INT8 NOT NULL CONSTRAINT leave_entries_employee REFERENCES employees (id),
    kind STR NOT NULL,
    year_on DAY NOT NULL,
    act STR NOT NULL,
    on_day DAY NOT NULL,
    minutes INT8 NOT NULL,
    request_id INT8,
    reverses_id INT8,
    reason STR NOT NULL,
    actor_name STR NOT NULL,
    at INSTANT NOT NULL,
    CONSTRAINT leave_entries_act CHECK (act IN (
        'grant', 'carry-in', 'take', 'cancel', 'carry-out', 'expire', 'adjust', 'reverse'))
) END_TABLE;

CREATE INDEX leave_entries_by_lot ON leave_entries (lot_id, minutes);
CREATE INDEX leave_entries_by_person ON leave_entries (employee_id, kind, year_on, on_day);
-- Balances of many people at once are read from the index alone.
CREATE INDEX leave_entries_by_year ON leave_entries (kind, year_on, employee_id, act, on_day, minutes);
-- What was taken in a period, by anybody: the yearly figures.
CREATE INDEX leave_entries_taken ON leave_entries (on_day, employee_id, minutes)
    WHERE kind = 'annual' AND act IN ('take', 'cancel');
CREATE INDEX leave_entries_by_request ON leave_entries (request_id);
-- A line is taken back once.
CREATE UNIQUE INDEX leave_entries_reversed_once ON leave_entries (reverses_id) WHERE reverses_id IS NOT NULL;

-- Plans and requests: one record from the plan table to the leave taken.
CREATE TABLE leave_requests (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT leave_requests_employee REFERENCES employees (id),
    kind STR NOT NULL,
    first_on DAY NOT NULL,
    last_on DAY NOT NULL,
    part STR NOT NULL,
    -- The length of a day in working time, for hours the length itself.
    length INT8 NOT NULL,
    starts_at INT8,
    minutes INT8 NOT NULL,
    reason STR NOT NULL,
    stage STR NOT NULL,
    -- From which lot first, as the city had it when the request was handed in.
    order_of STR NOT NULL,
    -- 時季変更: another day that the head has asked for.
    asked_on DAY,
    entered_by STR NOT NULL,
    made_at INSTANT NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT leave_requests_part CHECK (part IN ('day', 'morning', 'afternoon', 'hours')),
    CONSTRAINT leave_requests_days CHECK (last_on >= first_on),
    CONSTRAINT leave_requests_stage CHECK (stage IN ('planned', 'pending', 'approved', 'returned',
        'rejected', 'withdrawn', 'cancelled', 'dropped'))
) END_TABLE;

CREATE INDEX leave_requests_by_person ON leave_requests (employee_id, first_on, stage);

CREATE TABLE leave_days (
    id KEY,
    request_id INT8 NOT NULL CONSTRAINT leave_days_request REFERENCES leave_requests (id),
    employee_id INT8 NOT NULL CONSTRAINT leave_days_employee REFERENCES employees (id),
    kind STR NOT NULL,
    year_on DAY NOT NULL,
    on_day DAY NOT NULL,
    part STR NOT NULL,
    minutes INT8 NOT NULL,
    stage STR NOT NULL
) END_TABLE;

CREATE INDEX leave_days_by_request ON leave_days (request_id);
CREATE INDEX leave_days_by_person ON leave_days (employee_id, on_day, stage);
-- What is reserved for requests on their way.
CREATE INDEX leave_days_pending ON leave_days (employee_id, kind, year_on, minutes) WHERE stage = 'pending';
-- The plan tables: who is away when, and how many have planned how much of a year.
CREATE INDEX leave_days_shown ON leave_days (on_day, employee_id, kind, minutes)
    WHERE stage IN ('planned', 'pending', 'approved');

-- Requests to cancel approved leave, whole or some of its days.
CREATE TABLE leave_cancellations (
    id KEY,
    request_id INT8 NOT NULL CONSTRAINT leave_cancellations_request REFERENCES leave_requests (id),
    employee_id INT8 NOT NULL CONSTRAINT leave_cancellations_employee REFERENCES employees (id),
    days STR NOT NULL,
    reason STR NOT NULL,
    state STR NOT NULL,
    made_at INSTANT NOT NULL,
    CONSTRAINT leave_cancellations_state CHECK (state IN (
        'pending', 'approved', 'returned', 'rejected', 'withdrawn'))
) END_TABLE;

CREATE INDEX leave_cancellations_by_request ON leave_cancellations (request_id);
CREATE INDEX leave_cancellations_by_person ON leave_cancellations (employee_id);
