-- The yearly work on a plan: input rounds, closed years, figures frozen with them, and every change.

-- A request to the sections to enter results until a day.
CREATE TABLE plan_rounds (
    id KEY,
    plan_id INT8 NOT NULL CONSTRAINT plan_rounds_plan REFERENCES plans (id),
    year INT8 NOT NULL,
    kind STR NOT NULL,
    name STR NOT NULL,
    due DAY NOT NULL,
    opened_at INSTANT NOT NULL,
    opened_by STR NOT NULL,
    closed_at INSTANT,
    CONSTRAINT plan_rounds_kind CHECK (kind IN ('mid-year', 'year-end'))
) END_TABLE;

CREATE INDEX plan_rounds_by_plan ON plan_rounds (plan_id, opened_at);
CREATE INDEX plan_rounds_by_due ON plan_rounds (due) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX plan_rounds_one_open ON plan_rounds (plan_id, year) WHERE closed_at IS NULL;

-- A year that was closed; reopening it ends the row and leaves it.
CREATE TABLE plan_closings (
    id KEY,
    plan_id INT8 NOT NULL CONSTRAINT plan_closings_plan REFERENCES plans (id),
    year INT8 NOT NULL,
    closed_at INSTANT NOT NULL,
    closed_by STR NOT NULL,
    reopened_at INSTANT,
    reopened_by STR,
    reopened_why STR,
    CONSTRAINT plan_closings_reopened CHECK (
        (reopened_at IS NULL) = (reopened_by IS NULL) AND (reopened_at IS NULL) = (reopened_why IS NULL))
) END_TABLE;

CREATE UNIQUE INDEX plan_closings_one_open ON plan_closings (plan_id, year) WHERE reopened_at IS NULL;
CREATE INDEX plan_closings_by_plan ON plan_closings (plan_id, year);

-- A computed figure as it stood when its year was closed.
CREATE TABLE plan_frozen_figures (
    closing_id INT8 NOT NULL CONSTRAINT plan_frozen_figures_closing REFERENCES plan_closings (id),
    program_id INT8 NOT NULL CONSTRAINT plan_frozen_figures_program REFERENCES plan_programs (id),
    measure_key STR NOT NULL,
    amount STR NOT NULL,
    quality STR NOT NULL,
    as_of DAY,
    definition INT8 NOT NULL,
    CONSTRAINT plan_frozen_figures_unique UNIQUE (closing_id, program_id, measure_key),
    CONSTRAINT plan_frozen_figures_quality CHECK (quality IN ('final', 'scheduled', 'forecast', 'as-of')),
    CONSTRAINT plan_frozen_figures_as_of CHECK ((quality = 'as-of') = (as_of IS NOT NULL))
) END_TABLE;

-- Every change, never altered: who, when, what stood there, what stands there now (as JSON). The program
-- may have been taken out of a draft since, so it is named and not referred to.
CREATE TABLE plan_history (
    id KEY,
    plan_id INT8 NOT NULL CONSTRAINT plan_history_plan REFERENCES plans (id),
    program_id INT8,
    place STR NOT NULL,
    from_year INT8,
    to_year INT8,
    before_content STR,
    after_content STR,
    reason STR,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL,
    account_id INT8
) END_TABLE;

CREATE INDEX plan_history_by_program ON plan_history (program_id, id);
CREATE INDEX plan_history_by_plan ON plan_history (plan_id, id);
