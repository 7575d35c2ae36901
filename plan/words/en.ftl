
## Checks on reading: places (document, problems)
plan-place-line = line { $line }, column { $column }
plan-place-cell = sheet “{ $sheet }”, cell { $cell }
plan-place-file = the whole file

# The name of a field in a sentence; used by the messages below.
plan-problem-field = { $field ->
    [municipality] municipality
    [title] title
    [publisher] publisher
    [source] source
    [legal_bases] legal basis
    [name] name
    [review_name] name in the review
    [chart_name] name in the system chart
    [name_en] English name
    [label] label
    [unit] unit
    [heading] heading
    [text] text
    [outline] outline
    [review_result] result
    [review_footnote] footnote of the review
    [plan_footnote] footnote of the plan
    [note] remark
    [owner] section in charge
    [place] place of the correction
    [before] text before
    [after] text after
    [by] name of who corrected
    [reason] reason
   *[other] { $field }
}

## Checks on reading: what the plan says (validation)
plan-problem-format = This file’s format (format = { $found }) cannot be read. Use a file with format = 1.
plan-problem-code = The plan code “{ $code }” cannot be used. Use small letters, figures and hyphens, at most { $longest } characters (for example midorino-2025).
plan-problem-own-previous = The plan names itself as the one before it. Give the code of the earlier plan, or leave it out.
plan-problem-empty = The { plan-problem-field } is empty. Fill it in.
plan-problem-line-break = The { plan-problem-field } contains a line break. Write it on one line.
plan-problem-too-long = The { plan-problem-field } is too long ({ $length } characters). Use at most { $longest }.
plan-problem-control = The { plan-problem-field } contains an invisible control character. Type it again.
plan-problem-key = The key “{ $key }” cannot be used. Use small letters, figures and . _ -, at most { $longest } characters, beginning with a letter or figure.
plan-problem-key-twice = The key “{ $key }” is used twice. Give one of the two another key.
plan-problem-month = “{ $found }” cannot be read as a month. Write it like 2011-04.
plan-problem-years-reversed = The years are in the wrong order ({ $from } to { $to }). Write the earlier year first.
plan-problem-year = Fiscal year { $year } cannot be used. Write a Western year from { $first } to { $last }.
plan-problem-too-many-years = The period is too long ({ $years }). Use at most { $most } years.
plan-problem-review-after-plan = The years of the review ({ $review }) do not lie before those of the plan ({ $plan }). Correct one of the two.
plan-problem-mid-term = The year of the mid-term review ({ $year }) lies outside the plan ({ $years }). Use one of the plan’s years.
plan-problem-label = The label “{ $label }” has no place for the number. Add {"{n}"} (number within the level) or {"{path}"} (whole number).
plan-problem-path = The number “{ $path }” cannot be read. Join plain numbers from 1 by hyphens, like 1-2-3.
plan-problem-path-twice = The number “{ $path }” is used twice. Correct one of the two.
plan-problem-depth = “{ $path }” stands on level { $depth }, but only { $levels } levels are defined. Add a level or correct the number.
plan-problem-parent = “{ $parent }”, above “{ $path }”, does not come before it. Write “{ $parent }” first.
plan-problem-node-order = “{ $path }” does not stand together with “{ $parent }”. Move it directly under “{ $parent }”.
plan-problem-number = The number “{ $path }” is out of turn. It should be “{ $expected }”.
plan-problem-program-node = The program belongs to “{ $node }”, which is not in the plan. Use a number of the plan’s tree.
plan-problem-review-without-years = There are programs under review, but no years of the review (review_years). Add the years.
plan-problem-outside = Fiscal year { $found } lies outside the years allowed here ({ $years }). Correct the year, or extend the plan’s years.
plan-problem-cells-overlap = The cell for { $years } overlaps the one for { $other }. Correct the years of one of them.
plan-problem-year-twice = Fiscal year { $year } is given twice. Keep one.
plan-problem-brace-unclosed = A “{"{"}” has no “{"}"}”. Close it, or write “{"{{"}” for the brace itself.
plan-problem-brace-unopened = A “{"}"}” has no “{"{"}”. Write “{"}}"}” for the brace itself.
plan-problem-placeholder = “{"{"}{ $found }{"}"}” cannot be read as a figure to fill in. Write {"{key}"}, {"{key:target}"} or {"{key@2017}"}.
plan-problem-no-measures = There is no indicator “{ $key }”. The program has none yet: add one.
plan-problem-unknown-measure = The program has no indicator “{ $key }”. It has { $known }.
plan-problem-merged-nowhere = The program is merged, but not into which. Write the other program’s key in merged_into.
plan-problem-merged-into-itself = The program is merged into itself (“{ $key }”). Use another program’s key.
plan-problem-merged-into-unknown = The program it is merged into (“{ $key }”) is not in the plan. Use the key of a program in the plan.
plan-problem-not-merged = A program to merge into (“{ $key }”) is named, but the status is not 統合 (merged). Set the status, or remove the key.
plan-problem-origin = The program it came from (“{ $key }”) is not in the plan. Use the key of a program in the plan; if it was in the plan before, give that plan’s code in previous.
plan-problem-own-origin = The program it came from (“{ $key }”) is the program itself. A program that keeps its key needs no origin.

## Checks on reading: TOML (formats/toml)
plan-toml-syntax = This is not written as TOML asks ({ $remark }). Look at this line again.
plan-toml-full-width = This line has full-width signs (＝ ” ［ ］ ｛ ｝ ， ． or a full-width blank). Use half-width ones.
plan-toml-duplicate = The same field is written twice. Keep one.
plan-toml-quotes = Put text in quotes (for example name = "仕組みづくり").
plan-toml-value-missing = There is no value after “=”. Write one, or remove the line.
plan-toml-assignment = This is not “field = value”. See whether there is exactly one “=”, and whether the quotes of the line before are closed.
plan-toml-unclosed = A bracket is not closed. Write the ] or {"}"} that belongs to it, on this line or the one before.
plan-toml-leading-zero = A number cannot begin with 0. Remove the 0.
plan-toml-comma = A comma between values is missing or too many. Correct the commas.
plan-toml-key = Write field names with plain letters, figures, - and _.
plan-toml-string = The text in quotes is not written correctly. See whether the quotes are closed, and write \\ for a backslash.
plan-toml-missing = “{ $field }” is missing. Add it.
plan-toml-unknown = There is no field “{ $found }” here. The fields are { $known }.
plan-toml-unknown-meant = There is no field “{ $found }” here. If you mean “{ $meant }”, correct it.
plan-toml-text-expected = Write “{ $field }” as text, in quotes.
plan-toml-number-expected = Write “{ $field }” as a whole number, without quotes.
plan-toml-amount-expected = Write “{ $field }” as a number (up to six decimals, for example 80.7).
plan-toml-flag-expected = Write “{ $field }” as true or false.
plan-toml-date-expected = Write “{ $field }” as a date like 2019-03-31 (or "平成31年3月31日").
plan-toml-year-expected = Write “{ $field }” as a Western fiscal year like 2026.
plan-toml-years-expected = Write “{ $field }” as Western fiscal years like "2019-2021".
plan-toml-years-key = “{ $found }” cannot be read as years. Write 2019 or 2019-2021.
plan-toml-one-year = Write one year at a time here (“{ $found }” is several).
plan-toml-by-years-expected = Write “{ $field }” year by year (for example { $field }.2019 = …).
plan-toml-table-expected = Write “{ $field }” in the form {"{ … }"}.
plan-toml-tables-expected = Write “{ $field }” under headings [[{ $field }]].
plan-toml-texts-expected = Write “{ $field }” as a list of texts: ["…", "…"].
plan-toml-word = “{ $found }” cannot be used for “{ $field }”. Use one of: { $words }
plan-toml-cell-expected = Write a cell as "…" or as {"{ text = \"…\", status = \"…\" }"}.
plan-toml-evaluation-expected = Write an evaluation as {"{ grade = \"順調\", reason = \"…\", next = \"継続\" }"}.
plan-toml-definition-expected = Write what is counted as text, in quotes.
plan-toml-target-expected = Write a target as "14以上" or as {"{ goal = \"3以上\", baseline_year = 2015 }"}.
plan-toml-goal = The target “{ $found }” cannot be read. Write it like "14以上" (at least), "45以下" (at most) or "3".
plan-toml-baseline-year = A baseline needs its year: add baseline_year.
plan-toml-quality-twice = Both quality and as_of are given. Keep one.

## Checks on reading: JSON (formats/json)
plan-json-end = The file ends too early. See whether it was saved completely.
plan-json-syntax = This is not written as JSON asks ({ $remark }). Look at this line again.
plan-json-missing = “{ $field }” is missing. Add it.
plan-json-unknown = There is no field “{ $field }” here. Correct its name or remove it.
plan-json-value = The value here cannot be read ({ $remark }). Look at its form again.

### ── The plan as Excel (formats/xlsx) ──

plan-xlsx-sheet-missing = There is no sheet “{ $sheet }”. Keep the sheets of the exported workbook, or rename the sheet back to “{ $sheet }”.
plan-xlsx-sheet-ignored = The sheet “{ $sheet }” is not part of a plan and was not read.
plan-xlsx-formula-error = The formula results in “{ $error }”. Correct the formula or enter a value.
plan-xlsx-no-headings = No row of headings was found. Put the headings “{ $headings }” in one row.
plan-xlsx-heading-missing = There is no column headed “{ $heading }”. Add it in this row.
plan-xlsx-heading-twice = Two columns are headed “{ $heading }”. Delete one of them.
plan-xlsx-heading-unknown = “{ $heading }” is not a heading in use. Correct its spelling or delete the column.
plan-xlsx-cell-empty = “{ $heading }” is empty. Fill it in.
plan-xlsx-year-unreadable = “{ $found }” under “{ $heading }” cannot be read as a fiscal year. Write 令和7年度, R7 or 2025.
plan-xlsx-number-unreadable = “{ $found }” under “{ $heading }” cannot be read as a number. Enter figures without unit or letters, with at most six decimals.
plan-xlsx-day-unreadable = “{ $found }” under “{ $heading }” cannot be read as a date. Write 令和7年3月25日 or 2025/3/25.
plan-xlsx-day-without-as-of = There is a date, but the certainty is not 時点 (as of). Choose 時点 or delete the date.
plan-xlsx-word-unknown = “{ $found }” is not in use for “{ $heading }”. Choose from { $choices }.
plan-xlsx-label-missing = There is no row “{ $heading }”. Add a row with “{ $heading }” in column A and its content in column B.
plan-xlsx-label-twice = There are two rows “{ $heading }”. Delete one of them.
plan-xlsx-label-unknown = The item “{ $heading }” is not in use. Correct its name or delete the row.
plan-xlsx-years-reversed = “{ $found }” under “{ $heading }” lies before the first year. Check the first and the last year.
plan-xlsx-no-levels = There are no levels. Add rows with 階層1 in column A, its name in column B and how its number is written in column D.
plan-xlsx-path-twice = The number “{ $path }” stands twice. Correct one of them.
plan-xlsx-path-is-day = The number has become a date ({ $found }). Set the cell's format to text, then enter it again as 1-2-3.
plan-xlsx-path-unreadable = The number “{ $found }” cannot be read. Join figures by hyphens, as in 1-2-3.
plan-xlsx-too-deep = The number “{ $path }” is deeper than the { $levels } levels. Correct the number or add a level on the cover.
plan-xlsx-name-elsewhere = The name of number “{ $path }” belongs in the column “{ $level }”. Delete the text in this column.
plan-xlsx-year-not-in-plan = The year “{ $heading }” is not among the years on the cover ({ $years }). Correct the cover or delete this column.
plan-xlsx-node-not-in-chart = The number “{ $path }” is not in the sheet 体系図. Add a row there or correct the number.
plan-xlsx-heading-differs = The heading “{ $found }” differs from the name in 体系図, “{ $name }”. To change a name, change it in 体系図 and write the same here.
plan-xlsx-no-heading-above = No heading with a number (1-2-3) stands above this row. Move it below its heading.
plan-xlsx-row-unknown = “{ $found }” in the number column cannot be read. Write a number (1-2-3) or one of 概要, 成果等, 脚注.
plan-xlsx-row-twice = Two rows “{ $found }” stand under one heading. Join them.
plan-xlsx-outline-differs = The outline differs between 振り返り and 実施計画. Make both the same.
plan-xlsx-plan-or-actual = The kind of row must be 計画 (plan) or 実績 (actual); it is “{ $found }”.
plan-xlsx-program-without-name = The program has no name. Enter it in the column 取組・事業.
plan-xlsx-cell-over-rows = The cell is merged over the rows of plan and actual. Undo the merge and fill in each row.
plan-xlsx-span-outside-years = The merged cell reaches beyond the columns of the years. Merge only over years that follow one another.
plan-xlsx-key-made = The program “{ $name }” was given the key “{ $key }”.
plan-xlsx-key-twice = The key “{ $key }” stands twice in { $part }. Leave the key of a new program empty; one will be made.
plan-xlsx-program-unknown = There is no program with the key “{ $key }” in { $part }. Correct the key, or delete this row if the program was dropped.
plan-xlsx-name-differs = “{ $heading }” of one indicator is both “{ $name }” and “{ $found }”. Make them the same or leave this cell empty.
plan-xlsx-measure-unknown = The indicator “{ $key }” is not in the sheet 指標 for this program. Add a row there or correct the key.
plan-xlsx-state-unused = This row of セルの状態 ({ $key } { $years }) matches no cell in the tables and was not used.
plan-xlsx-state-twice = Two rows speak of the same cell. Delete one of them.

### ── A plan's records, rules and acts (records, rules, acts, figures, settings, todos) ──

## How a program stands
plan-standing-achieved = Achieved
plan-standing-on-track = On track
plan-standing-slightly-behind = Slightly behind
plan-standing-behind = Behind
plan-standing-entered = Entered
plan-standing-not-entered = Not entered
plan-standing-not-due = Not due yet
plan-standing-not-planned = Nothing planned
plan-standing-ended = Ended

## How far a plan has come
plan-state-draft = Draft
plan-state-section-input = Section input
plan-state-hr-review = Personnel review
plan-state-committee = Committee
plan-state-adopted = Adopted
plan-state-published = Published
plan-state-closed = Closed

## What is missing
plan-lack-result = No result
plan-lack-final-figure = Figures not final
plan-lack-figure = No figure for the target
plan-lack-evaluation = No evaluation

## What an import changes
plan-change-added = Added
plan-change-changed = Changed
plan-change-removed = Removed
plan-change-unchanged = Unchanged
plan-field-title = Title
plan-field-cover = Cover
plan-field-years = Years
plan-field-levels = Levels of the tree
plan-field-introduction = Introduction
plan-field-corrections = Corrections
plan-field-name = Name
plan-field-owner = Section in charge
plan-field-place = Place in the tree
plan-field-text = Outline and notes
plan-field-review-result = Outcome of the review
plan-field-plan = Plan
plan-field-actual = Result
plan-field-measure = Indicator
plan-field-definition = Definition
plan-field-target = Target
plan-field-value = Figure
plan-field-evaluation = Evaluation
plan-field-origin = Origin

## Why something was not done
plan-refusal-stale = { $by } saved first. What you entered is not lost. Compare it with the present text and save again.
plan-refusal-code-taken = Another plan uses “{ $code }”. Choose another code.
plan-refusal-unusable-code = “{ $code }” cannot be a plan's code. Use small letters, figures and hyphens, such as midorino-2025.
plan-refusal-already-adopted = The state of this plan is “{ $state }”, so a file cannot replace it. Enter changes as corrections.
plan-refusal-problems = { $count ->
    [one] There is { $count } thing to put right.
   *[other] There are { $count } things to put right.
 } Change the file and read it again.
plan-refusal-wrong-state = This cannot be done while the plan's state is “{ $state }”. Check the state of the plan.
plan-refusal-no-such-step = No step leads from “{ $from }” to “{ $to }”. Go through the states one by one.
plan-refusal-years-open = { $count ->
    [one] { $count } year is
   *[other] { $count } years are
 } not closed yet. Close all years before you close the plan.
plan-refusal-not-your-turn = While the plan's state is “{ $state }”, only the personnel section enters results. Tell them what should change.
plan-refusal-correction-only = This belongs to an adopted plan. Enter the change as a correction, with a reason.
plan-refusal-not-yet-adopted = A plan in work needs no correction. Change it directly.
plan-refusal-year-outside = { $year } is not a year of this plan. Choose one of its years.
plan-refusal-year-not-begun = { $year } has not begun. Enter results once it has.
plan-refusal-year-not-over = { $year } is not over. Close it afterwards.
plan-refusal-year-closed = { $year } is closed. Enter the change as a correction, with a reason.
plan-refusal-year-open = { $year } is not closed. You can enter results as usual.
plan-refusal-results-missing = { $count ->
    [one] { $count } program has
   *[other] { $count } programs have
 } no result for { $year }. To close the year all the same, tick the confirmation.
plan-refusal-nothing-entered = Nothing was entered. Enter a text, a status or a figure.
plan-refusal-name-missing = The name is missing. Enter a name.
plan-refusal-reason-missing = The reason is missing. Enter one that later readers will understand.
plan-refusal-unusable-key = “{ $key }” cannot be a key. Use small letters, figures, dots and hyphens.
plan-refusal-key-taken = Another program of this plan uses “{ $key }”. Choose another key.
plan-refusal-unreadable-text = The braces in the text cannot be read ({ $text }). Write figures as {"{"}key{"}"} and braces themselves as {"{{"} and {"}}"}.
plan-refusal-unknown-measure = This program has no indicator “{ $key }”. Add it or check the key.
plan-refusal-merged-into-nothing = Choose the program that this one was merged into.
plan-refusal-round-open = Results of { $year } are being asked for already. End that round first.
plan-refusal-round-over = This round is over.
plan-refusal-due-passed = { $day } has passed already. Enter a day from today on.
plan-refusal-node-not-empty = “{ $name }” still holds initiatives or programs. Move or remove them first.
plan-refusal-no-neighbour = It cannot be moved any further.
plan-refusal-no-level-below = There is no level below this one. Add it to the level above.
plan-refusal-next-too-early = Let the next plan begin after { $year }.
plan-refusal-nothing-to-restore = This change is not a result that can be put back. Choose the change of a result in the history.

## Figures of the plan
plan-figure-on-track-rate = Share of programs on track
plan-figure-percent = %
plan-figure-on-track-rate-definition = Of the programs of the plan in force that year whose progress can be judged, the share that is achieved or on track, to one decimal.
plan-records-place = No.
plan-records-name = Program
plan-records-owner = Section in charge
plan-records-standing = Progress

## Settings
plan-settings-grades = Grades of progress
plan-settings-on-track = “On track” from this achievement (%)
plan-settings-on-track-hint = Shown as on track when the target is reached to at least this share and less than 100 %.
plan-settings-slightly-behind = “Slightly behind” from this achievement (%)
plan-settings-slightly-behind-hint = Shown as slightly behind from this share on, and as behind below it.

## To-dos
plan-todo-title = { $plan }, { $year }, { $round }
plan-todo-kind-entry = Enter
plan-todo-kind-check = Check
plan-todo-own-missing = { $count ->
    [one] { $count } entry of your sections is missing
   *[other] { $count } entries of your sections are missing
 }
plan-todo-all-missing = { $count ->
    [one] { $count } entry is missing
   *[other] { $count } entries are missing
 }
plan-todo-overdue = { $count ->
    [one] { $count } entry is overdue
   *[other] { $count } entries are overdue
 }
plan-todo-all-entered = Everything is entered. The round can be ended.
plan-todo-reviews-missing = { $count ->
    [one] The outcome of { $count } initiative is not written
   *[other] The outcomes of { $count } initiatives are not written
 }
plan-todo-write = Write
plan-todo-enter = Enter
plan-todo-check = Check

## Files that can be imported.
plan-file-not-utf8 = The file is not encoded as UTF-8. Save it as UTF-8 and import it again.

### ── The plan's pages (pages) ──

## Every page
plan-navigation = Plan
plan-tabs = Pages of the plan
plan-tab-board = Plan and results
plan-tab-input = Enter results
plan-tab-missing = What is missing
plan-tab-review = Review
plan-tab-compare = Compare plans
plan-tab-publish = Publish and close
plan-tab-setup = Edit the plan
plan-list = Plans
plan-list-title = Plan
plan-list-years = Years
plan-list-state = State
plan-list-empty = There is no plan yet. Import a plan’s file to begin.
plan-import = Import a plan
# used: plan-part-* by frame::part_name
plan-part-plan = Plan ({ $years })
plan-part-review = Review ({ $years })
plan-note = Note:

## The board
plan-board-files = Files
plan-board-enter = Enter results
plan-board-summary = How programs stand
plan-board-as-of = { $year }, as of { $day }
plan-board-until = is the last day for “{ $round }”
plan-board-own-missing = { $n ->
    [one] { $n } program of your section is missing
   *[other] { $n } programs of your section are missing
 }
plan-board-figures = Key figures
plan-board-target = Target { $target } ({ $year })
plan-board-before = Change { $change }
plan-board-matrix = Plan and results by program
plan-board-filter = Filter
plan-board-all = Show all
plan-board-empty = No program meets these conditions.
plan-board-shown = { $shown } of { $total } programs are shown
plan-board-scroll = Table of plan and results by program
plan-board-caption = Plan and results by program and year
plan-board-program = Program
plan-board-now = now
plan-board-enter-cell = Enter
plan-board-planned = Plan:
plan-board-legend = Signs:
plan-filter-all = All
plan-filter-part = Years
plan-filter-node = Pillar
plan-filter-owner = Section
plan-filter-standing = Standing
plan-filter-mine = My sections only

## Initiatives and programs
plan-node-name-then = Name at the time: { $name }
plan-review-result = What came of the { $n } years
plan-line-plan = Plan
plan-line-actual = Result
plan-line-standing = Standing
plan-program-owner = Section in charge
plan-program-years = Years
plan-program-origin = Came from
# used: plan-program-see-* by program::other_part
plan-program-see-plan = See the plan
plan-program-see-review = See the review
plan-program-plan-and-result = Plan and results
plan-definition-from = From { $year }
plan-measure-empty = There is no figure yet.
plan-not-computable = Not computable
plan-sources = Where the figures come from
plan-source-year = Year
plan-source-amount = Figure
plan-source-quality = Certainty
plan-source-target = Target
plan-source-achieved = Achieved
plan-source-from = Source
plan-source-computed = Computed from records
plan-source-unknown = Entered (no source given)
plan-source-records = Records
plan-evaluations = Evaluations
plan-evaluation-grade = Evaluation
plan-evaluation-reason = Reason
plan-evaluation-next = What is next
plan-history = Changes
plan-history-empty = Nothing has been changed yet.
plan-history-at = When
plan-history-by = Who
plan-history-before = Before
plan-history-after = After
plan-history-reason = Reason
plan-figure-definition = What is counted
plan-figure-records = Records
plan-figure-none = There are no records to show.
plan-figure-hidden = { $n } more records lie outside what you are in charge of and are not shown.

## Files and the public pages
plan-files = Files
# used: plan-file-* by Kind::label, with -hint behind it
plan-file-pdf = PDF
plan-file-pdf-hint = The document for reading and printing
plan-file-xlsx = Excel
plan-file-xlsx-hint = Tables to edit; can be imported again
plan-file-html = HTML
plan-file-html-hint = The document as one page
plan-file-programs = Programs as CSV
plan-file-programs-hint = Open data: one row for each program and year
plan-file-measures = Indicators as CSV
plan-file-measures-hint = Open data: one row for each figure and year
plan-file-json = JSON
plan-file-json-hint = Everything, for programs; can be imported again
plan-file-toml = TOML
plan-file-toml-hint = Everything, to edit by hand; can be imported again
plan-public-title = Published plans
plan-public-lead = The plans for developing the city’s staff, and how they progress.
plan-public-none = No plan has been published yet.
