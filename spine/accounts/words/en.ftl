
accounts-refusal-wrong = The login name or the password is wrong. Check capitals and the input mode of your keyboard, and try again.
accounts-refusal-locked = After several wrong attempts this is locked until { $until }. Please try again then, or ask a system administrator for a new password.
accounts-refusal-disabled = This account has been disabled. Please ask a system administrator.
accounts-refusal-temporary-expired = The temporary password has expired. Please ask a system administrator for a new one.
accounts-refusal-no-role = This account has no role today. Please ask a system administrator.

accounts-refusal-wrong-old = The present password is wrong. Please enter it again.
accounts-refusal-too-short = The password is too short. Use at least { $shortest } characters; a short sentence will do.
accounts-refusal-too-long = The password is too long. Use at most { $longest } characters.
accounts-refusal-common = Common words, or figures alone, are quickly guessed. String together a few words that have nothing to do with each other.
accounts-refusal-repeating = Repeated characters, or characters in a row, are quickly guessed. String together a few words that have nothing to do with each other.
accounts-refusal-contains-name = The password contains the login name or the staff number. Please leave them out.
accounts-refusal-same = This is the present password. Please choose another one.

accounts-refusal-already-set-up = The first administrator has been set up already. Please sign in.
accounts-refusal-not-a-login = A login name has 3 to 64 characters: letters, figures and . - _ @
accounts-refusal-no-name = The name is missing. Please enter it.
accounts-refusal-login-taken = This login name is taken. Please choose another one.
accounts-refusal-employee-has-account = This employee has an account already. Please look for it in the list.
accounts-refusal-not-found = It cannot be found; somebody may have removed it. Please choose again from the list.
accounts-refusal-unit-without-section = Only section editors and general affairs are for a unit. Leave the unit empty, or choose another role.
accounts-refusal-ends-too-early = The role has ended before that day already. Please check the date.
accounts-refusal-last-administrator = Nobody would be left as system administrator. Make somebody else a system administrator first.
accounts-refusal-stale = Somebody else has changed this since you opened the page. Open the page again and repeat the step.

## Roles, deputies, records opened in an emergency.
# used: accounts-act-* by portal journal_page::acts::words

accounts-refusal-by-appointment = This role follows from appointments and cannot be given here. Choose another role.
accounts-refusal-deputy-oneself = Nobody can be their own deputy. Choose somebody else.
accounts-refusal-deputy-not-in-service = On some of the days one of the two is not in service. Choose other days or somebody else.
accounts-refusal-deputy-in-the-past = The first day has passed. Enter today or a later day.
accounts-refusal-deputy-no-reason = Enter a reason of at most 100 characters.
accounts-refusal-deputy-overlap = There is a deputy on some of these days already. Change the days, or end that deputyship first.
accounts-refusal-deputy-chain = A deputy cannot have a deputy. On some of these days the deputy has one, or the person is somebody’s deputy. Choose somebody else or other days.
accounts-refusal-deputy-ended = This deputyship has ended already. Open the page again.
accounts-refusal-emergency-reason = Enter a reason of at least { $n } characters that the person and personnel will understand later.
accounts-refusal-emergency-open = This person’s record is open to you already. Open it from the list below.
accounts-refusal-emergency-nobody = Only somebody who has signed in can open a record in an emergency. Sign in and try again.

accounts-settings-emergency-minutes = Minutes of emergency access
accounts-settings-emergency-minutes-hint = How long a system administrator may keep a person’s record open in an emergency. It closes by itself.

accounts-act-deputy-named = Named a deputy
accounts-act-deputy-ended = Ended a deputyship
accounts-act-emergency-opened = Opened a personal record in an emergency
accounts-act-emergency-closed = Closed a record opened in an emergency

## Codes, the identity provider, invitations.
accounts-refusal-crowded = After several wrong attempts from your network, nothing is accepted from there until { $until }. Please try again then.
accounts-refusal-code-needed = This account needs a code. Please sign in on the sign-in page.
accounts-refusal-challenge-ended = The time is over, or you went on in another window. Please begin again.
accounts-refusal-wrong-code = The code is wrong. Enter the six figures that the app shows now, and check the time of your telephone.
accounts-refusal-used-code = This code was used already. Wait for the next one (30 seconds at most) and enter that.
accounts-refusal-key-missing = The key for checking codes is missing on the server. Please tell a system administrator. Recovery codes still work.
accounts-refusal-factor-set-up = Codes are set up already. Take them off before you set them up again.
accounts-refusal-factor-not-begun = Nothing is being set up. Choose Begin first.
accounts-refusal-factor-wrong-code = These are not the right figures. Enter the six figures that the app shows now, and check the time of your telephone.
accounts-refusal-factor-required = Your role needs codes; they cannot be taken off.
accounts-refusal-provider-none = This city has no identity provider. Please sign in with your user name and password.
accounts-refusal-provider-unreachable = The city’s identity provider does not answer. Try again later, or sign in with your user name and password.
accounts-refusal-provider-state = This sign-in took too long or is over already. Please begin again.
accounts-refusal-provider-turned-back = The sign-in was given up at the city’s identity provider. Please try again.
accounts-refusal-provider-code = The city’s identity provider did not accept this sign-in. Please begin again.
accounts-refusal-provider-expired = What the city’s identity provider says is too old. Please begin again; if it goes on, tell a system administrator to check the server’s clock.
accounts-refusal-provider-not-renewed = The city’s identity provider did not ask again who you are. Please use your password.
accounts-refusal-provider-lie = What the city’s identity provider says could not be verified, so the sign-in was stopped and noted. Please tell a system administrator.
accounts-refusal-provider-no-claim = The city’s identity provider did not give your staff number. Please tell a system administrator.
accounts-refusal-provider-no-account = You have no account yet. Please ask the personnel section for an invitation.
accounts-refusal-provider-other-person = This account is linked to another person at the identity provider. Please ask a system administrator to take the link off.
accounts-refusal-invitation-unknown = There is no invitation with this code. Please check the code in your letter.
accounts-refusal-invitation-accepted = This invitation was used already. Sign in with the user name and password that were chosen; if that was not you, tell the personnel section.
accounts-refusal-invitation-revoked = This invitation was taken back or replaced by a newer one. Use the code of the newer letter, or ask the personnel section.
accounts-refusal-invitation-expired = This invitation has expired. Please ask the personnel section for a new one.
accounts-refusal-invitation-not-in-service = The invitation of somebody who is not in service cannot be used. Please ask the personnel section.

## Settings.
# used: accounts-settings-* by limits::about
accounts-settings = Sign-in and accounts
accounts-settings-attempts = Wrong attempts with one user name
accounts-settings-attempts-hint = After so many in a row the user name is locked for a while.
accounts-settings-locked-minutes = Minutes for which it is locked
accounts-settings-locked-minutes-hint = After that it can be tried again.
accounts-settings-address-attempts = Wrong attempts from one network address (in ten minutes)
accounts-settings-address-attempts-hint = Only wrong ones count; any number of people may sign in from one address.
accounts-settings-idle-minutes = Minutes without use after which a session ends
accounts-settings-idle-minutes-hint = A change holds from the next sign-in on.
accounts-settings-longest-hours = Hours that a session lasts at most
accounts-settings-longest-hours-hint = Also when it is used all the time. A change holds from the next sign-in on.
accounts-settings-renewal-minutes = Minutes after which a sensitive step asks for the password again
accounts-settings-renewal-minutes-hint = Before changes to accounts, emergency access, invitations, the file of the journal and the like.
accounts-settings-invitation-days = Days for which an invitation can be accepted
accounts-settings-invitation-days-hint = A change holds for new invitations.
accounts-settings-code-administrators = System administrators need codes
accounts-settings-code-administrators-hint = Who has none sets them up on the next page they open.
accounts-settings-code-personnel = Personnel officers need codes
accounts-settings-code-personnel-hint = Who has none sets them up on the next page they open.
accounts-settings-code-health = Health staff need codes
accounts-settings-code-health-hint = Who has none sets them up on the next page they open.
accounts-settings-code-everybody = Everybody needs codes
accounts-settings-code-everybody-hint = Those who sign in at the identity provider are not asked.

## What the journal says.
accounts-act-signed-out-others = Signed out other devices
accounts-act-session-doubted = Another device tried to use a session
accounts-act-renewed = Showed again who they are
accounts-act-second-factor-set = Set up codes
accounts-act-second-factor-removed = Took codes off
accounts-act-second-factor-reset = Second factor taken off by an administrator
accounts-act-recovery-codes-made = Made new recovery codes
accounts-act-recovery-code-used = Signed in with a recovery code
accounts-act-provider-linked = Linked to the identity provider
accounts-act-provider-refused = Stopped a sign-in from the identity provider
accounts-act-invited = Invited
accounts-act-invitation-revoked = Took an invitation back
accounts-act-invitation-accepted = Made an account by invitation
