# Applications and their approval, to-dos, notices, mail, long work.

## Applications (申請) and their approval (決裁).
flow-state-in-progress = In progress
flow-state-approved = Approved
flow-state-rejected = Rejected
flow-state-returned = Returned
flow-state-withdrawn = Withdrawn
flow-step-waiting = Waiting for its turn
flow-step-open = To be decided
flow-step-approved = Approved
flow-step-returned = Returned
flow-step-rejected = Rejected
flow-step-escalated = Passed on
flow-step-unneeded = Not needed any more
flow-step-closed = Not decided
flow-rule-all = All must approve
flow-rule-any = One must approve
flow-decision-submitted = Application
flow-decision-approved = Approval
flow-decision-returned = Return
flow-decision-rejected = Rejection
flow-decision-withdrawn = Withdrawal
flow-decision-taken-back = Approval taken back
flow-decision-escalated = Passed on to the next above
flow-ruling-approve = Approve
flow-ruling-return = Return
flow-ruling-reject = Reject
flow-level-team = Head of the applicant’s team
flow-level-section = Head of the applicant’s section
flow-level-department = Head of the applicant’s department
flow-moved-vacant = because the post is vacant
flow-moved-own = because it is the applicant’s own post
flow-moved-overdue = because it was not decided in time

## Why something was not done with an application.
flow-refusal-not-in-service = The applicant is not in service. Please check the day and the unit.
flow-refusal-nobody-to-decide = Nobody could decide this. Please ask the personnel section to check the route and who heads the units.
flow-refusal-on-its-way = Somebody else has applied for the same. Please apply again once that application is decided.
flow-refusal-not-your-step = You do not decide this step. A transfer or the term of a deputy may have changed that. Please go back to the list to see what waits for you.
flow-refusal-own-application = You cannot decide an application of your own.
flow-refusal-not-yet = This step cannot be decided now. Please open the application again and look at its route.
flow-refusal-decided = { $by } was first: { $decision }. Your decision was not recorded.
flow-refusal-ended = This application is already at the state “{ $state }”. What you did was not recorded.
flow-refusal-reason-missing = Please give a reason. The applicant will read it.
flow-refusal-comment-too-long = A comment has at most 1,000 characters. Please take { $over } away.
flow-refusal-not-the-applicant = Only the applicant can do this.
flow-refusal-decided-since = The next step was decided, so the approval cannot be taken back. Please talk to who decided it.
flow-refusal-unknown-kind = Applications of this kind cannot be handled now. Please tell the system administrator.
flow-refusal-steps-missing = Please enter at least one and at most 10 steps.
flow-refusal-step-names-nobody = A step names a unit or a person that cannot be found. Please choose again.
flow-refusal-same-route = There is a route for the same applications in the same time. Please end that one first.
flow-refusal-ends-too-early = The end must be today or later, and after the first day.
flow-refusal-route-stale = Somebody else has changed this route. Please look at it and try again.

## What can be set.
flow-settings-approvals = Approvals
flow-settings-due-days = Days for a decision
flow-settings-due-days-hint = How many days somebody has once it is their turn. Where a route gives days of its own, these hold.
flow-settings-counting = Days that count
flow-settings-counting-hint = Whether only days on which the office is open count, or every day. The office is closed on weekends, public holidays and over the New Year. Reminders count in the same way.
flow-counting-workdays = Only days on which the office is open
flow-counting-calendar-days = Every day
flow-settings-escalate-after = Passing on to the next above
flow-settings-escalate-after-hint = How many days after it was due a decision goes to the next above. 0 means never.

## The journal.
# used: flow-act-* by the journal page
flow-act-application-submitted = handed in an application
flow-act-application-approved = approved an application (last step)
flow-act-application-returned = returned an application
flow-act-application-rejected = rejected an application
flow-act-application-withdrawn = withdrew an application
flow-act-step-approved = approved an application (on its way)
flow-act-step-taken-back = took an approval back
flow-act-step-escalated = passed a decision on to the next above
flow-act-route-added = added a route of approval
flow-act-route-ended = ended a route of approval

## Long work.
flow-job-state-waiting = Waiting
flow-job-state-running = Under way
flow-job-state-done = Done
flow-job-state-failed = Could not be done
flow-job-state-cancelled = Cancelled
flow-job-refusal-not-found = This job is no longer there. Please open the list again.
flow-job-refusal-has-ended = This job has already finished.
flow-job-refusal-has-not-failed = Only a job that failed or was cancelled can be run again.
flow-job-error-again = Something went wrong on the way. It will be tried again by itself after a while.
flow-job-error-fault = It was tried several times and could not be done. Please tell the system administrator.
flow-job-error-denied = The person who asked for this may not do it any more.
flow-job-error-lost = It was begun { $n } times, and the program stopped each time. Please tell the system administrator.
flow-job-tidy = Clearing old records
flow-job-tidied = { $n ->
    [one] { $n } record was cleared.
   *[other] { $n } records were cleared.
 }
flow-job-digest = Writing the daily mails
flow-job-digested = { $n ->
    [one] { $n } daily mail was written.
   *[other] { $n } daily mails were written.
 }
flow-job-remind = Reminding of deadlines
flow-job-reminded = { $n ->
    [one] { $n } reminder was given.
   *[other] { $n } reminders were given.
 }

## Notices.
flow-notice-kind-job-ended = A job I started has finished
flow-notice-kind-todo-due = Something I have to do is due
flow-notice-job-done = Done: { $job }
flow-notice-job-failed = Could not be done: { $job }
flow-notice-todo-due = “{ $title }” is due on { $day }
flow-way-product = On the page only
flow-way-mail = Also by a mail each time
flow-way-digest = Also in one mail a day

## Mail.
flow-mail-state-waiting = To be sent
flow-mail-state-sending = Being sent
flow-mail-state-sent = Sent
flow-mail-state-failed = Could not be sent
flow-mail-state-cancelled = Cancelled
flow-mail-refusal-not-found = This mail is no longer there. Please open the list again.
flow-mail-refusal-is-sent = This mail has been sent, or is being sent at this moment.
flow-mail-error-no-server = The mail server cannot be reached. The mail will be sent by itself when it can.
flow-mail-error-not-now = The mail server cannot take the mail at the moment. It will be sent by itself after a while.
flow-mail-error-refused = The mail server refused the mail. Please check the address.
flow-mail-error-address = The address cannot be used for mail. Please correct it under “Notification settings”.
flow-mail-error-given-up = The mail could not be sent for five days and was given up.
flow-mail-subject = [{ $city } Hagukumi] { $title }
flow-mail-greeting = Dear { $name },
flow-mail-line = - { $line }
flow-mail-link = You find more on this page:
flow-mail-no-link = You find more in Hagukumi under “Notices”.
flow-mail-from = { $city } Hagukumi
flow-mail-automatic = This mail was sent automatically. You can change how you are told in Hagukumi under “Notification settings”.
flow-digest-subject = { $n ->
    [one] { $n } new notice
   *[other] { $n } new notices
 }
flow-digest-more = and more

## What can be set.
flow-settings = The flow of work
flow-settings-tidy-hour = Hour of clearing
flow-settings-tidy-hour-hint = When files past their day and old records are removed: an hour from 0 to 23.
flow-settings-reminder-days = Days of reminder before a deadline
flow-settings-reminder-days-hint = People are reminded once when something they have to do is due within so many days, counted like days for a decision. 0 is the day itself.
flow-settings-reminder-hour = Hour of reminders
flow-settings-reminder-hour-hint = An hour from 0 to 23.
flow-settings-mail = Mail
flow-settings-mail-is-sent = Send mail
flow-settings-mail-is-sent-hint = With “yes”, notices also go out by mail. A sender’s address and a mail server are needed.
flow-settings-mail-from = Sender’s address
flow-settings-mail-from-hint = For example hagukumi@city.example.lg.jp. While it is empty, mail waits and is not sent.
flow-settings-mail-sender = Sender’s name
flow-settings-mail-sender-hint = For example Midorino City, Personnel
flow-settings-public-address = Address of this system
flow-settings-public-address-hint = Mails and calendars lead to pages by it. For example https://hagukumi.city.example.lg.jp
flow-settings-digest-hour = Hour of the daily mail
flow-settings-digest-hour-hint = When the daily mail is written: an hour from 0 to 23.

## What stands in the journal.
flow-act-job-cancelled = Background job cancelled
flow-act-job-retried = Background job run again
flow-act-mail-cancelled = Mail cancelled
flow-act-mail-retried = Mail asked to be sent again
flow-act-preferences-changed = Ways of being told changed
flow-act-calendar-made = Secret address of the calendar made
flow-act-calendar-revoked = Secret address of the calendar revoked

## What people are told of applications.
flow-notice-kind-turn = It is my turn to decide
flow-notice-kind-decided = An application of mine was decided
flow-notice-kind-in-place = Somebody decided in my place
flow-notice-turn = An application by { $name } waits for your decision
flow-notice-approved = Your application was approved
flow-notice-rejected = Your application was rejected
flow-notice-returned = Your application was returned to you
flow-notice-in-place = { $by } has decided in your place
flow-notice-title = Subject: { $title }
flow-notice-comment = Comment: { $comment }
flow-job-escalate = Looking after due decisions
flow-job-escalated = { $n } passed on to the next above
