people-unit-department = Department
people-unit-section = Section
people-unit-team = Team
people-unit-other = Other
people-employment-regular = Regular employee
people-employment-re-employed = Re-employed (full-time)
people-employment-re-employed-short = Re-employed (short-time)
people-employment-fixed-term = Fixed-term employee
people-employment-temporary = Temporary employee
people-employment-fiscal-year-full = Fiscal-year employee (full-time)
people-employment-fiscal-year-part = Fiscal-year employee (part-time)
people-sex-female = Female
people-sex-male = Male
people-appointment-main = Main post
people-appointment-concurrent = Concurrent post
people-appointment-acting = Acting
people-appointment-seconded = Secondment
people-rank-department-head = Department head level
people-rank-deputy-department-head = Deputy department head level
people-rank-section-head = Section head level
people-rank-deputy-section-head = Deputy section head level
people-rank-team-head = Team head level
people-rank-senior = Senior level
people-rank-officer = Officer level

people-field-missing = Nothing was entered here. Please fill it in.
people-field-too-long = This is too long. Please use at most { $longest } characters.
people-field-not-a-staff-number = A staff number may hold only letters, figures and hyphens (-). Please remove the other characters.
people-field-not-kana = The reading holds characters that are not kana. Please write it in hiragana or katakana.
people-field-control-character = There is a line break or another invisible character. Please enter a single line.

people-refusal-overlap = This overlaps with the main post held from { $from }. End that one first, or change the date.
people-refusal-outside-service = The period holds days outside the employment. Choose dates between the day of hiring and the day of leaving.
people-refusal-no-such-unit = The unit does not exist on { $on }. Choose another date or another unit.
people-refusal-nothing-to-end = There is no main post from before { $on }. Enter this as a new appointment instead of a transfer.
people-refusal-no-such-employee = The employee cannot be found. Choose again from the list.
people-refusal-unit-overlap = A change from { $from } is already entered. Choose a later date.
people-refusal-unit-no-parent = The unit above does not exist on that day. Choose another date or another unit.
people-refusal-unit-circle = A unit cannot stand below one of its own parts. Choose another unit.

## The figure people.headcount.
# used: people-column-* by figures::records
people-figure-headcount = Staff
people-figure-persons = { " " }people
people-figure-headcount-definition = Regular employees in service on 1 April of the fiscal year
people-column-staff-no = Staff number
people-column-name = Name
people-column-unit = Unit
people-column-post = Post
