-- Plans: what stands on the cover, and how far the document has come. Every version in these tables is a
-- number that was never used before; it only says whether something is still what its reader saw.
CREATE TABLE plans (
    id KEY,
    code STR NOT NULL CONSTRAINT plans_code_unique UNIQUE,
    format INT8 NOT NULL,
    municipality STR NOT NULL,
    title STR NOT NULL,
    publisher STR NOT NULL,
    adopted DAY,
    policy_name STR,
    policy_adopted STR,
    policy_revised STR,
    review_from INT8,
    review_to INT8,
    plan_from INT8 NOT NULL,
    plan_to INT8 NOT NULL,
    mid_term_review INT8,
    year_style STR NOT NULL,
    -- Code of the plan before this one; that plan need not be in the database.
    supersedes STR,
    source STR NOT NULL,
    state STR NOT NULL,
    -- Of everything that belongs to the plan: changes with every act.
    version INT8 NOT NULL,
    -- Of the columns above state.
    cover_version INT8 NOT NULL,
    created_at INSTANT NOT NULL,
    changed_at INSTANT NOT NULL,
    changed_by STR NOT NULL,
    CONSTRAINT plans_state CHECK (state IN (
        'draft', 'section-input', 'hr-review', 'committee', 'adopted', 'published', 'closed')),
    CONSTRAINT plans_year_style CHECK (year_style IN ('era', 'first-day', 'heisei', 'western')),
    CONSTRAINT plans_years CHECK (plan_to >= plan_from),
    CONSTRAINT plans_review_years CHECK (
        (review_from IS NULL AND review_to IS NULL)
        OR (review_from IS NOT NULL AND review_to IS NOT NULL AND review_to >= review_from)),
    CONSTRAINT plans_policy CHECK (
        policy_name IS NOT NULL OR (policy_adopted IS NULL AND policy_revised IS NULL))
) END_TABLE;

CREATE TABLE plan_legal_bases (
    plan_id INT8 NOT NULL CONSTRAINT plan_legal_bases_plan REFERENCES plans (id),
    position INT8 NOT NULL,
    text STR NOT NULL,
    CONSTRAINT plan_legal_bases_unique UNIQUE (plan_id, position)
) END_TABLE;

-- What a node of each depth is called, from the top: 柱, 方向性, 取組.
CREATE TABLE plan_levels (
    plan_id INT8 NOT NULL CONSTRAINT plan_levels_plan REFERENCES plans (id),
    position INT8 NOT NULL,
    name STR NOT NULL,
    name_en STR NOT NULL,
    label STR NOT NULL,
    numbering STR NOT NULL,
    CONSTRAINT plan_levels_unique UNIQUE (plan_id, position),
    CONSTRAINT plan_levels_numbering CHECK (numbering IN ('restart', 'continuous'))
) END_TABLE;

-- The introduction (はじめに).
CREATE TABLE plan_sections (
    plan_id INT8 NOT NULL CONSTRAINT plan_sections_plan REFERENCES plans (id),
    position INT8 NOT NULL,
    heading STR NOT NULL,
    text STR NOT NULL,
    CONSTRAINT plan_sections_unique UNIQUE (plan_id, position)
) END_TABLE;

-- Changes made after publication: what was printed, what is printed now, who, when, why.
CREATE TABLE plan_corrections (
    id KEY,
    plan_id INT8 NOT NULL CONSTRAINT plan_corrections_plan REFERENCES plans (id),
    position INT8 NOT NULL,
    corrected_on DAY NOT NULL,
    place STR NOT NULL,
    text_before STR NOT NULL,
    text_after STR NOT NULL,
    corrected_by STR NOT NULL,
    reason STR NOT NULL
) END_TABLE;

CREATE INDEX plan_corrections_by_plan ON plan_corrections (plan_id, corrected_on, position);
