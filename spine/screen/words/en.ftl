# The frame of every page
screen-product = Hagukumi
screen-product-kind = Staff development
screen-language-name = English
screen-navigation = Main menu
screen-menu = Menu
screen-search = Search
screen-search-label = Search staff, initiatives and courses
screen-search-hint = Name, kana or initiative
screen-notices = { $count ->
    [one] { $count } notice
   *[other] { $count } notices
 }
screen-help = Help
screen-user-menu = : user menu
screen-user-account = My settings
screen-user-sign-out = Sign out
screen-user-sign-in = Sign in
screen-public-plans = Published plans
screen-accessibility = Accessibility
screen-privacy = Privacy
screen-demo = This is a made-up city to try things out. Nothing you enter is sent anywhere.
screen-page-skip = Skip to main content
screen-page-error-prefix = Error:{" "}
screen-page-print = Print
screen-page-crumbs = You are here
screen-page-step-done = {" "}(done)
screen-page-printed = { $city } Hagukumi, printed { $moment } by { $name } ({ $unit })

# Deadlines
screen-due-today = Due today
screen-due-tomorrow = Due tomorrow
screen-due-left = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
 }
screen-due-past = { $days ->
    [one] { $days } day overdue
   *[other] { $days } days overdue
 }

# How something stands
screen-status-achieved = Achieved
screen-status-on-track = On track
screen-status-slightly-behind = Slightly behind
screen-status-behind = Behind
screen-status-not-entered = Not entered
screen-status-no-record = No record
screen-status-not-done = Not done
screen-status-not-computable = Not computable

# Lists
screen-table-sort-by = {" "}(sort)
screen-table-region = {" "}(table)
screen-table-pages = Pages
screen-table-page = Page
screen-table-previous = Previous
screen-table-next = Next
screen-table-none = None
screen-table-shown = { $from }–{ $to } of { $total }
screen-table-csv = Save as CSV
screen-table-xlsx = Save as Excel

# Forms
screen-form-required = {" "}(required)
screen-form-optional = {" "}(optional)
screen-form-errors = { $count ->
    [one] There is { $count } thing to put right
   *[other] There are { $count } things to put right
 }
screen-form-blank = Enter: { $field }
screen-form-too-long = { $field } can have up to { $most } characters. Shorten it by { $over }
screen-form-no-date = { $field }: the date cannot be read. Write it like 16 Jan 2027, 2027/1/16 or R9.1.16
screen-form-no-number = { $field }: enter a number, such as 12 or 80.7
screen-form-out-of-range = { $field }: enter a whole number from { $least } to { $most }
screen-form-not-chosen = Choose: { $field }
screen-form-date-hint = For example 16 Jan 2027, 2027/1/16 or R9.1.16
screen-form-date-unread = This cannot be read as a date
screen-form-date-pick = Calendar

# Charts
screen-chart-year = Fiscal year
screen-chart-actual = Actual
screen-chart-target = Target
screen-chart-note = Note
screen-chart-item = Item
screen-chart-count = Count
screen-chart-share = Share
screen-chart-table = Show as a table
screen-chart-save = Save the chart
screen-chart-none = No record
screen-chart-scheduled = Scheduled
screen-chart-forecast = Forecast
screen-chart-as-of = As of { $day }
screen-chart-as-of-short = Interim
screen-chart-break = Counted differently
screen-chart-break-note = Counted differently from { $year }: { $what }
screen-chart-limit = Guide { $amount }
screen-chart-over = over
screen-chart-unsure = Not final
screen-chart-total = Total

# When something failed
screen-back-home = Back to home
screen-failure-number = Number { $number }
screen-not-found = There is no such page
screen-not-found-hint = It was removed, or the address is wrong. Try the menu.
screen-problem-not-found = There is nothing at this address. Check the address and the day in as_of.
screen-problem-method = This cannot be done here
screen-problem-method-hint = The address can only be read, with GET or HEAD.
screen-problem-token = A token is needed
screen-problem-token-hint = Send a valid token after Authorization: Bearer. A token that was revoked, has expired or comes from an address that is not allowed gets this answer too.
screen-denied = You cannot open this page
screen-denied-hint = You do not have permission to see it. If you need it, ask the head of your section or the personnel section.
screen-stale = Somebody else changed this first
screen-stale-hint = Nothing was saved. Go back, check the new content and enter your change again.
screen-refused = This could not be accepted
screen-too-large = The file is too large
screen-too-large-hint = Files up to { $limit } MB are accepted. Nothing was imported. Split the file or remove sheets you do not need, and send it again.
screen-fault = Something went wrong
screen-fault-hint = Nothing was changed. Please try again. If it happens again, tell your administrator the number below.

## Settings of the city's pages.
screen-settings = Pages
screen-settings-city-name = Name of the municipality
screen-settings-city-name-hint = Stands on top of every page.
screen-settings-theme = Colour
screen-settings-theme-hint = The colour of buttons and of where you are.
screen-theme-blue = Blue
screen-theme-green = Green
screen-status-entered = Entered
screen-status-not-due = Not due
screen-status-not-planned = Not planned
screen-status-ended = Ended

## Showing again who one is.
screen-renewal = Please show again who you are
screen-renewal-lead = Enter your password once more before something sensitive.
screen-renewal-keeps = What you typed is kept and goes on after that.
screen-renewal-password = Password
screen-renewal-code = Code
screen-renewal-code-hint = The six figures that the app on your telephone shows. Without it, use one of your recovery codes.
screen-renewal-button = Go on
screen-renewal-provider-hint = You signed in at the city’s identity provider. You can show there again who you are, instead of the password.
screen-renewal-provider = Go to the identity provider
