-- How somebody is reached at work: printed on the public card.
CREATE TABLE employee_contacts (
    employee_id KEY CONSTRAINT employee_contacts_employee REFERENCES employees (id),
    telephone STR,
    extension STR,
    mail STR,
    version INT8 NOT NULL
) END_TABLE;

-- Photos, made small when they come in. At most one of a person.
CREATE TABLE employee_photos (
    employee_id KEY CONSTRAINT employee_photos_employee REFERENCES employees (id),
    media STR NOT NULL,
    width INT8 NOT NULL,
    height INT8 NOT NULL,
    content BYTES NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT employee_photos_media CHECK (media IN ('image/jpeg', 'image/png', 'image/webp'))
) END_TABLE;

-- Qualifications (資格・免許). The folded name is what is searched for, by its beginning.
CREATE TABLE qualifications (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT qualifications_employee REFERENCES employees (id),
    name STR NOT NULL,
    word BYTES NOT NULL,
    number STR,
    gained_on DAY,
    expires_on DAY,
    proof STR,
    version INT8 NOT NULL,
    CONSTRAINT qualifications_days CHECK (
        gained_on IS NULL OR expires_on IS NULL OR expires_on > gained_on)
) END_TABLE;

CREATE INDEX qualifications_by_employee ON qualifications (employee_id);
CREATE INDEX qualifications_by_word ON qualifications (word, employee_id);

-- Leave of absence (休職・休業): private, like the reason that goes with it.
CREATE TABLE absences (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT absences_employee REFERENCES employees (id),
    kind STR NOT NULL,
    valid_from DAY NOT NULL,
    valid_to DAY,
    reason STR,
    version INT8 NOT NULL,
    CONSTRAINT absences_kind CHECK (kind IN (
        'sick', 'prosecution', 'childcare', 'family-care', 'study', 'accompanying', 'union',
        'suspension', 'other')),
    CONSTRAINT absences_days CHECK (valid_to IS NULL OR valid_to > valid_from)
) END_TABLE;

CREATE INDEX absences_by_employee ON absences (employee_id, valid_from);

-- Why somebody has left; the day stands in employees.
CREATE TABLE departures (
    employee_id KEY CONSTRAINT departures_employee REFERENCES employees (id),
    kind STR NOT NULL,
    note STR,
    CONSTRAINT departures_kind CHECK (kind IN (
        'age', 'own-wish', 'encouraged', 'term', 'transfer-out', 'dismissal', 'death', 'other'))
) END_TABLE;

-- What a record said before it was corrected. Nothing is taken out of here.
CREATE TABLE employee_corrections (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT employee_corrections_employee REFERENCES employees (id),
    -- Which record of the employee: employee, contact, appointment:12, qualification:3, absence:7.
    record STR NOT NULL,
    field STR NOT NULL,
    earlier STR NOT NULL,
    later STR NOT NULL,
    reason STR NOT NULL,
    -- Shown only to those who may see the private record.
    is_private FLAG NOT NULL,
    at INSTANT NOT NULL,
    actor_name STR NOT NULL
) END_TABLE;

CREATE INDEX employee_corrections_by_employee ON employee_corrections (employee_id, id);

-- Orders (発令) as they were given, with what stood before, so that one that has not begun can be undone.
CREATE TABLE appointment_orders (
    id KEY,
    employee_id INT8 NOT NULL CONSTRAINT appointment_orders_employee REFERENCES employees (id),
    kind STR NOT NULL,
    effective_on DAY NOT NULL,
    given_at INSTANT NOT NULL,
    actor_name STR NOT NULL,
    changes STR NOT NULL,
    undone_at INSTANT,
    CONSTRAINT appointment_orders_kind CHECK (kind IN (
        'hiring', 'transfer', 'appointment', 'end', 'retirement'))
) END_TABLE;

CREATE INDEX appointment_orders_by_employee ON appointment_orders (employee_id, effective_on);
