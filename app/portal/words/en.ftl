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
portal-role-training-officer = Training officer
portal-role-welfare-officer = Welfare officer
portal-role-health-staff = Health staff
portal-role-suggestion-office = Suggestion office
portal-role-committee-member = Committee member
portal-role-executive = Executive
portal-role-auditor = Auditor
portal-role-section-editor = Section editor
portal-role-general-affairs = General affairs
portal-role-department-head = Head of department
portal-role-section-head = Head of section
portal-role-team-head = Head of team
portal-role-employee = Employee
portal-role-viewer = Viewer
portal-role-api-client = Connected program

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

portal-role-group-section = Roles of a section
portal-role-group-officers = For the whole city
portal-role-group-lookers = Those who look
portal-role-group-system = The system
portal-role-administrator-hint = Looks after accounts, settings and the journal. Sees no personal records.
portal-role-personnel-officer-hint = Looks after the plan as a whole, people and the organisation.
portal-role-training-officer-hint = Looks after courses, dispatch and exchange.
portal-role-welfare-officer-hint = Looks after leave, welfare and study grants.
portal-role-health-staff-hint = Looks after health records, which nobody else can open.
portal-role-suggestion-office-hint = Looks after suggestions from receipt to decision.
portal-role-committee-member-hint = Reads the plan and comments on its review. Sees no records of people.
portal-role-executive-hint = Mayor and deputy mayors. Reads the plan and careers.
portal-role-auditor-hint = Reads the journal, settings and careers. Changes nothing.
portal-role-section-editor-hint = Enters the results of a section.
portal-role-general-affairs-hint = Looks after a section’s lists of people, leave and overtime, without private records.
portal-role-viewer-hint = Reads the plan. For people who are not employees.
portal-account-today = What the account may do today
portal-account-today-hint = Roles that were given, together with those by appointment and as a deputy, and how far they reach today.
portal-account-on = What the account may do on { $day }
portal-account-on-day = Look at another day
portal-account-on-button = Look
portal-account-nothing = Nobody can sign in with this account on that day.
portal-account-heads = Sees the records of members of
portal-account-leads = Sees the careers of members of
portal-account-serves = General affairs of
portal-account-edits = Enters results of
portal-account-nowhere = none
portal-accounts-role = Role today
portal-accounts-role-all = All roles
portal-role-of-unit = { $role } ({ $unit })
portal-role-own-unit = own section
portal-role-own-unit-choice = The person’s own section (follows every transfer)
portal-role-unit-gone = a unit that no longer exists
portal-role-unit = Section (section editor, general affairs)
portal-role-unit-hint = For section editors and general affairs only. Teams below the section are included.
portal-role-unit-needed = A section editor or general affairs who is not an employee needs a section. Choose one.
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
portal-imports = Import of staff lists
portal-imports-lead = Enter people and appointments from an Excel or CSV staff list.
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
portal-api-clients = Client programs
portal-api-clients-lead = Tokens with which other systems read people, units and plans.
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
portal-act-area-staff = Staff records
portal-act-area-organisation = Organisation
portal-act-area-intake = Staff lists from files
portal-act-area-flow = Applications, decisions, notices
portal-act-area-approvals = Applications and decisions
portal-act-area-bulletin = Bulletin
portal-act-area-api = Connected programs
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
portal-subject-employee = Employee
portal-subject-setting = Setting
portal-subject-plan = Plan
portal-subject-node = Tree
portal-subject-program = Program
portal-subject-round = Request

## Search.
portal-search = Search
portal-search-label = Words to search for
portal-search-hint = Finds names of programs and initiatives, sections, and the texts of plan and results.
portal-search-hint-people = Finds names of programs and initiatives, units, the texts of plan and results, and employees by name, reading, staff number or section.
portal-search-found = { $n ->
    [one] { $n } result.
   *[other] { $n } results.
 }
portal-search-empty = Nothing was found. Try fewer or other words.
portal-search-more = The first { $n } are shown. Add a word to narrow the search.
portal-search-programs = Programs
portal-search-nodes = Tree (pillars, directions, initiatives)
portal-search-people = Employees
portal-search-units = Units
portal-search-part-review = Review
portal-search-part-plan = Plan

## Deputies.
portal-deputies = Deputies
portal-deputies-lead = Name who decides in your place while you are away. During that time the deputy sees the records that you see as a head, and decides for you.
portal-approval-routes = Approval routes
portal-approval-routes-lead = Who decides about which applications.
portal-deputies-mine = Your deputies
portal-deputies-mine-empty = You have named no deputy.
portal-deputies-for = In whose place you decide
portal-deputies-for-empty = You are nobody’s deputy.
portal-deputies-people = Deputies of your people
portal-deputies-people-empty = Your people have no deputies.
portal-deputies-all = All deputies
portal-deputies-all-empty = There are no deputies yet.
portal-deputy-principal = Person
portal-deputy-deputy = Deputy
portal-deputy-days = Days
portal-deputy-to-sign = { " – " }
portal-deputy-no-end = open end
portal-deputy-reason = Reason
portal-deputy-reason-hint = A few words, such as “business trip” or “leave”. Please do not mention illnesses.
portal-deputy-named-by = Named by { $name } on { $at }
portal-deputy-state-now = Now
portal-deputy-state-coming = Coming
portal-deputy-state-over = Over
portal-deputy-end = End
portal-deputy-was-ended = The deputyship was ended.
portal-deputy-new = Name a deputy
portal-deputy-who = Who is to be the deputy?
portal-deputy-search-principal = Look for the person
portal-deputy-search-principal-hint = Only when you name a deputy for one of your people. Leave it empty to name your own.
portal-deputy-search-deputy = Look for the deputy
portal-deputy-nobody = Nobody fits, or the person is not one of yours. Try other words.
portal-offered-more = Many people fit; only the first { $n } are shown. Add the given name, or search by staff number.
portal-deputy-not-chosen = Choose somebody.
portal-deputy-content = The deputyship
portal-deputy-from = First day
portal-deputy-last = Last day
portal-deputy-last-hint = Without one it lasts until somebody ends it.
portal-deputy-ends-too-early = The last day lies before the first. Enter the first day or a later one.
portal-deputy-sees = During these days the deputy sees the records of the people whom the person heads.
portal-deputy-name = Name the deputy
portal-deputy-named = The deputy was named.

## Records opened in an emergency.
portal-emergency = Emergency access
portal-emergency-lead = In an emergency a system administrator opens one person’s record and says why. The person and personnel see who opened it and when.
portal-emergency-warning = The record closes by itself after { $n } minutes. The person and personnel see that you opened it and why, and the journal keeps it.
portal-emergency-whose = Whose record?
portal-emergency-nobody = Nobody fits. Try other words.
portal-emergency-open = Open the record
portal-emergency-open-button = Open with this reason
portal-emergency-opened = The record is open. Follow the name in the list.
portal-emergency-closed = The record was closed.
portal-emergency-openings = Records opened so far
portal-emergency-empty = No record has been opened in an emergency.
portal-emergency-person = Whose record
portal-emergency-by = Opened by
portal-emergency-reason = Reason
portal-emergency-reason-hint = In at least { $n } characters: what has happened, and what you need to know.
portal-emergency-from = Opened
portal-emergency-to = Closes
portal-emergency-is-open = Open
portal-emergency-is-closed = Closed
portal-emergency-close = Close

## Who looked at one's own record.
portal-looks = Who looked at my record
portal-looks-lead = Who looked at your staff record, when, and at what. Your own looks are not noted.
portal-looks-empty = Nobody has looked at your record yet.
portal-looks-who = Who
portal-looks-what = What
portal-looks-reason = Reason: { $reason }
portal-looks-newest = To the newest
portal-looks-older = To older ones
portal-looks-ask = If you cannot explain a look, please ask personnel.

## Signing in with a code, by the identity provider, by invitation.
portal-sign-in-provider = Sign in at the city’s identity provider
portal-sign-in-provider-named = Sign in with { $name }
portal-sign-in-provider-refused = You could not be signed in
portal-sign-in-invited = If you have received an invitation
portal-sign-in-again = Back to the sign-in page
portal-sign-in-code = Enter your code
portal-sign-in-code-lead = Your password is right. Now enter the code that the app on your telephone shows, within five minutes.
portal-code = Code
portal-code-hint = Six figures. Without your telephone you may also enter one of your recovery codes (four groups of four).
portal-code-lost = If you have neither the telephone nor a recovery code, ask a system administrator to take the second factor off your account.
portal-second-factor = Codes by telephone (second factor)
portal-second-factor-lead = Besides the password, six figures from an app on your telephone show who you are. Whoever learns your password still cannot sign in.
portal-second-factor-to = Set up or change codes
portal-second-factor-state-on = In use
portal-second-factor-state-off = Not set up
portal-second-factor-on = You sign in with codes
portal-second-factor-since = Set up
portal-second-factor-required = Your role needs codes; they cannot be taken off.
portal-second-factor-required-now = Your role needs codes. Other pages open once they are set up.
portal-second-factor-set-up = Set up codes
portal-second-factor-step-1 = Install an authenticator app on your telephone (Google Authenticator, Microsoft Authenticator or another).
portal-second-factor-step-2 = Read the picture on the next page with the app.
portal-second-factor-step-3 = Enter the six figures that the app shows. Print the ten recovery codes and put them away.
portal-second-factor-begin = Begin
portal-second-factor-read = Read with the app
portal-second-factor-read-hint = Open your authenticator app and take this picture with its camera.
portal-second-factor-picture = Picture to be read by the authenticator app
portal-second-factor-secret-hint = If that does not work, type these letters into the app (a code by time).
portal-second-factor-confirm = Check that it worked
portal-second-factor-code-hint = The six figures that the app shows
portal-second-factor-confirm-button = Finish
portal-second-factor-remove = Stop using codes
portal-second-factor-remove-hint = After that, the password alone is enough to sign in. Enter your password.
portal-second-factor-removed = Codes are not asked for any more.
portal-second-factor-reset = Take the second factor off
portal-second-factor-reset-hint = For somebody who lost or replaced their telephone: takes off the codes and the link to the identity provider. First make sure by telephone or in person that it is really them. All their devices are signed out.
portal-second-factor-reset-button = Take it off
portal-second-factor-was-reset = The second factor was taken off. It can be set up again after the next sign-in.
portal-recovery-codes = Recovery codes
portal-recovery-codes-left = Recovery codes left
portal-recovery-codes-new = Make new recovery codes
portal-recovery-codes-new-hint = The earlier ones stop working.
portal-recovery-codes-once = The recovery codes are shown on this page only. Print them or write them down, and keep them apart from your telephone.
portal-recovery-codes-made = Made
portal-recovery-codes-hint = Without your telephone, enter one of them in place of the code. Each works once.
portal-recovery-codes-kept = I have put them away
portal-session-others-ended = All other devices were signed out.
portal-session-end-others = Sign out all other devices
portal-session-end-others-hint = You stay signed in on this device.
portal-session-doubted = Another device tried to use this on { $at }
portal-session-doubted-hint = Another kind of device tried to use your session. It saw nothing. If that was not you, sign out all other devices and change your password.

## Invitations.
# used: portal-invitation-* by invitations::line
portal-invitations = Invitations
portal-invitations-summary = Invite employees from the staff records to choose their own user name and password.
portal-invitations-lead = With the code from a letter or a mail, an invited employee chooses a user name and a password. A code works once and until its last day. A new invitation replaces the one before.
portal-invitations-new = Invite
portal-invitations-unit = Unit
portal-invitations-unit-hint = Invites everybody of the unit, and of the units below it, who has no account yet ({ $most } at a time).
portal-invitations-no-unit = No unit
portal-invitations-numbers = Staff numbers
portal-invitations-numbers-hint = To invite people one by one. Separate the numbers by blanks, commas or new lines.
portal-invitations-button = Make the letters
portal-invitations-nobody-chosen = Choose a unit, or enter staff numbers.
portal-invitations-nobody = There is nobody to invite: they have an account already, or have left.
portal-invitations-unknown = These staff numbers are not in the records: { $numbers }
portal-invitations-list = Invitations so far
portal-invitations-empty = Nobody was invited yet.
portal-invitations-at = Invited
portal-invitations-by = By
portal-invitations-until = Can be used until
portal-invitations-revoke = Take back
portal-invitations-revoked = The invitation was taken back. Its code does not work any more.
portal-invitations-not-open = The invitation was used or taken back before.
portal-invitations-made = { $n ->
    [one] One letter was made
   *[other] { $n } letters were made
 }
portal-invitations-once = The codes are shown on this page only. Print it and hand the letters out in person. Whoever has a mail address also gets a mail.
portal-invitations-left-out = Not invited, because they have an account or have left: { $numbers }
portal-invitations-back = Back to the invitations
portal-letter-to = { $name }
portal-letter-text = This is your own code for Hagukumi, the system of { $city }. Choose your user name and password in these steps.
portal-letter-step-1 = Open this page.
portal-letter-step-2 = Enter this code.
portal-letter-step-3 = Check that your name is shown, and choose a user name and a password.
portal-letter-until = The code works once, until { $until }. Do not show it to anybody.
portal-letter-picture = Picture that opens the invitation of { $name }
portal-invitation = Make your account
portal-invitation-open = Invited
portal-invitation-accepted = Account made
portal-invitation-revoked = Taken back
portal-invitation-expired = Expired
portal-invitation-lead = Welcome, { $name }. Choose a user name and a password.
portal-invitation-not-you = If this is not your name, enter nothing and tell the personnel section.
portal-invitation-button = Make the account and sign in
portal-invitation-done = Your account was made. From now on, sign in with the user name and password that you have just chosen.
portal-invitation-done-early = Your account was made. You can sign in with it from your first day of service.
portal-invitation-refused = This invitation cannot be used
portal-invitation-code = Code of the invitation
portal-invitation-code-hint = The four groups of four in your letter
portal-invitation-code-lead = Enter the code from the letter or mail of the personnel section.
portal-invitation-code-button = Next
portal-invitation-mail-subject = Please make your account for Hagukumi
portal-invitation-mail-text = { $name }, the personnel section invites you to Hagukumi. Open the page below and choose a user name and a password.
portal-invitation-mail-until = The page works once, until { $until }. Do not pass this mail on.

## Long work, mail, notices, calendar: pages that stand elsewhere.
portal-jobs = Background jobs
portal-jobs-lead = See how far imports and scheduled jobs are, cancel them or run them again.
portal-mail = Outgoing mail
portal-mail-lead = See mail that waits or could not be sent.
portal-wishes = Notification settings
portal-calendar = Your calendar

## Public holidays.
portal-holidays = Holidays
portal-holidays-lead = See public holidays, holidays of the city and the New Year closure, and take in the national list.
portal-holidays-of = Holidays { $year }
portal-holidays-year = Year
portal-holidays-years = Years in the list
portal-holidays-show = Show
portal-holidays-csv = Save as CSV
portal-holidays-file-name = holidays_{ $year }
portal-holidays-facts = Working days
portal-holidays-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
portal-holidays-workdays = Working days from January to December
portal-holidays-workdays-fiscal = Working days from April to next March
portal-holidays-closure = New Year closure
portal-holidays-from-to = { $from } to { $to }
portal-holidays-no-closure = None
portal-holidays-closure-change = Change the New Year closure
portal-holidays-forecast = The holidays of this year are a forecast
portal-holidays-forecast-text = The equinox days are published in February of the year before. Take in the Cabinet Office's list then.
portal-holidays-empty = No holidays are known for this year. They appear once the Cabinet Office's list is taken in.
portal-holidays-day = Day
portal-holidays-name = Name
portal-holidays-name-hint = The name as the ordinance gives it.
portal-holidays-source = Known from
portal-holidays-remove = Remove
portal-holidays-removed = The holiday of the city was removed.
portal-holidays-add = Add a holiday of the city
portal-holidays-add-text = Days besides the national holidays on which the office is closed, for example by ordinance. Deadlines and workdays are counted with them.
portal-holidays-add-button = Add
portal-holidays-added = “{ $name }” was added.
portal-holidays-restore = Back to the law
portal-holidays-restore-text = Drops what the list said about this year, so that the rules of the law hold again. Holidays of the city stay.
portal-holidays-restore-button = Put this year back
portal-holidays-restored = The rules of the law hold again for this year.
portal-holidays-import = Take in the Cabinet Office list
portal-holidays-import-lead = Take in the CSV file of national holidays.
portal-holidays-choose = Choose a file
portal-holidays-file = CSV file
portal-holidays-file-hint = A CSV file with days in the first column and names in the second (up to 1 MB).
portal-holidays-next = The next page shows what would change before anything is taken in.
portal-holidays-send = Look at the content
portal-holidays-how = About the list
portal-holidays-how-where = The Cabinet Office publishes the file on its page about national holidays, every year around February.
portal-holidays-how-years = Years in the file become exactly what the file says. Other years stay as they are.
portal-holidays-how-undo = Taking in an earlier file puts its years back. Single years can also be put back to the law.
portal-holidays-no-file = No file was chosen. Choose a CSV file.
portal-holidays-not-csv = This is not a CSV file. Save a workbook as CSV first.
portal-holidays-broken-upload = The file did not arrive completely. Choose a file of up to 1 MB and try again.
portal-holidays-row = Row { $row }: { $why }
portal-holidays-trial = Look at what would change
portal-holidays-found = In the file
portal-holidays-count = Holidays
portal-holidays-count-added = Added
portal-holidays-count-removed = Removed
portal-holidays-count-renamed = Renamed
portal-holidays-confirm = Taking it in
portal-holidays-confirm-text = Nothing has been taken in yet. Look at the days that change below, then take the list in.
portal-holidays-same = The content of this file has been taken in already.
portal-holidays-back = To the holidays
portal-holidays-do = Take it in
portal-holidays-other-file = Choose another file
portal-holidays-changes = Days that change
portal-holidays-no-changes = No day changes. Taking it in records that the years of the file come from the Cabinet Office's list.
portal-holidays-before = Now
portal-holidays-after = Afterwards
portal-holidays-none = None
portal-holidays-left-out =
    { $n ->
        [one] One more day changes. The numbers by year are below.
       *[other] { $n } more days change. The numbers by year are below.
    }
portal-holidays-by-year = By year
portal-holidays-imported = The list was taken in. Days in it: { $days }. Days that changed: { $changed }.
