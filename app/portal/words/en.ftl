## Navigation, signing in, home.
portal-navigation-home = Home
portal-navigation-administration = Settings
portal-home = To do
portal-home-lead = { $day }, { $name }
portal-home-today = By today
portal-home-soon = Within two weeks
portal-home-later = Later
portal-home-empty = Nothing to do.
portal-home-plans = Plans
portal-see-all = See all
portal-count = { $n ->
    [one] { $n } item
   *[other] { $n } items
 }
portal-menu = Menu
portal-kit = Components
portal-sign-in = Sign in
portal-login = User name
portal-password = Password
portal-sign-in-forgotten = If you have forgotten your password, ask the personnel officer or the system administrator.
portal-signed-out = You have signed out.
portal-demo-hint = This is the demonstration city. User names and the password are shown where the program was started.

## Pages that explain.
# used: portal-help-* by explain::help
# used: portal-accessibility-* by explain::accessibility
# used: portal-privacy-* by explain::privacy

portal-help = Help
portal-help-lead = Hagukumi holds the human-resource development plan and its results in one place.
portal-help-1 = Enter results
portal-help-1-text = When results are asked for, “To do” on the home page says so. Choose Enter, write the year’s result and figures, and choose Save. Earlier contents are kept each time.
portal-help-2 = When somebody else has saved first
portal-help-2-text = What you typed is not lost. Both versions are shown side by side; choose what to keep and save again.
portal-help-3 = See where a number comes from
portal-help-3-text = A computed number links to the records behind it. A number entered by hand carries a note of its source.
portal-help-4 = Correct something after publication
portal-help-4-text = The personnel officer makes a correction. The former value, the day and the reason are kept and appear on the public page too.
portal-help-5 = Use the keyboard
portal-help-5-text = Tab moves on, Shift+Tab moves back. On every page the first Tab offers “Skip to content”.
portal-accessibility = Accessibility
portal-accessibility-lead = These pages are meant to be usable by everybody.
portal-accessibility-1 = Aim
portal-accessibility-1-text = The aim is WCAG 2.2 level AA, which contains JIS X 8341-3:2016 level AA.
portal-accessibility-2 = Checks
portal-accessibility-2-text = Every page is checked automatically (axe) at desktop and phone width. Use by keyboard alone, without JavaScript, and in print is checked too. Checks with screen readers are still to come.
portal-accessibility-3 = If something does not work
portal-accessibility-3-text = Please tell the personnel section about any page that you cannot read or use.
portal-privacy = Privacy
portal-privacy-lead = Public pages do not record who reads them.
portal-privacy-1 = Cookies
portal-privacy-1-text = Only your choice of language is kept. When staff sign in, one more cookie keeps them signed in. There are none for advertising or analysis.
portal-privacy-2 = Other sites
portal-privacy-2-text = Pages load nothing from other sites.
portal-privacy-3 = Journal of staff acts
portal-privacy-3-text = What signed-in staff do is recorded with its time in a form in which changes can be detected.

## The first administrator.
portal-set-up = First set-up
portal-set-up-lead = There are no accounts in this database yet. Make the first system administrator.
portal-set-up-name = Name
portal-set-up-name-hint = Shown on pages and in the journal.
portal-login-hint = At least three ASCII letters, figures or . - _ @
portal-password-hint = At least { $n } characters. Common words and anything with the user name in it are refused.
portal-password-again = Password (again)
portal-password-differs = The two passwords differ. Type the same one twice.
portal-set-up-button = Make the administrator
portal-set-up-done = The administrator was made. Next, make accounts for the personnel officer and others.
portal-set-up-done-before = The administrator was made before. Please sign in.

## One's own account.
portal-account = Your account
portal-account-unit = Section
portal-account-roles = Roles
portal-account-language = Language
portal-account-language-unknown = This language is not available. Choose 日本語 or English.
portal-account-sessions = Where you are signed in
portal-session-browser = Browser
portal-session-address = Address
portal-session-opened = Signed in
portal-session-used = Last used
portal-session-here = This device
portal-session-end = Sign out
portal-session-ended = That device was signed out.
portal-session-end-all = Sign out everywhere
portal-session-end-all-hint = { $n ->
    [one] Signs out this device.
   *[other] Signs out { $n } devices, this one included.
 }
portal-actions = Actions
portal-save = Save
portal-saved = Saved.
portal-password-change = Change password
portal-password-old = Present password
portal-password-new = New password
portal-password-changed = Your password was changed. Other devices were signed out.
portal-password-must = You signed in with a temporary password. Choose your own to go on.
portal-role-administrator = System administrator
portal-role-personnel-officer = Personnel officer
portal-role-section-editor = Section editor
portal-role-viewer = Viewer

## What the administration has in common.
portal-all-again = Show all
portal-search-button = Search

## Everybody's accounts.
portal-accounts = Accounts
portal-accounts-lead = Decide who may use the system in which role, and hand out new temporary passwords.
portal-accounts-search = Search by user name, name, reading or staff number
portal-accounts-empty = No account was found. Try other words, or make a new account.
portal-accounts-back = Back to the accounts
portal-account-name = Name
portal-account-staff-no = Staff number
portal-account-outside = Not an employee
portal-account-roles-today = Roles today
portal-account-no-role = None (cannot sign in)
portal-account-state = State
portal-account-state-active = In use
portal-account-state-must-change = Temporary password
portal-account-state-locked = Locked for a while (wrong attempts)
portal-account-state-disabled = Closed
portal-account-facts = About the account
portal-account-created = Made
portal-account-disabled-at = Closed
portal-account-locked-until = Locked until
portal-account-journal = Journal
portal-account-is-own = This is your own account.
portal-account-to = See this account

## A new account.
portal-account-new = New account
portal-account-new-whose = Whose account is it?
portal-account-new-search = Search for an employee
portal-account-new-search-hint = Enter the beginning of the staff number, the name or its reading.
portal-account-new-outside = Make an account for somebody who is not an employee
portal-account-new-nobody = Nobody in service today fits. Try other words.
portal-account-new-having = Already have an account
portal-account-new-employee = Employee
portal-account-new-employee-not-chosen = Choose an employee.
portal-account-new-content = The account
portal-account-new-password-hint = A temporary password is made and shown once, on the next page. The person chooses their own at the first sign-in.
portal-account-new-button = Make the account
portal-account-made = The account of { $name } was made
portal-handed-out = To be handed out
portal-handed-out-password = Temporary password
portal-handed-out-until = Valid until
portal-handed-out-once = The temporary password is shown on this page only. Copy or print it and hand it to the person yourself.
portal-handed-out-first = At the first sign-in the person is asked to choose a password of their own.

## Roles of an account.
# used: portal-role-* by account::role_name and role_entry::role_choices

portal-role-administrator-hint = Looks after accounts, settings and the journal.
portal-role-personnel-officer-hint = Looks after the plan as a whole.
portal-role-section-editor-hint = Enters the results of a section.
portal-role-viewer-hint = Reads the plan.
portal-role-of-unit = { $role } ({ $unit })
portal-role-own-unit = own section
portal-role-own-unit-choice = The person’s own section (follows every transfer)
portal-role-unit-gone = a unit that no longer exists
portal-role-unit = Section of the section editor
portal-role-unit-hint = For section editors only. Teams below the section are included.
portal-role-unit-needed = A section editor who is not an employee needs a section. Choose one.
portal-role-from = First day
portal-role-to = Ends on
portal-role-not-chosen = Choose at least one role.
portal-role-ends-too-early = The role would end on or before its first day. Enter a later day.
portal-account-role = Role
portal-account-roles-empty = There are no roles. Without a role nobody can sign in.
portal-role-state-held = Held today
portal-role-state-coming = Coming
portal-role-state-ended = Ended
portal-role-give = Give a role
portal-role-give-button = Give the role
portal-role-given = The role was given.
portal-role-end = End
portal-role-end-on = Ends on
portal-role-end-on-hint = From this day on the role cannot be used.
portal-role-end-button = End the role
portal-role-ended = The role was ended.

## Password and closing of an account.
portal-password-reset = New temporary password
portal-password-reset-hint = Makes a new temporary password and shows it once, on the next page. The present password stops working, and the person is signed out everywhere. A lock after wrong attempts is lifted.
portal-password-reset-button = Make a temporary password
portal-password-was-reset = A temporary password was made for { $name }
portal-account-disable = Close the account
portal-account-disable-hint = Signs the person out everywhere at once and lets nobody sign in with the account. Roles and records stay, and the account can be opened again.
portal-account-disable-button = Close the account
portal-account-disabled = The account was closed.
portal-account-enable = Open the account again
portal-account-enable-hint = Lets the person sign in again. Password and roles are as they were.
portal-account-enable-button = Open the account
portal-account-enabled = The account was opened again.

## Settings of the city.
portal-settings = City settings
portal-settings-lead = The name of the city, thresholds of the plan and more. Every change holds from a day on; former values are kept.
portal-setting = Setting
portal-setting-now = Present value
portal-setting-today = Today
portal-setting-default = Original value
portal-setting-since = Since
portal-setting-by = Changed by
portal-setting-at = Entered
portal-setting-never = From the start
portal-setting-coming = from { $day }: { $value }
portal-setting-value = Value
portal-setting-from = From
portal-setting-from-hint = Used on pages and in figures from that day on. Values of earlier days stay as they are.
portal-setting-longest = At most { $n } characters
portal-setting-range = A number from { $least } to { $most }
portal-setting-yes = Yes
portal-setting-no = No
portal-setting-unusable = (cannot be used any more)
portal-setting-change = Change
portal-setting-change-button = Change
portal-setting-changed = The setting was changed.
portal-setting-history = Past and coming values
portal-setting-history-empty = It was never changed; the original value holds.
portal-setting-state = State
portal-setting-state-held = Holds today
portal-setting-state-coming = Coming
portal-setting-state-past = Past

## The journal.
portal-journal = Journal
portal-journal-lead = See who did what and when, and check that nothing was rewritten.
portal-journal-filter = Narrow the journal
portal-journal-filter-button = Filter
portal-journal-number = No.
portal-journal-at = When
portal-journal-who = Who
portal-journal-act = What
portal-journal-act-name = Name of the act
portal-journal-act-all = Everything
portal-journal-subject = To what
portal-journal-kind = Kind
portal-journal-detail = Details
portal-journal-from = From
portal-journal-to = Until
portal-journal-day-hint = e.g. 2026/4/1
portal-journal-empty = There are no such entries.
portal-journal-newest = To the newest entries
portal-journal-older = Older entries
portal-journal-file = journal_{ $day }
portal-journal-unreadable-days = A day could not be read, so no file was made. Correct the days on the journal page and save again.
portal-journal-too-many = There are more than 100,000 entries, too many for one file. Narrow the days and save again.
portal-journal-verify = Check for rewriting
portal-journal-verified = Check for rewriting
portal-journal-verified-facts = Result
portal-journal-verified-at = Checked
portal-journal-sound-entries = Entries that fit together
portal-journal-is-sound = All { $n } entries are as they were written and fit together.
portal-journal-is-broken = Entry { $seq } is missing or is not what was written.
portal-journal-broken-hint = Somebody may have changed the database directly. Tell whoever maintains the system, and compare with a backup.
portal-journal-head = Mark of the last entry
portal-journal-head-hint = Noted on paper, this mark also shows later that the whole journal was not made anew.
portal-journal-back = Back to the journal

## Acts and what they are done to.
# used: portal-act-* by journal_page::acts
# used: portal-subject-* by journal_page::subject_words

portal-act-area = All of “{ $area }”
portal-act-area-accounts = Accounts
portal-act-area-settings = City settings
portal-act-area-plan = Plan
portal-act-accounts-signed-in = Signed in
portal-act-accounts-signed-out = Signed out
portal-act-accounts-signed-out-everywhere = Signed out everywhere
portal-act-accounts-session-ended = Signed one device out
portal-act-accounts-locked = Locked after wrong attempts
portal-act-accounts-set-up = Made the first administrator
portal-act-accounts-created = Made an account
portal-act-accounts-role-given = Gave a role
portal-act-accounts-role-ended = Ended a role
portal-act-accounts-disabled = Closed an account
portal-act-accounts-enabled = Opened an account again
portal-act-accounts-password-reset = Made a temporary password
portal-act-accounts-password-changed = Changed the password
portal-act-accounts-language-changed = Changed the language
portal-act-settings-changed = Changed a setting
portal-act-plan-imported = Imported a plan
portal-act-plan-drafted = Drafted the next plan
portal-act-plan-state-changed = Moved the plan to another stage
portal-act-plan-cover-saved = Changed cover or introduction
portal-act-plan-node-added = Added to the tree
portal-act-plan-node-edited = Changed the tree
portal-act-plan-node-moved = Moved within the tree
portal-act-plan-node-removed = Removed from the tree
portal-act-plan-program-added = Added a program
portal-act-plan-program-edited = Changed a program
portal-act-plan-program-assigned = Changed a program’s section
portal-act-plan-program-moved = Moved a program
portal-act-plan-program-removed = Removed a program
portal-act-plan-cell-saved = Entered what is planned for a year
portal-act-plan-measure-saved = Changed the definition of a figure
portal-act-plan-measure-removed = Removed a figure
portal-act-plan-target-saved = Changed a target
portal-act-plan-result-entered = Entered a result
portal-act-plan-result-restored = Restored a former result
portal-act-plan-evaluated = Entered an evaluation
portal-act-plan-review-written = Wrote the review
portal-act-plan-round-opened = Asked for results
portal-act-plan-round-closed = Ended the entering of results
portal-act-plan-year-closed = Closed a year
portal-act-plan-year-reopened = Opened a closed year again
portal-act-plan-records-looked-at = Looked at the records behind a figure
portal-act-plan-corrected = Corrected a published plan
portal-subject-account = Account
portal-subject-setting = Setting
portal-subject-plan = Plan
portal-subject-node = Tree
portal-subject-program = Program
portal-subject-round = Request

## Search.
portal-search = Search
portal-search-label = Words to search for
portal-search-hint = Finds names of programs and initiatives, sections, and the texts of plan and results.
portal-search-hint-people = Finds names of programs and initiatives, sections, the texts of plan and results, and employees by name, reading, staff number or section.
portal-search-found = { $n ->
    [one] { $n } result.
   *[other] { $n } results.
 }
portal-search-empty = Nothing was found. Try fewer or other words.
portal-search-more = The first { $n } are shown. Add a word to narrow the search.
portal-search-programs = Programs
portal-search-nodes = Tree (pillars, directions, initiatives)
portal-search-people = Employees
portal-search-part-review = Review
portal-search-part-plan = Plan
