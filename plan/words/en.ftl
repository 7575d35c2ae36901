
## Checks on reading: places (document, problems)
plan-place-line = line { $line }, column { $column }
plan-place-cell = sheet “{ $sheet }”, cell { $cell }
plan-place-file = the whole file

# The name of a field in a sentence.
# used: plan-problem-field* by the messages below
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
plan-target-at-least = { $amount } or more
plan-target-at-most = { $amount } or less
plan-target-exactly = { $amount }
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

### ── Pages of the yearly work (pages/input, missing, review, publish_steps, corrections) ──

## Words to choose from
# used: plan-status-* by choices::Listed
plan-status-considered = Considered (検討)
plan-status-carried = Carried out (実施)
plan-status-continued = Continued (継続)
plan-status-changed = Changed (変更)
plan-status-merged = Merged (統合)
plan-status-abolished = Abolished (廃止)
plan-status-not-carried = Not done (未実施)
plan-status-no-result = No use made (実績なし)
# used: plan-next-action-* by choices::Listed
plan-next-action-continue = Continue (継続)
plan-next-action-expand = Expand (拡充)
plan-next-action-revise = Revise (見直し)
plan-next-action-merge = Merge (統合)
plan-next-action-abolish = Abolish (廃止)
# used: plan-quality-* by result::qualities
plan-quality-final = Final (確定)
plan-quality-scheduled = Scheduled (予定)
plan-quality-forecast = Forecast (予測値)
plan-quality-as-of = As of a day (時点)

## Entering results
plan-input-heading = Results of { $year }
plan-input-show = Show
plan-input-index = Programs
plan-input-none = You are in charge of no program. If one is missing, tell the personnel section.
plan-input-not-begun = The years of the plan have not begun. Results are entered here once they have.
plan-input-not-planned = Nothing is planned for this year
plan-input-before = The year before ({ $year })
plan-input-text = Result
plan-input-text-hint = Leave it empty to have it made from figures and status. The figure stands where you write { $quotes }.
plan-input-quote = { $key } ({ $label })
plan-input-comma = , { "" }
plan-input-status = Status
plan-input-status-none = None
plan-input-into = Merged into (with “Merged”)
plan-input-into-none = Choose
plan-input-quality = Certainty
plan-input-as-of = As of
plan-input-target = Target { $target }
plan-input-source = Source of { $label }
plan-input-save = Save
plan-input-saved = The result of “{ $program }” is saved. To take it back, press “Undo” on its card.
plan-input-last = { $at }, { $by }
plan-input-undo = Undo
plan-input-undone = The result of “{ $program }” is what it was before.
plan-input-not-undone = It was not taken back. { $why }
plan-input-achieved = { $percent } achieved
plan-input-evaluate = Evaluate
plan-input-grade-automatic = Automatic (by figures)
plan-input-grade-by-figures = Automatic (by figures: { $grade })
plan-input-next-none = Not decided
plan-input-save-evaluation = Save the evaluation
plan-input-evaluated = The evaluation of “{ $program }” is saved.
plan-conflict-current = What stands there now
plan-conflict-yours = What you wrote
plan-conflict-unsaved = Not saved yet
plan-conflict-nothing = (nothing)

## What is missing
plan-missing-heading = Entries for { $year }
plan-missing-progress = { $entered } of { $expected } programs entered, { $left } missing
plan-missing-due = “{ $round }” is due on { $day } ({ $left })
plan-missing-by-section = By section
plan-missing-entered = Results entered
plan-missing-editors = Who can enter
plan-missing-no-owner = No section
plan-missing-no-unit = Not linked to a section of the directory
plan-missing-no-editor = Nobody
plan-missing-all = All
plan-missing-programs = Programs that lack something
plan-missing-none = Nothing is missing.
plan-missing-place = No.
plan-missing-what = What is missing
plan-missing-reviews = { $n ->
    [one] { $n } initiative without a review
   *[other] { $n } initiatives without a review
 }

## The review
plan-review-text = What came of it
plan-review-written = { $done } of { $all } written
plan-review-saved = The review is saved.
plan-review-unwritten = Not written yet.
plan-review-none = There are no programs to look back on.
plan-review-locked = The review of an adopted plan is changed by a correction.
plan-review-in-next = What came of these years is written in the review of the next plan.
plan-review-no-next = What came of these years is written in the review of the next plan, which has not been begun.

## Publishing and closing
plan-publish-state = State of the plan: { $state }
plan-publish-steps = The plan’s way
plan-publish-public = See the public page
# used: plan-state-explained-* by publish_steps::page
plan-state-explained-draft = The personnel section builds tree, programs and targets.
plan-state-explained-section-input = The sections fill in the programs they are in charge of.
plan-state-explained-hr-review = The personnel section checks what the sections entered.
plan-state-explained-committee = The committee discusses the plan.
plan-state-explained-adopted = The plan is decided. Results are entered year by year; the plan itself changes by corrections only.
plan-state-explained-published = Everybody can read it. Results are entered year by year, and years are closed.
plan-state-explained-closed = The period is over and every year is closed. What must change is corrected.
# used: plan-step-to-* by publish_steps::step_label
plan-step-to-section-input = Ask the sections to enter
plan-step-to-hr-review = End the sections’ turn
plan-step-to-committee = Go to the committee
plan-step-to-adopted = Adopt
plan-step-to-published = Publish
plan-step-to-closed = End the plan
# used: plan-step-back-* by publish_steps::step_label
plan-step-back-draft = Back to draft
plan-step-back-section-input = Back to the sections
plan-step-back-hr-review = Back to the personnel section
plan-step-from-to = From “{ $from }” to “{ $to }”
plan-step-taken = The plan is now “{ $state }”.
# used: plan-step-effect-* by states::effects
plan-step-effect-section-input-1 = { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
 } can fill in their programs ({ $programs } in all).
plan-step-effect-hr-review-1 = The sections can enter no more; only the personnel section makes changes.
plan-step-effect-committee-1 = The sections cannot enter. The personnel section can still make changes.
plan-step-effect-committee-2 = Initiatives without a review: { $reviews }.
plan-step-effect-adopted-1 = The plan ({ $programs } programs) changes only by corrections with a reason. This cannot be taken back.
plan-step-effect-adopted-2 = Where no day of adoption is given, it is today ({ $day }).
plan-step-effect-adopted-3 = The sections can enter the results of each year.
plan-step-effect-published-1 = Everybody can see the plan without signing in ({ $planned } programs and { $files } kinds of files).
plan-step-effect-published-2 = Results entered later are public at once. This cannot be taken back.
plan-step-effect-closed-1 = Results and evaluations change only by corrections. This cannot be taken back.
plan-step-effect-closed-2 = Years that are not closed yet: { $open }.
plan-step-effect-back-draft-1 = { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
 } can enter no more. What was entered stays.
plan-step-effect-back-section-input-1 = { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
 } can enter again.
plan-step-effect-back-hr-review-1 = The personnel section makes changes before the committee discusses the plan again.
plan-confirm-effects = What happens
plan-confirm-problems = { $count ->
    [one] { $count } thing must be put right first
   *[other] { $count } things must be put right first
 }
plan-confirm-cancel = Cancel

## Input rounds
plan-rounds = Input rounds
plan-rounds-none = There is no input round yet. Once one begins, it stands among the sections’ to-dos.
plan-rounds-not-yet = Once the plan is adopted, the sections can be asked for results.
# used: plan-round-mid-year* by publish_steps::kind_word and rounds::page
plan-round-mid-year = Mid-year
plan-round-mid-year-hint = How the year stands so far. Figures may be as of a day, or forecasts.
# used: plan-round-year-end* by publish_steps::kind_word and rounds::page
plan-round-year-end = End of the year
plan-round-year-end-hint = The results of the year. Figures are final.
plan-round-new = Begin an input round
plan-round-begin = Ask the sections
plan-round-name = Name
plan-round-name-hint = Shown among the sections’ to-dos, for example “Results of the year”
plan-round-kind = Kind
plan-round-due = Due day
plan-round-opened-by = Begun by
plan-round-open = Open
plan-round-over = Ended { $at }
plan-round-effect = { $sections ->
    [one] { $sections } section sees
   *[other] { $sections } sections see
 } the round among the to-dos.
plan-round-effect-late = Results can be entered after the due day too, until the round ends or the year is closed.
plan-round-opened = The sections are asked for “{ $round }”.
plan-round-end = End the round
plan-round-end-effect = Programs without a result: { $left }. The round leaves the sections’ to-dos.
plan-round-end-effect-late = Until the year is closed, results can still be entered.
plan-round-ended = The round is over.

## Closed years
plan-years = Years
plan-year-over = Not closed
plan-year-running = Under way
plan-year-ahead = Ahead
plan-year-closed = Closed { $at } by { $by }
plan-close = Close
plan-close-title = Close { $year }
plan-close-effect-corrections = Results and evaluations of the year change only by corrections with a reason.
plan-close-effect-frozen = { $count ->
    [one] { $count } figure computed from records keeps
   *[other] { $count } figures computed from records keep
 } today’s value. The plan’s figures stay even if records change.
plan-close-effect-rounds = { $count ->
    [one] { $count } open round ends.
   *[other] { $count } open rounds end.
 }
plan-close-missing = { $count ->
    [one] { $count } program lacks something
   *[other] { $count } programs lack something
 }
plan-close-lacking = { $program } ({ $owner }): { $lacks }
plan-close-frozen = Figures that keep today’s value
plan-close-confirm = { $count ->
    [one] Close although { $count } program has no result
   *[other] Close although { $count } programs have no result
 }
plan-close-done = { $year } is closed.
plan-reopen = Open again
plan-reopen-title = Open { $year } again
plan-reopen-effect = The sections can enter results of the year again.
plan-reopen-effect-frozen = { $count ->
    [one] { $count } kept figure stays on record; the plan shows
   *[other] { $count } kept figures stay on record; the plan shows
 } what is computed today.
plan-reopen-reason-hint = It stays on record, for example: attendance counted again
plan-reopen-done = The year is open again. Do not forget to close it.

## Figures that changed after closing
plan-drift = Figures that changed after closing
plan-drift-lead = What was kept differs from what today’s records give. If the plan has to change, enter a correction.
plan-drift-none = Today’s records give the same figures as when the years were closed.
plan-drift-frozen = Kept
plan-drift-now = Today
plan-drift-why = Likely reason
plan-drift-redefined = It is counted differently now
plan-drift-records = Records were added, corrected or deleted

## Corrections
plan-corrections = Corrections
plan-corrections-count = { $n ->
    [one] List of corrections ({ $n })
   *[other] List of corrections ({ $n })
 }
plan-corrections-none = There are no corrections.
plan-corrections-in-work = A plan in work is changed directly, not by corrections.
plan-corrections-public = This list also stands on the public page, under 正誤.
plan-correction-link = Correct
plan-correction-new = Enter a correction
plan-correction-lead = Changes what was adopted or closed. The old text, the reason and the day stay on record.
plan-correction-next = Next
plan-correction-target = What is corrected
plan-correction-choose = Choose
# used: plan-correction-in-* by target::target_field
plan-correction-in-plan = Plan:
plan-correction-in-review = Review:
plan-correction-in-tree = Tree:
plan-correction-what = Which text
# used: plan-correction-what-* by target::what_field
plan-correction-what-actual = Result
plan-correction-what-plan = Plan
plan-correction-what-evaluation = Evaluation
plan-correction-what-heading = Name and section
plan-correction-what-name = Name
plan-correction-what-outline = Outline
plan-correction-what-review-result = What came of it
plan-correction-what-review-footnote = Footnote of the review
plan-correction-what-plan-footnote = Footnote of the plan
plan-correction-year-hint = Not used for “Name and section”.
plan-correction-before = Before
plan-correction-after = After
plan-correction-reason-hint = Say it so that readers understand, for example: counted wrongly
plan-correction-by = Corrected by
plan-correction-by-hint = The section as the list shows it; your name if left empty.
plan-correction-on = Day
plan-correction-save = Correct
plan-correction-saved = The correction is made.
plan-correction-shown = Both texts, the reason and the section stand in the plan’s list of corrections.
plan-correction-shown-public = Both texts, the reason and the section stand on the public page, for everybody to see.

### ── Pages of a plan’s structure (pages/import, setup, next, compare) ──

## Importing a file
plan-import-file = The plan’s file
plan-import-file-hint = Excel (.xlsx), TOML or JSON, up to 20 MB.
plan-import-next = The file is checked first, and you see what would change. Nothing is changed yet.
plan-import-try = Check the file
plan-import-how = How to import
plan-import-how-new = For a new plan, export another plan as Excel, change its code and content, and import that.
plan-import-how-change = A plan of the same code is replaced by what the file says. The history of what stays is kept.
plan-import-how-adopted = An adopted plan is not replaced by a file. Enter what is to change as corrections.
plan-import-no-file = No file was chosen. Choose the plan’s file.
plan-import-empty = “{ $name }” is empty. Save it again and choose it.
plan-import-csv = “{ $name }” is a CSV file and cannot be imported: CSV holds only a part of a plan. Choose an Excel file (.xlsx).
plan-import-kind = “{ $name }” cannot be read as a plan. Choose an Excel (.xlsx), TOML or JSON file.
plan-import-broken = The file did not arrive completely. The plan has not changed. Choose the file and send it again.
plan-import-gone = This import is over, or was cancelled because a day has passed. Look at the list of plans, and choose the file again if needed.
plan-import-problems = “{ $name }”: { $count } to put right
plan-import-nothing-changed = The plan has not changed. Put the file right and choose it again.
plan-import-problems-csv = List of what to put right (CSV)
plan-import-problems-file = To put right
plan-import-place = Place
plan-import-sentence = What to put right
plan-import-trial = Check the import
plan-import-what = The file
plan-import-name = File
plan-import-code = Plan code
plan-import-review = Years looked back on
plan-import-present = Present plan
plan-import-new = None (a new plan is made)
plan-import-replaces = There is one ({ $state }); it is replaced by this
plan-import-counts = How much changes
plan-import-nodes = Structure
plan-import-programs = Programs
# used: plan-import-part-* by difference::part and setup
plan-import-part-plan = Programs of the plan
plan-import-part-review = Programs of the review
plan-import-owners = { $count } sections in charge are not in today’s organisation
plan-import-owners-hint = You can import them as they are. Only the personnel section can enter results of these programs until a unit is chosen.
plan-import-notes = Noticed while reading
plan-import-colon = :{" "}
plan-import-difference = What changes
plan-import-all-new = What is added
plan-import-no-difference = The file says the same as the present plan.
plan-import-field = Field
plan-import-none = (none)
plan-import-changed-meanwhile = Somebody changed the plan after you sent the file
plan-import-changed-meanwhile-hint = Nothing is lost. The table below compares the file with the plan as it is now. Look at it again, then import.
plan-import-confirm = Import this
plan-import-undo = An import can be taken back only until the plan is adopted: by importing the file of the present plan again. Save that file first.
plan-import-keep-present = Save the present plan (Excel)
plan-import-undo-new = The new plan will be a draft, and nobody outside sees it until it is published. Until it is adopted, you can import a corrected file as often as you like.
plan-import-do = Import
plan-import-other = Choose another file
plan-import-done = The plan was imported. Programs added: { $added }, changed: { $changed }, removed: { $removed }.

## Editing a plan
plan-setup-fixed = This plan is “{ $state }” and cannot be changed here. Enter what is to change as a correction, with the reason.
plan-setup-corrections = To the corrections
plan-setup-now = What stands there now
plan-setup-cover = Cover and introduction
plan-setup-tree = Structure and programs
plan-setup-empty = There is no structure yet. Add it from the top.
plan-setup-order = Order
plan-setup-up = Move “{ $name }” up
plan-setup-down = Move “{ $name }” down
plan-setup-edit = Edit
plan-setup-see = See
plan-setup-save = Save
plan-setup-add = Add
plan-setup-cancel = Back
plan-setup-back = Back to editing the plan
plan-setup-saved = Saved.
plan-setup-added = Added.
plan-setup-moved = Moved.
plan-setup-removed = Deleted.
plan-setup-state = State
plan-setup-title = Title
plan-setup-municipality = Municipality
plan-setup-publisher = Publisher
plan-setup-adopted = Adopted on
plan-setup-policy = Basic policy
plan-setup-policy-adopted = Policy adopted in
plan-setup-policy-revised = Policy revised in
plan-setup-month-hint = Write it like 2011-04.
plan-setup-legal = Legal bases
plan-setup-legal-hint = One on each line.
plan-setup-year-style = How years are written
plan-setup-mid-term = Year of the mid-term review
plan-setup-introduction = Introduction
plan-setup-introduction-hint = A section is removed when both heading and text are empty. Separate paragraphs by an empty line.
plan-setup-section = Section { $number }
plan-setup-heading = Heading
plan-setup-text = Text
plan-setup-none = None
plan-setup-add-node = Add: { $level }
plan-setup-name = Name
plan-setup-review-name = Name in the review
plan-setup-review-name-hint = Only where it differs from the name in the plan.
plan-setup-chart-name = Name in the system chart
plan-setup-chart-name-hint = Only where it differs from the name in the plan.
plan-setup-capability = Name of the capability
plan-setup-capability-hint = What in this system serves the initiative (for example paid-leave). Leave it as it is if you are not sure.
plan-setup-outline = Outline
plan-setup-plan-footnote = Footnote of the plan
plan-setup-review-footnote = Footnote of the review
plan-setup-below = Below this
plan-setup-texts = Name and texts
plan-setup-add-program = Add a program
plan-setup-program-name = Name of the program
plan-setup-part = Where it stands
plan-setup-node = Belongs to
plan-setup-node-hint = Choose another to move the program.
plan-setup-owner = Section in charge, as printed
plan-setup-owner-hint = When empty, the name of the unit chosen below is printed.
plan-setup-unit = Unit that enters results
plan-setup-unit-hint = Units of today.
plan-setup-no-unit = Find it by the printed name
plan-setup-closed-unit = A unit that is no more
plan-setup-key = Key
plan-setup-key-hint = By it the program is known when its name changes. Left empty, it is made for you.
plan-setup-view = See it in the plan
plan-setup-heading-now = This program
plan-setup-heading-edit = Change name, place, section in charge
plan-setup-plan-line = Planned by year
plan-setup-no-cells = Nothing is planned yet.
plan-setup-add-cell = Add a plan cell
plan-setup-cell = Plan for { $years }
plan-setup-from = First year
plan-setup-to = Last year
plan-setup-to-hint = For a single year, choose the first year again.
plan-setup-years-reversed = The last year lies before the first. Choose the same year or a later one.
plan-setup-cell-text = What is planned
plan-setup-cell-text-hint = Printed in the plan as it is.
plan-setup-quote = To put a figure into the text, write:
plan-setup-status = Status
plan-setup-into = Merged into
plan-setup-into-hint = Choose it when the status is 統合 (merged).
plan-setup-remove-cell = Empty this cell
plan-setup-measures = Indicators and targets
plan-setup-no-measures = There is no indicator yet.
plan-setup-add-measure = Add an indicator
plan-setup-measure-label = Name of the indicator
plan-setup-measure-unit = Unit
plan-setup-measure-unit-hint = 件, ％, 時間 and the like
plan-setup-measure-key-hint = Small letters, figures, dots and hyphens (for example suggestions.submitted). It cannot be changed later.
plan-setup-key-taken = Another indicator of this program has the key “{ $key }”. Use another.
plan-setup-definition = What is counted
plan-setup-definition-from = Counted so from
plan-setup-definition-hint = When the way of counting changes, add the new wording from that year on. Charts break there.
plan-setup-definition-twice = Two wordings begin in the same year. Change one of the years.
plan-setup-target-hint = Leave years without a target at “No target”. A baseline is for targets that are compared with the result of an earlier year.
plan-setup-no-target = No target
plan-setup-at-least = At least
plan-setup-at-most = At most
plan-setup-equal = Exactly
plan-setup-comparator = Direction
plan-setup-comparator-missing = There is a target figure, but “No target” is chosen. Choose a direction, or clear the figure.
plan-setup-amount = Target
plan-setup-baseline-year = Baseline year
plan-setup-baseline = Baseline figure
plan-setup-baseline-year-missing = A baseline figure needs its year. Enter a Western year.
plan-setup-assign = Unit that enters results
plan-setup-assign-hint = Can be changed at any time, for example after a reorganisation. The printed section in charge stays.
plan-setup-assign-button = Change the unit
plan-setup-remove = Delete
plan-setup-remove-title = Delete “{ $name }”
plan-setup-remove-do = Delete
plan-setup-remove-hint = This cannot be undone. The history of a program’s changes is kept.
plan-setup-remove-only-draft = This plan is “{ $state }”. Things can be deleted only while it is a draft.
plan-setup-remove-full = There are still parts, programs or figures in it. Move or delete them first.
plan-setup-remove-quoted = { $count } texts quote this indicator’s figures. Change those texts first.
plan-setup-goes = What goes with it
plan-setup-result-figures = Figures of the review text
plan-setup-cells = Plan cells
plan-setup-actuals = Result cells
plan-setup-targets = Targets
plan-setup-figures = Figures
plan-setup-definitions = Wordings of what is counted
plan-setup-evaluations = Evaluations

## The next plan
plan-next = Draft the next plan
plan-next-lead = A draft of the next plan takes over the structure and programs of this one. This plan does not change.
plan-next-code-hint = Small letters, figures and hyphens (for example midorino-2028).
plan-next-first = First year
plan-next-length = Length
plan-next-n-years = { $n } years
plan-next-review-from = First year looked back on
plan-next-review-to = Last year looked back on
plan-next-review-hint = Only years before the next plan begins are looked back on.
plan-next-texts = Carry over introduction, outlines and footnotes
plan-next-texts-hint = Otherwise they are written anew.
plan-next-preview = Look again
plan-next-create = Make the draft
plan-next-what = Programs carried over
plan-next-carried = Carried over
plan-next-ended = Ends
plan-next-merged = Merged
plan-next-into = Into “{ $name }”
plan-next-fate = In the next plan
plan-next-content = What its cell says
plan-next-reason = Why
plan-next-because-actual = The result of { $years } is “{ $status }”
plan-next-because-evaluation = The evaluation of { $years } says “{ $action }”
plan-next-because-plan = The plan of { $years } is “{ $status }”
plan-next-because-nothing = What is next has not been evaluated yet
plan-next-created = The draft “{ $title }” was made.

## Comparing plans
plan-compare = Two plans compared
plan-compare-with = Compare with
plan-compare-show = Compare
plan-compare-csv = CSV
plan-compare-file = Plans compared { $code }
plan-compare-left = Earlier plan
plan-compare-right = Later plan
plan-compare-left-content = Content of the earlier plan
plan-compare-right-content = Content of the later plan
plan-compare-left-figure = Earlier figure
plan-compare-right-figure = Later figure
plan-compare-change = Change
plan-compare-how = Relation
plan-compare-figures = Common indicators
plan-compare-by = Change { $change }
plan-compare-was = In the earlier plan: { $name }
plan-compare-planned = Plan: { $text }
plan-compare-not-there = (none)
plan-compare-nothing = There is no plan to compare with yet. Import the plan before this one.
plan-compare-continued = Continued
plan-compare-renamed = Renamed
plan-compare-merged = Merged
plan-compare-split = Split
plan-compare-new = New
plan-compare-ended = Ended
