
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
accounts-refusal-unit-without-section = Only section editors answer for a unit. Leave the unit empty, or choose the role of section editor.
accounts-refusal-ends-too-early = The role has ended before that day already. Please check the date.
accounts-refusal-last-administrator = Nobody would be left as system administrator. Make somebody else a system administrator first.
accounts-refusal-stale = Somebody else has changed this since you opened the page. Open the page again and repeat the step.
