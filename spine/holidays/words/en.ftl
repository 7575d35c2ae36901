# Public holidays and the closure over the New Year.

## What can be set.
holidays-settings = Days off
holidays-settings-closed-from = First day of the New Year closure (December)
holidays-settings-closed-from-hint = The day of December from which the office is closed. Enter 32 when it stays open until the end of the year.
holidays-settings-closed-until = Last day of the New Year closure (January)
holidays-settings-closed-until-hint = The day of January until which the office is closed. Enter 0 when it opens on the first (New Year's Day itself is a public holiday).

## Why something was not done.
holidays-refusal-stale = Somebody else changed the holidays first. Look at them again and repeat the step.
holidays-refusal-taken = That day is a holiday already: “{ $name }”. Enter another day.
holidays-refusal-no-name = There is no name yet. Enter a name.
holidays-refusal-name-too-long = The name is too long. Use { $longest } characters or fewer.
holidays-refusal-gone = It has been removed already. Open the list again to see what holds.
holidays-refusal-year = Holidays of that year cannot be kept. Enter a day from 1955 to 2099.

## What is wrong with a row of a file.
holidays-row-nothing = There are no rows with holidays. Choose the Cabinet Office's CSV file of national holidays.
holidays-row-not-the-list = This does not look like the Cabinet Office's list of national holidays. Choose a CSV file with days in the first column and names in the second.
holidays-row-not-a-day = “{ $text }” cannot be read as a day. Write it like 2027/1/1.
holidays-row-out-of-range = Holidays of { $year } cannot be kept. Use days from 1955 to 2099.
holidays-row-no-name = There is no name. Write the holiday's name in the second column.
holidays-row-name-too-long = The name is too long. Use { $longest } characters or fewer.
holidays-row-twice = The same day also stands in row { $row }. Keep one of them.
holidays-row-too-few = The year { $year } has only { $days } days. Check whether the file was cut off.

# used: holidays-source-* by Source::name
holidays-source-law = The law
holidays-source-forecast = Forecast
holidays-source-file = Cabinet Office list
holidays-source-city = Holiday of the city

## Names of the law, for readers of English.
holidays-name-new-year = New Year's Day
holidays-name-coming-of-age = Coming of Age Day
holidays-name-foundation = National Foundation Day
holidays-name-emperor = Emperor's Birthday
holidays-name-vernal-equinox = Vernal Equinox Day
holidays-name-showa = Showa Day
holidays-name-constitution = Constitution Memorial Day
holidays-name-greenery = Greenery Day
holidays-name-children = Children's Day
holidays-name-marine = Marine Day
holidays-name-mountain = Mountain Day
holidays-name-aged = Respect for the Aged Day
holidays-name-autumnal-equinox = Autumnal Equinox Day
holidays-name-health-and-sports = Health and Sports Day
holidays-name-sports = Sports Day
holidays-name-culture = Culture Day
holidays-name-labour-thanksgiving = Labour Thanksgiving Day
holidays-name-substitute = Substitute holiday
holidays-name-by-special-law = Holiday by a special law

## Acts in the journal.
# used: holidays-act-* by ACTS
holidays-act-imported = List of holidays taken in
holidays-act-year-restored = Holidays of a year put back to the law
holidays-act-day-added = Holiday of the city added
holidays-act-day-removed = Holiday of the city removed
holidays-act-area = Holidays
