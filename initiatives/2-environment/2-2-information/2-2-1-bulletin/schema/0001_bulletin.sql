-- Kinds of posts (分類). While the city has changed none, the table is empty and the program's own hold. A
-- kind that is no longer offered is closed, never removed: old posts keep it.
CREATE TABLE bulletin_categories (
    id KEY,
    name STR NOT NULL,
    name_en STR NOT NULL,
    position INT8 NOT NULL,
    closed FLAG NOT NULL,
    version INT8 NOT NULL,
    CONSTRAINT bulletin_categories_name_unique UNIQUE (name)
) END_TABLE;

-- Posts as they are now; what a post said before a correction stands in bulletin_editions. The category is
-- no reference, because the program's own categories need no row.
CREATE TABLE bulletin_posts (
    id KEY,
    category_id INT8 NOT NULL,
    author_id INT8 NOT NULL CONSTRAINT bulletin_posts_author REFERENCES employees (id),
    author_name STR NOT NULL,
    -- The section in whose name it is posted.
    unit_id INT8 NOT NULL CONSTRAINT bulletin_posts_unit REFERENCES units (id),
    title STR NOT NULL,
    body STR NOT NULL,
    state STR NOT NULL,
    -- Everybody, or who is named in bulletin_audience.
    for_all FLAG NOT NULL,
    must_read FLAG NOT NULL,
    -- Until when readers are asked to confirm a must-read.
    confirm_by DAY,
    -- From when until when it stands on the board; the end is the day after the last.
    shown_from DAY NOT NULL,
    shown_to DAY,
    -- Until when it stays on top; the day after the last.
    pinned_to DAY,
    -- 0 for a draft, 1 for the first publication, more after corrections.
    edition INT8 NOT NULL,
    -- Confirmations of this edition and later ones count.
    confirm_edition INT8 NOT NULL,
    published_at INSTANT,
    -- The posting day (掲載日): the first day on which readers see it. The audience is that of this day.
    posted_on DAY,
    -- How many people it was for on the posting day; NULL until that day has come.
    audience INT8,
    -- Readers of that audience: for a must-read those who have confirmed, otherwise those who have opened it.
    readers INT8 NOT NULL,
    withdrawn_at INSTANT,
    withdrawn_reason STR,
    version INT8 NOT NULL,
    changed_at INSTANT NOT NULL,
    CONSTRAINT bulletin_posts_state CHECK (state IN ('draft', 'waiting', 'published', 'withdrawn')),
    CONSTRAINT bulletin_posts_days CHECK (shown_to IS NULL OR shown_to > shown_from),
    CONSTRAINT bulletin_posts_posted CHECK ((posted_on IS NULL) = (published_at IS NULL)),
    CONSTRAINT bulletin_posts_audience CHECK (audience IS NULL OR audience >= 0),
    CONSTRAINT bulletin_posts_readers CHECK (readers >= 0)
) END_TABLE;

CREATE INDEX bulletin_posts_by_day ON bulletin_posts (state, shown_from, id);
CREATE INDEX bulletin_posts_by_unit ON bulletin_posts (unit_id, changed_at, id);
CREATE INDEX bulletin_posts_by_posting ON bulletin_posts (posted_on, id);
CREATE INDEX bulletin_posts_by_author ON bulletin_posts (author_id);

-- Who a post is for, when not for everybody: units with those below them, ranks, employments. Within a
-- kind any of the values is enough; of each kind that is named one must fit.
CREATE TABLE bulletin_audience (
    id KEY,
    post_id INT8 NOT NULL CONSTRAINT bulletin_audience_post REFERENCES bulletin_posts (id),
    kind STR NOT NULL,
    unit_id INT8 CONSTRAINT bulletin_audience_unit REFERENCES units (id),
    word STR,
    CONSTRAINT bulletin_audience_kind CHECK (kind IN ('unit', 'rank', 'employment')),
    CONSTRAINT bulletin_audience_value CHECK ((kind = 'unit') = (unit_id IS NOT NULL)),
    CONSTRAINT bulletin_audience_word CHECK ((kind = 'unit') = (word IS NULL))
) END_TABLE;

CREATE INDEX bulletin_audience_by_post ON bulletin_audience (post_id, kind);
CREATE INDEX bulletin_audience_by_unit ON bulletin_audience (unit_id);

-- What a post said before it was corrected.
CREATE TABLE bulletin_editions (
    id KEY,
    post_id INT8 NOT NULL CONSTRAINT bulletin_editions_post REFERENCES bulletin_posts (id),
    edition INT8 NOT NULL,
    title STR NOT NULL,
    body STR NOT NULL,
    reason STR NOT NULL,
    replaced_at INSTANT NOT NULL,
    replaced_by STR NOT NULL,
    CONSTRAINT bulletin_editions_unique UNIQUE (post_id, edition)
) END_TABLE;

-- Attachments (添付). One that was removed keeps its row without the content, so that the history is whole.
CREATE TABLE bulletin_files (
    id KEY,
    post_id INT8 NOT NULL CONSTRAINT bulletin_files_post REFERENCES bulletin_posts (id),
    name STR NOT NULL,
    kind STR NOT NULL,
    size INT8 NOT NULL,
    content BYTES,
    added_at INSTANT NOT NULL,
    added_by STR NOT NULL,
    removed_at INSTANT,
    removed_by STR,
    CONSTRAINT bulletin_files_content CHECK ((content IS NULL) = (removed_at IS NOT NULL))
) END_TABLE;

CREATE INDEX bulletin_files_by_post ON bulletin_files (post_id, id);

-- Who a must-read was for on its posting day. People on leave of absence that day are not in it.
CREATE TABLE bulletin_expected (
    post_id INT8 NOT NULL CONSTRAINT bulletin_expected_post REFERENCES bulletin_posts (id),
    employee_id INT8 NOT NULL CONSTRAINT bulletin_expected_employee REFERENCES employees (id),
    CONSTRAINT bulletin_expected_key PRIMARY KEY (post_id, employee_id)
) END_TABLE;

CREATE INDEX bulletin_expected_by_employee ON bulletin_expected (employee_id, post_id);

-- Who has opened a post, and who has confirmed a must-read.
CREATE TABLE bulletin_readings (
    post_id INT8 NOT NULL CONSTRAINT bulletin_readings_post REFERENCES bulletin_posts (id),
    employee_id INT8 NOT NULL CONSTRAINT bulletin_readings_employee REFERENCES employees (id),
    -- NULL for who has read it on paper only.
    opened_at INSTANT,
    confirmed_at INSTANT,
    -- The edition that was confirmed.
    edition INT8 NOT NULL,
    -- Who noted that it was read on paper; NULL for who confirmed on the screen.
    noted_by STR,
    -- Whether the person belonged to the audience of the posting day.
    counted FLAG NOT NULL,
    CONSTRAINT bulletin_readings_key PRIMARY KEY (post_id, employee_id)
) END_TABLE;

CREATE INDEX bulletin_readings_by_employee ON bulletin_readings (employee_id, post_id);

-- Single characters and pairs of title, text and names of attachments, folded, as numbers: words of Japanese
-- have no blanks between them, and both databases look numbers up alike.
CREATE TABLE bulletin_grams (
    gram INT8 NOT NULL,
    post_id INT8 NOT NULL CONSTRAINT bulletin_grams_post REFERENCES bulletin_posts (id),
    CONSTRAINT bulletin_grams_key PRIMARY KEY (gram, post_id)
) END_TABLE;

CREATE INDEX bulletin_grams_by_post ON bulletin_grams (post_id);

-- The same text as one piece: the pairs find where it may be, this says whether they stand together.
CREATE TABLE bulletin_texts (
    post_id KEY CONSTRAINT bulletin_texts_post REFERENCES bulletin_posts (id),
    folded STR NOT NULL
) END_TABLE;
