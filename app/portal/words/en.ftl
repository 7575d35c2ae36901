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

## Pages that explain. used: portal-help-* portal-accessibility-* portal-privacy-*
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

## One's own account. used: portal-role-*
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
