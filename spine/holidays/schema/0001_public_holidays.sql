-- Public holidays as a file of the Cabinet Office gave them ('file'), and days off of the city's own ('city').
-- A calendar year without a day from a file follows the rules of the law, which the program knows.
CREATE TABLE public_holidays (
    day DAY NOT NULL,
    source STR NOT NULL,
    name STR NOT NULL,
    CONSTRAINT public_holidays_day PRIMARY KEY (day, source),
    CONSTRAINT public_holidays_source CHECK (source IN ('file', 'city')),
    CONSTRAINT public_holidays_name CHECK (name <> '')
) END_TABLE;

-- One row: counts the changes, so that a set kept in memory is known to be out of date.
CREATE TABLE public_holiday_changes (
    id KEY,
    version INT8 NOT NULL,
    CONSTRAINT public_holiday_changes_single CHECK (id = 1)
) END_TABLE;
