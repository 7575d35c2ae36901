-- What the city has set, each value from a day on. Nothing is overwritten: a change is a new version of
-- the setting, and of two versions from the same day the later one holds.
CREATE TABLE settings (
    setting STR NOT NULL,
    version INT8 NOT NULL,
    from_day DAY NOT NULL,
    value STR NOT NULL,
    set_by INT8,
    set_by_name STR NOT NULL,
    set_at INSTANT NOT NULL,
    CONSTRAINT settings_version PRIMARY KEY (setting, version),
    CONSTRAINT settings_version_positive CHECK (version > 0)
) END_TABLE;
