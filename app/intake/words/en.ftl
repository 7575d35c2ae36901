# Staff lists from files: mapping of columns, trial run, import, undo.

## Journal
# used: intake-act-* by ACTS
intake-act-staff-received = Received the file of a staff list
intake-act-staff-imported = Imported a staff list
intake-act-staff-undone = Took the import of a staff list back
intake-act-staff-exported = Wrote the staff list out
intake-act-mapping-saved = Saved a mapping of columns
intake-act-mapping-removed = Removed a mapping of columns

## Long work
intake-job-trial = Checking a staff list
intake-job-write = Importing a staff list
intake-job-undo = Taking a staff list back
intake-stage-reading = Reading the files
intake-stage-comparing = Comparing with what is on record
intake-stage-keeping = Collecting the differences
intake-stage-writing = Writing
intake-stage-waiting = Waiting for its turn

## The front
intake-administration = Settings
intake-title = Import of staff lists
intake-lead = Enter people and appointments from an Excel or CSV staff list
intake-send-heading = Choose a file
intake-file = File of the staff list
intake-file-hint = Excel (.xlsx) or CSV (UTF-8, Shift_JIS), up to 64 MB
intake-more-files = When the history of appointments or the units are in other files
intake-more-files-hint = Leave this alone when they are sheets of the same workbook.
intake-file-careers = File of the history of appointments
intake-file-units = File of the units
intake-next = Nothing is entered yet. On the next page you check the columns, try the list out and look at the differences before it is entered.
intake-send = Upload
intake-how = About the file
intake-how-order = Columns may stand in any order under any usual heading, also below title rows.
intake-how-number = People are matched by staff number, never by name. Leading zeros are kept.
intake-how-dates = Dates are read in both calendars: 2024/4/1, 20240401, R6.4.1, 令和6年4月1日.
intake-how-again = Importing the same list again changes only what differs.
intake-empty = Download an empty form (Excel)
intake-export = Export the staff list
intake-export-csv = Export the staff list as CSV (UTF-8)
intake-export-cp932 = Export the staff list as CSV (Shift_JIS)
intake-export-name = Staff list
intake-empty-name = Form for the staff list
intake-export-unmappable = { $count } characters do not exist in Shift_JIS, so no file was made. Export in UTF-8 instead.
intake-mappings = Saved mappings of columns
intake-mapping = Mapping of columns
intake-mapping-name = Name
intake-mapping-changed = Last change
intake-mapping-act = Action
intake-mapping-remove = Remove
intake-mapping-removed = The mapping “{ $name }” was removed
intake-mapping-unknown = No mapping is saved under the name “{ $name }”. Use a name that was saved on the import page.
intake-history = Imports so far
intake-history-empty = Nothing has been imported yet. Choose a file above.
intake-file-name = File
intake-state = Status
intake-result = Result
intake-sent = Uploaded
intake-sent-by = By
intake-counts = { $added } new, { $changed } changed, { $unchanged } unchanged, { $leaving } leaving, { $units } new units
intake-no-file = Choose a file.
intake-empty-file = There is no table in the file. Check that the sheet with the staff list is not hidden.
intake-file-refused = “{ $name }”: { $why }
intake-broken-upload = The file did not arrive completely. Choose it again and send it once more.

# used: intake-state-* by State::key
intake-state-sent = Waiting for its columns
intake-state-trying = Being checked
intake-state-refused = To be corrected
intake-state-tried = Ready to be entered
intake-state-writing = Being entered
intake-state-done = Entered
intake-state-undoing = Being taken back
intake-state-undone = Taken back
intake-state-dropped = Discarded

## The steps
intake-steps = Steps of the import
intake-step-file = Choose a file
intake-step-columns = Pair the columns
intake-step-trial = Check the differences
intake-step-done = Enter

## Columns
intake-columns = Pair the columns
intake-what = In the file
intake-tables = Tables
intake-table = { $name } ({ $count } rows)
intake-use-mapping = Use a saved mapping
intake-no-mapping = None (find the columns by their headings)
intake-apply = Use this mapping
intake-mapping-missing = Some headings of the saved mapping are not in this file
intake-part-people = Table of people
intake-part-people-lead = One row a person. The present unit and post can be read from it too.
intake-part-careers = Table of the history of appointments
intake-part-careers-lead = One row an appointment. People in this table keep only the appointments in it, so write all of them.
intake-part-units = Table of units
intake-part-units-lead = One row a unit. Units that do not exist yet are made; those that exist are changed only when you say so below.
intake-sheet = Which table
intake-no-sheet = There is none
intake-head = Row of headings
intake-head-hint = The number of the row with the headings
intake-again = Read the table again
intake-no-column = Leave out
intake-samples = E.g. { $samples }
intake-options = How to read it
intake-effective = Effective day
intake-effective-hint = Without a column that says since when, changes of unit and post take effect on this day.
intake-digits = Digits of the staff number
intake-digits-hint = Where Excel has dropped leading zeros, numbers are filled up to so many digits. Leave it empty otherwise.
intake-digits-wrong = Enter a number from 1 to 20.
intake-make-units = Make units that do not exist yet
intake-make-units-hint = Otherwise rows with such units are reported as to be corrected.
intake-change-units = Change names, units above and last days of units as the table says
intake-change-units-hint = Only used with a table of units. Names and units above change from the effective day; earlier names are kept. Empty cells change nothing.
intake-complete = This is a list of everybody in service
intake-complete-hint = With this, people in service who are not in the list leave.
intake-leaving = Last day of those who are not in the list
intake-leaving-missing = Enter the last day of service of those who are not in the list.
intake-complete-without-people = A list of everybody needs the table of people. Choose it.
intake-save-heading = Save the mapping of columns
intake-save-as = Name
intake-save-as-hint = With a name it can be used for next year’s file of the same form.
intake-try-hint = Nothing is entered yet. New people are entered as regular employees, as 一般事務 and with 38:45 hours a week where the table of people has no such columns.
intake-try = Try it out
intake-put-aside = Discard this import
intake-put-aside-done = The import was discarded
intake-no-table = There is no table to read. Choose which table it is.
intake-column-missing = Choose the column of “{ $field }”.

## Problems
intake-problems = { $count ->
    [one] 1 thing is to be corrected
   *[other] { $count } things are to be corrected
}
intake-nothing-changed = Nothing was entered. Correct the file and read it again, or pair the columns differently below.
intake-problems-csv = Download the list of corrections (CSV)
intake-problems-more = There are { $count } more. The downloaded list shows up to 500.
intake-problems-name = Corrections
intake-place = Place
intake-sentence = What
intake-staff-no-twice = The staff number { $number } stands in row { $row } too. Delete one of the rows or correct the number.
intake-staff-no-unknown = There is nobody with the staff number { $number }. Add the person to the table of people or correct the number.
intake-nobody-in-the-table = There is no row with a person. Check the row of headings and the column of the staff number.
intake-new-needs = This is needed for a new person. Please fill it in.
intake-new-needs-column = New people cannot be entered without “{ $field }”. Choose its column or add it to the file.
intake-name-not-split = There is no blank between family and given name. Add one, or put the two in separate columns.
intake-born-after-hired = The date of birth ({ $born }) is after the day of hiring ({ $hired }). Correct one of them.
intake-left-before-hired = The last day of service is before the day of hiring ({ $hired }). Correct one of them.
intake-week-too-long = Weekly hours must be between one minute and 168 hours.
intake-unit-unknown = There is no unit “{ $unit }”. Correct the name or code, or choose to make units that do not exist yet.
intake-unit-ambiguous = Several units are called “{ $unit }” ({ $found }). Write the department too, or the code.
intake-unit-not-yet = “{ $unit }” exists since { $from } and not yet on { $on }. Correct the date or the unit.
intake-unit-abolished = “{ $unit }” was abolished on { $to } and does not exist on { $on } any more. Correct the date or the unit.
intake-unit-not-called-so = No unit is called “{ $unit }” on { $on }. Write its name of that day, or its code.
intake-units-missing = { $count } units do not exist: { $units }
intake-unit-twice = The same code stands in row { $row } too. Correct one of them.
intake-unit-loop = The units above lead back to this unit. Correct the code of the unit above, “{ $code }”.
intake-unit-no-parent = There is no unit “{ $code }” to stand below. Add it to the table or correct the code.
intake-unit-before-above = It begins before the unit above. Correct the day.
intake-career-later = A main appointment since { $from } is already on record. To enter earlier ones, write the whole history in the table of appointments.
intake-career-overlap = The main appointments since { $from } and since { $next } overlap. Correct one of the days.
intake-career-before-birth = The appointment of { $from } lies before the date of birth. Correct the date.
intake-career-before-hiring = The appointment of { $from } lies before the day of hiring. Correct one of the dates.
intake-career-after-service = The appointment since { $from } lasts longer than the service. Correct its last day or the last day of service.
intake-career-reversed = The appointment since { $from } ends before it begins. Correct one of the days.
intake-career-twice = Two rows give the same appointment since { $from }. Keep one.
intake-changed-since = Somebody has changed this person’s record since it was checked. Try the list out again.
intake-person = { $number } { $name }

## Trial and result
intake-trying = The list is being checked
intake-writing = The list is being entered
intake-undoing = The import is being taken back
intake-progress = { $done } of { $total }
intake-progress-hint = This page refreshes by itself. The work goes on when you close it.
intake-reload = Refresh
intake-tried = What the import would do
intake-done = Imported
intake-undone = Import taken back
intake-dropped = Discarded import
intake-done-at = Entered
intake-undone-at = Taken back
intake-counts-heading = Numbers
intake-count-new = New
intake-count-changed = Changed
intake-count-unchanged = Unchanged
intake-count-leaving = Leaving
intake-count-units = Units made or changed
# used: intake-change-* by Change::key
intake-change-new = New
intake-change-changed = Changed
intake-change-leaving = Leaving
intake-change-unit = Units made or changed
intake-confirm = Enter it?
intake-confirm-numbers = To be entered: { $counts }
intake-confirm-hint = Everything is entered at once; should anything go wrong, nothing is. Afterwards it can be taken back as long as nobody has changed a record.
intake-do = Enter this
intake-other-columns = Pair the columns differently
intake-nothing = Everything is on record already. Nothing would change.
intake-difference = Differences
intake-kinds = Kinds of differences
intake-all-changes = All
intake-no-difference = There are none.
intake-field = Field
intake-before = Now
intake-after = After the import
intake-none = none
intake-heads = head
intake-detail-career = Appointment
intake-detail-path = Unit
intake-detail-kind = Level
intake-detail-unit-from = Exists from
intake-detail-unit-since = Called so from
intake-detail-unit-to = Last day
intake-detail-short-name = Short name
intake-remark-names = People whose name changes
intake-remark-renamed = { $count } people have the same staff number and another name. Check that the numbers are right: { $people }
intake-remark-units = Units without a reading
intake-remark-no-reading = { $count } new units have no reading and get “ー”. Enter the readings on the pages of the organisation afterwards.

## Why records were corrected
# used: intake-correction-* by acts
intake-correction-reason = Import of a staff list ({ $file })
intake-correction-undo = Import of a staff list taken back ({ $file })

## Undoing
intake-undo = Take the import back
intake-undo-lead = The last import can be taken back as long as nobody has changed its records.
intake-undo-ask = Take it back
intake-undo-hint = New people and units are removed, changed records become what they were before the import.
intake-undo-do = Take it back now
intake-undo-in-the-way = It could not be taken back
intake-undo-nothing = Nothing was changed. These records have changed since the import.
intake-undo-refused = The import stands as it was entered. The page of taking it back lists what is in the way.
intake-undo-used = Accounts, qualifications or other records have been made for imported people or units since. Remove those first.
intake-back = Back

## Sheets of the export
intake-sheet-people = People
intake-sheet-careers = Appointments
intake-sheet-units = Units

## Units that exist already.
intake-unit-not-in-force = This unit does not exist on the effective day. Look it up on the organisation pages.
intake-unit-changes-later = A change of this unit from { $from } on is entered already. Choose that day or a later one as the effective day, or change the unit on the organisation pages.
intake-unit-ends-early = The unit would end before it begins or before the effective day. Check the days.
intake-unit-fault-overlap = The periods of “{ $unit }” overlap on { $on }. Look it up on the organisation pages.
intake-unit-fault-no-parent = The unit above “{ $unit }” does not exist on { $on }. Close the units below as well, or move them first.
intake-unit-fault-same-name = On { $on } another unit below the same unit is called “{ $unit }”. Use another name.
intake-unit-loop-on = On { $on } “{ $unit }” would stand below one of its own units. Check the code of the unit above.
