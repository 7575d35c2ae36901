-- The tree and what stands in it.
CREATE TABLE plan_nodes (
    id KEY,
    plan_id INT8 NOT NULL CONSTRAINT plan_nodes_plan REFERENCES plans (id),
    position INT8 NOT NULL,
    path STR NOT NULL,
    name STR NOT NULL,
    review_name STR,
    chart_name STR,
    capability STR,
    outline STR NOT NULL,
    review_footnote STR,
    plan_footnote STR,
    review_result STR,
    note STR,
    version INT8 NOT NULL,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL,
    CONSTRAINT plan_nodes_path_unique UNIQUE (plan_id, path)
) END_TABLE;

CREATE INDEX plan_nodes_by_plan ON plan_nodes (plan_id, position);

-- Programs (事業). The owner is printed as the document names it; the unit is the section in the
-- directory that enters the results.
CREATE TABLE plan_programs (
    id KEY,
    plan_id INT8 NOT NULL CONSTRAINT plan_programs_plan REFERENCES plans (id),
    node_id INT8 NOT NULL CONSTRAINT plan_programs_node REFERENCES plan_nodes (id),
    part STR NOT NULL,
    program_key STR NOT NULL,
    position INT8 NOT NULL,
    name STR NOT NULL,
    owner STR,
    unit_id INT8 CONSTRAINT plan_programs_unit REFERENCES units (id),
    note STR,
    version INT8 NOT NULL,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL,
    CONSTRAINT plan_programs_part CHECK (part IN ('review', 'plan')),
    CONSTRAINT plan_programs_key_unique UNIQUE (plan_id, part, program_key)
) END_TABLE;

CREATE INDEX plan_programs_by_unit ON plan_programs (unit_id);
CREATE INDEX plan_programs_by_node ON plan_programs (node_id);

-- The cells of the tables: planned (plan) over done (actual), each under a year or a run of years.
CREATE TABLE plan_cells (
    id KEY,
    plan_id INT8 NOT NULL CONSTRAINT plan_cells_plan REFERENCES plans (id),
    program_id INT8 NOT NULL CONSTRAINT plan_cells_program REFERENCES plan_programs (id),
    line STR NOT NULL,
    from_year INT8 NOT NULL,
    to_year INT8 NOT NULL,
    text STR NOT NULL,
    status STR,
    merged_into STR,
    quality STR NOT NULL,
    as_of DAY,
    version INT8 NOT NULL,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL,
    CONSTRAINT plan_cells_line CHECK (line IN ('plan', 'actual')),
    CONSTRAINT plan_cells_years CHECK (to_year >= from_year),
    CONSTRAINT plan_cells_status CHECK (status IS NULL OR status IN (
        'considered', 'carried', 'continued', 'changed', 'merged', 'abolished', 'not-carried', 'no-result')),
    CONSTRAINT plan_cells_quality CHECK (quality IN ('final', 'scheduled', 'forecast', 'as-of')),
    CONSTRAINT plan_cells_as_of CHECK ((quality = 'as-of') = (as_of IS NOT NULL)),
    CONSTRAINT plan_cells_year_unique UNIQUE (program_id, line, from_year)
) END_TABLE;

CREATE INDEX plan_cells_by_plan ON plan_cells (plan_id);

-- Indicators of a program, or those quoted in the review result of a node.
CREATE TABLE plan_measures (
    id KEY,
    plan_id INT8 NOT NULL CONSTRAINT plan_measures_plan REFERENCES plans (id),
    program_id INT8 CONSTRAINT plan_measures_program REFERENCES plan_programs (id),
    node_id INT8 CONSTRAINT plan_measures_node REFERENCES plan_nodes (id),
    position INT8 NOT NULL,
    measure_key STR NOT NULL,
    label STR NOT NULL,
    unit STR NOT NULL,
    CONSTRAINT plan_measures_home CHECK ((program_id IS NULL) <> (node_id IS NULL)),
    CONSTRAINT plan_measures_key_unique UNIQUE (program_id, measure_key),
    CONSTRAINT plan_measures_node_key_unique UNIQUE (node_id, measure_key)
) END_TABLE;

CREATE INDEX plan_measures_by_plan ON plan_measures (plan_id);

-- What is counted, by wording; a second wording breaks the series.
CREATE TABLE plan_definitions (
    measure_id INT8 NOT NULL CONSTRAINT plan_definitions_measure REFERENCES plan_measures (id),
    from_year INT8 NOT NULL,
    text STR NOT NULL,
    CONSTRAINT plan_definitions_unique UNIQUE (measure_id, from_year)
) END_TABLE;

CREATE TABLE plan_targets (
    measure_id INT8 NOT NULL CONSTRAINT plan_targets_measure REFERENCES plan_measures (id),
    year INT8 NOT NULL,
    comparator STR NOT NULL,
    amount STR NOT NULL,
    baseline_year INT8,
    baseline_amount STR,
    CONSTRAINT plan_targets_unique UNIQUE (measure_id, year),
    CONSTRAINT plan_targets_comparator CHECK (comparator IN ('at-least', 'at-most', 'equal')),
    CONSTRAINT plan_targets_baseline CHECK (baseline_year IS NOT NULL OR baseline_amount IS NULL)
) END_TABLE;

CREATE TABLE plan_values (
    measure_id INT8 NOT NULL CONSTRAINT plan_values_measure REFERENCES plan_measures (id),
    year INT8 NOT NULL,
    amount STR NOT NULL,
    quality STR NOT NULL,
    as_of DAY,
    source STR,
    computed FLAG NOT NULL,
    CONSTRAINT plan_values_unique UNIQUE (measure_id, year),
    CONSTRAINT plan_values_quality CHECK (quality IN ('final', 'scheduled', 'forecast', 'as-of')),
    CONSTRAINT plan_values_as_of CHECK ((quality = 'as-of') = (as_of IS NOT NULL))
) END_TABLE;

-- How a year of a program was judged by people.
CREATE TABLE plan_evaluations (
    program_id INT8 NOT NULL CONSTRAINT plan_evaluations_program REFERENCES plan_programs (id),
    year INT8 NOT NULL,
    grade STR,
    reason STR NOT NULL,
    next_action STR,
    version INT8 NOT NULL,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL,
    CONSTRAINT plan_evaluations_unique UNIQUE (program_id, year),
    CONSTRAINT plan_evaluations_grade CHECK (grade IS NULL OR grade IN (
        'achieved', 'on-track', 'slightly-behind', 'behind')),
    CONSTRAINT plan_evaluations_next_action CHECK (next_action IS NULL OR next_action IN (
        'continue', 'expand', 'revise', 'merge', 'abolish'))
) END_TABLE;

-- Where a program came from when it did not simply keep its key.
CREATE TABLE plan_origins (
    program_id INT8 NOT NULL CONSTRAINT plan_origins_program REFERENCES plan_programs (id),
    position INT8 NOT NULL,
    origin_key STR NOT NULL,
    how STR NOT NULL,
    CONSTRAINT plan_origins_unique UNIQUE (program_id, position),
    CONSTRAINT plan_origins_how CHECK (how IN ('renamed', 'merged', 'split'))
) END_TABLE;
