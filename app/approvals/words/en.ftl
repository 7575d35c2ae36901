# Pages of applications and decisions: inbox, routes, deputies, notices, long work.

## Long work, outgoing mail, notices, calendars: what they have in common.
approvals-administration = Settings
approvals-all = All
approvals-none = None
approvals-actions = Actions
approvals-narrow = Narrow down
approvals-show-all = Show all
approvals-save = Save
approvals-account = Your account

## Long work.
approvals-jobs = Long work
approvals-jobs-mine = Work you asked for
approvals-jobs-none = There is no work here.
approvals-job-kind = Work
approvals-job-state = State
approvals-job-said = Outcome
approvals-job-asked-by = Asked for by
approvals-job-by-clock = By the clock
approvals-job-asked = Asked for
approvals-job-begun = Begun
approvals-job-ended = Ended
approvals-job-attempts = Tries
approvals-job-facts = About this work
approvals-job-how-far = Progress
approvals-job-progress = { $done } of { $total } ({ $percent }%)
approvals-job-counted = { $done } done so far
approvals-job-under-way = Under way
approvals-job-step = { $step }: { $progress }
approvals-job-waits = It waits for its turn and usually begins within seconds. It goes on when you close this page.
approvals-job-stops = It will stop at the next good moment.
approvals-job-again = It will be tried again on { $at }.
approvals-job-see = See the outcome
approvals-job-file-until = can be saved until { $at }
approvals-job-file-gone = The time for saving this file is over. Please ask for the work again.
approvals-job-look-again = See the latest state
approvals-job-follow = Update by itself
approvals-job-follows = The page updates every 4 seconds.
approvals-job-follow-not = Stop updating
approvals-job-cancel = Cancel
approvals-job-retry = Do again
approvals-job-cancelled = The work was cancelled.
approvals-job-retried = It will be done again.

## Notices.
approvals-notices = Notices
approvals-notices-which = Which notices
approvals-notices-unread = Unread ({ $n })
approvals-notices-all = All notices
approvals-notices-none = There are no new notices.
approvals-notices-mark-all = Mark all as read
approvals-notices-marked = { $n ->
    [one] { $n } notice was marked as read.
   *[other] { $n } notices were marked as read.
 }
approvals-notices-none-chosen = No notice was chosen. Please open the notices again.
approvals-notice-new = Unread
approvals-notice-old = Read
approvals-notice-mark = Mark as read
approvals-notice-marked = Marked as read.
approvals-wishes = How I am told
approvals-wishes-address = E-mail address
approvals-wishes-address-hint = Where notices are mailed to. When it is empty, no mail is sent.
approvals-wishes-at-work = When it is empty, mail goes to the address in the staff list ({ $address }).
approvals-wishes-address-unread = This cannot be read as an e-mail address. Enter it like hanako@city.example.lg.jp.
approvals-wishes-no-mail = The city sends no mail at the moment. Notices can be seen on the page.
approvals-wishes-saved = It was saved how you are told.

## Outgoing mail.
approvals-mail = Outgoing mail
approvals-mail-off = The city sends no mail. Set “Send mail” to “yes” in the city’s settings to send it.
approvals-mail-no-server = There is no mail server. Name one with HAGUKUMI_SMTP_HOST where the program is started. Mail waits and is not lost.
approvals-mail-no-sender = There is no sender’s address. Enter it in the city’s settings. Mail waits and is not lost.
approvals-mail-no-address = The address of this system is not set, so mails do not lead to the page.
approvals-mail-down = Since { $at } the mail server has not taken mail. Mail waits, is not lost and will be sent by itself. ({ $fault })
approvals-mail-waiting = To be sent
approvals-mail-count = { $n ->
    [one] { $n } mail
   *[other] { $n } mails
 }
approvals-mail-server = Mail server
approvals-mail-sender = Sender’s address
approvals-mail-empty = There is no mail here.
approvals-mail-subject = Subject
approvals-mail-to = To
approvals-mail-written = Written
approvals-mail-state = State
approvals-mail-again = It will be tried again on { $at }.
approvals-mail-retry = Send now
approvals-mail-cancel = Cancel
approvals-mail-retried = It will be sent now.
approvals-mail-cancelled = The mail was cancelled.

## The personal calendar.
approvals-calendar = Your calendar
approvals-calendar-lead = See the deadlines of what you have to do in the calendar you use (Outlook and others).
approvals-calendar-secret = Secret address
approvals-calendar-none-yet = There is none yet. Once it is made, whoever knows it can see your deadlines.
approvals-calendar-make = Make the address
approvals-calendar-is-made = The address was made
approvals-calendar-address = Address of the calendar
approvals-calendar-once = This address is shown only now. Do not give it to anybody.
approvals-calendar-no-public = The city has not set the address of this system, so the one you are using now was taken.
approvals-calendar-made = Made
approvals-calendar-read = Last read
approvals-calendar-never-read = Not yet
approvals-calendar-renew = Make anew
approvals-calendar-renew-hint = The former address stops working.
approvals-calendar-revoke = Stop
approvals-calendar-revoke-hint = No calendar can read it any more.
approvals-calendar-revoked = The address of the calendar was stopped.
approvals-calendar-none = There is no address of a calendar.
approvals-calendar-how = How to use it
approvals-calendar-how-text = Give this address to your calendar under “add by URL” or “from the internet”. It is read anew every hour. It holds the titles of your deadlines and nothing of what stands behind them.
approvals-calendar-name = { $city } Hagukumi: to do

## Applications and decisions.
approvals-navigation = Approvals
approvals-inbox = To be decided
approvals-mine = My applications
approvals-done = Decided
approvals-overview = Deadlines
approvals-approval-general = General application
approvals-kind = Kind
approvals-kind-all = All kinds
approvals-title = Subject
approvals-title-hint = Say in one line what this is about.
approvals-body = Content
approvals-body-hint = What you ask for, why, and until when.
approvals-amount = Amount
approvals-yen-unit = yen
approvals-yen = { $n } yen
approvals-minutes = { $h } h { $m } min
approvals-applicant = Applicant
approvals-submitted = Handed in
approvals-due = Due
approvals-due-by = Due { $day } ({ $left })
approvals-state = State
approvals-state-now = State now
approvals-decision = Decision
approvals-at = When
approvals-what = What
approvals-who = Who
approvals-comment = Comment
approvals-comment-hint = Always give a reason when you return or reject. The applicant will read it.
approvals-count = { $n ->
    [one] { $n } application
   *[other] { $n } applications
}
approvals-count-sum = { $count }, { $sum } in all
approvals-filter = Filter
approvals-filter-button = Filter
approvals-all-again = Show all
approvals-back = Back
approvals-look = Look
approvals-no-employee = This account belongs to no employee, so it cannot apply for anything.

## The inbox.
approvals-inbox-empty = Nothing waits for your decision.
approvals-deputising = You may decide in the place of { $names }. What you would decide for them is marked.
approvals-in-place-of = For { $name }
approvals-in-my-place = By { $name } for you
approvals-choose = Choose
approvals-choose-one = Choose “{ $title }”
approvals-bulk-button = Approve the chosen ones together
approvals-bulk = Approve together
approvals-bulk-count = You are about to approve { $n }
approvals-bulk-sums = Numbers and amounts
approvals-bulk-missing = { $n } of those chosen do not wait for you any more and were left out.
approvals-bulk-nothing = Choose the applications to be approved.
approvals-bulk-approve = Approve { $n }
approvals-bulk-approved = { $n } approved.
approvals-bulk-done = What was approved
approvals-bulk-left = { $n } could not be approved
approvals-bulk-unknown = An application that cannot be shown

## One application.
approvals-content = What is applied for
approvals-open-subject = Open what is applied for
approvals-round = Round
approvals-round-n = no. { $n }
approvals-round-of = { $what } (no. { $n })
approvals-closed = Closed
approvals-route = Route
approvals-order = No.
approvals-seat = Who decides
approvals-decided-by = Decision
approvals-head-of = Head of { $unit }
approvals-holder = { $name } ({ $post })
approvals-holder-deputies = { $holder }, deputy: { $deputies }
approvals-person-gone = Somebody who has left
approvals-unit-gone = A unit that was closed
approvals-counted-weekdays = Only weekdays count until something is due.
approvals-counted-days = Every day counts until something is due.
approvals-by-program = The program
approvals-deputised = { $name } (in the place of { $principal })
approvals-decide = Decide
approvals-decide-in-place = You decide in the place of { $name }, who will be told.
approvals-history = History
approvals-change = Change and hand in again
approvals-returned-hint = This was returned to you. Read the reason in the history, then change it and hand it in again, or withdraw it.
approvals-take-back = Take the approval back
approvals-take-back-hint = Until the next person decides, you can take your approval back.
approvals-take-back-button = Take back
approvals-withdraw = Withdraw the application
approvals-withdraw-open = Withdraw
approvals-withdraw-hint = The application ends here when you withdraw it. This cannot be undone.
approvals-withdraw-button = Withdraw the application
approvals-unseen = Decided in my place
approvals-unseen-one = This was decided in your place. Please look at it.
approvals-seen-button = I have seen it
approvals-seen = It is noted that you have seen it.
approvals-not-seen = Not seen yet
approvals-approved = “{ $title }” is approved and goes on to the next person.
approvals-approved-last = “{ $title }” is approved. That was the last decision.
approvals-returned = “{ $title }” was returned.
approvals-rejected = “{ $title }” was rejected.
approvals-was-decided = You had decided “{ $title }” that way already.
approvals-taken-back = Your approval of “{ $title }” was taken back.
approvals-withdrawn = “{ $title }” was withdrawn.
approvals-ruling-unknown = Please approve, return or reject.
approvals-mine-empty = There are no applications yet.
approvals-done-empty = Nothing has been decided yet.

## On paper.
approvals-record = Record of a decision
approvals-record-pdf = Record (PDF)
approvals-record-file = decision-{ $id }.pdf
approvals-printed = Printed { $at }

## Deadlines.
approvals-overview-all = Applications of the whole city that wait for a decision.
approvals-overview-own = Your own applications and those that wait for you.
approvals-overview-empty = Nothing waits for a decision here.
approvals-within = Range
approvals-within-overdue = Overdue
approvals-within-week = Within a week
approvals-within-all = All

## General applications (伺い).
approvals-general-new = New application
approvals-general-again = Change the application
approvals-general-lead = For what has no form of its own, to the head of your unit.
approvals-general-route = Decided by: { $route }
approvals-hand-in = Hand in
approvals-hand-in-again = Hand in again
approvals-handed-in = Handed in. You will be told when it is decided.

## Routes.
approvals-routes = Routes of approval
approvals-routes-how = How a route is chosen
approvals-routes-how-text = Of the routes that fit, the most special one is used: by the kind of application, the nearest unit, the higher rank, the higher amount. Where the applicant would decide, or a post is vacant, the next above decides. The route is fixed when an application is handed in; a later change does not touch it.
approvals-route-built-in = Without a route
approvals-routes-defined = Routes
approvals-routes-empty = There are no routes. Every application goes to the head of the team, then of the section.
approvals-whom = For
approvals-whole-city = Whole city
approvals-rank-all = All ranks
approvals-rank-from = { $rank } and above
approvals-amount-from = from { $amount }
approvals-route-from = First day
approvals-route-to = End (not used from this day on)
approvals-route-holds = In use
approvals-route-coming = To come
approvals-route-ended = Ended
approvals-route-end = End
approvals-route-end-on = Not used from
approvals-route-end-hint = From this day on it is not used any more.
approvals-route-end-button = End
approvals-route-was-ended = The route was ended.
approvals-route-added = The route was added.
approvals-route-by = Route for { $kind } (from { $from })
approvals-route-new = Add a route
approvals-route-for = For which applications
approvals-unit = Unit
approvals-unit-hint = The units below are included.
approvals-rank = Rank of the applicant
approvals-rank-hint = For applicants of this rank and above.
approvals-amount-least = From this amount on
approvals-amount-least-hint = A route with an amount is not used for applications without one.
approvals-route-steps = Steps
approvals-route-steps-hint = They are decided from top to bottom. Leave the steps that you do not need empty.
approvals-step-n = Step { $n }
approvals-step-none = None
approvals-step-person = A certain person (staff number)
approvals-step-days = { $who } ({ $n } days)
approvals-step-group = { $names } ({ $rule })
approvals-staff-no = Staff number
approvals-staff-of-step = Staff number (of a certain person)
approvals-staff-unknown = Nobody has this number. Please check it.
approvals-days = Days
approvals-beside = At the same time as the step before
approvals-rule = Of those who decide at the same time
approvals-route-add = Add
approvals-trial = Try a route
approvals-trial-hint = See who would decide an application of this person.
approvals-trial-on = Day of the application
approvals-trial-button = Try
approvals-trial-name = Application by { $name }, { $unit }
approvals-trial-step = { $n } { $who }

## What is to be done.
approvals-todo-kind-decide = Decide
approvals-todo-kind-returned = Returned
approvals-todo-kind-seen = Look
approvals-todo-decide = Decide
approvals-todo-open = Open
approvals-todo-overdue = { $count }, { $overdue } of them overdue
approvals-todo-returned = It was returned to you. Please change it and hand it in again.
approvals-todo-in-place = Something was decided in your place

## The journal.
# used: approvals-act-* by the journal page
approvals-act-general-written = handed in a general application
approvals-act-general-changed = changed a general application and handed it in again
