# Pages of applications and decisions: inbox, routes, deputies, notices, long work.

## Long work, outgoing mail, notices, calendars: what they have in common.
approvals-administration = Settings
approvals-all = All
approvals-none = None
approvals-actions = Actions
approvals-narrow = Filter
approvals-show-all = Show all
approvals-save = Save
approvals-account = Your account

## Long work.
approvals-jobs = Background jobs
approvals-jobs-mine = Jobs you started
approvals-jobs-none = There are no jobs.
approvals-job-kind = Job
approvals-job-state = Status
approvals-job-said = Result
approvals-job-asked-by = Started by
approvals-job-by-clock = Scheduled
approvals-job-asked = Requested
approvals-job-begun = Started
approvals-job-ended = Finished
approvals-job-attempts = Attempts
approvals-job-facts = About this job
approvals-job-how-far = Progress
approvals-job-progress = { $done } of { $total } ({ $percent }%)
approvals-job-counted = { $done } done so far
approvals-job-under-way = In progress
approvals-job-step = { $step }: { $progress }
approvals-job-waits = Waiting for its turn; jobs usually start within seconds. It goes on when you close this page.
approvals-job-stops = Cancelling. The job stops at the next safe point.
approvals-job-again = It will be tried again on { $at }.
approvals-job-see = See the result
approvals-job-file-until = available until { $at }
approvals-job-file-gone = This file is no longer available. Please run the job again.
approvals-job-look-again = Refresh
approvals-job-follow = Refresh automatically
approvals-job-follows = This page refreshes every 4 seconds.
approvals-job-follow-not = Stop refreshing
approvals-job-cancel = Cancel
approvals-job-retry = Run again
approvals-job-cancelled = The job was cancelled.
approvals-job-retried = The job will run again.

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
approvals-wishes = Notification settings
approvals-wishes-address = E-mail address
approvals-wishes-address-hint = Notices are mailed to this address. Leave it empty to receive no mail.
approvals-wishes-at-work = If you leave it empty, mail goes to the address in the staff list ({ $address }).
approvals-wishes-address-unread = This cannot be read as an e-mail address. Enter it like hanako@city.example.lg.jp.
approvals-wishes-no-mail = The city sends no mail at the moment. Notices are shown on the notices page.
approvals-wishes-saved = Your notification settings were saved.

## Outgoing mail.
approvals-mail = Outgoing mail
approvals-mail-off = The city sends no mail. Set “Send mail” to “yes” in the city’s settings to send it.
approvals-mail-no-server = There is no mail server. Name one with HAGUKUMI_SMTP_HOST where the program is started. Mail waits and is not lost.
approvals-mail-no-sender = There is no sender’s address. Enter it in the city’s settings. Mail waits and is not lost.
approvals-mail-no-address = The address of this system is not set, so mails contain no link to the page.
approvals-mail-down = The mail server has not accepted mail since { $at }. Mail waits, is not lost and will be sent automatically. ({ $fault })
approvals-mail-waiting = Waiting
approvals-mail-count = { $n ->
    [one] { $n } mail
   *[other] { $n } mails
 }
approvals-mail-server = Mail server
approvals-mail-sender = Sender’s address
approvals-mail-empty = There is no mail.
approvals-mail-subject = Subject
approvals-mail-to = To
approvals-mail-written = Written
approvals-mail-state = Status
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
approvals-calendar-make = Make an address
approvals-calendar-is-made = The address was made
approvals-calendar-address = Address of the calendar
approvals-calendar-once = This address is shown only now. Do not give it to anybody.
approvals-calendar-no-public = The city has not set the address of this system, so the one you are using now was taken.
approvals-calendar-made = Made
approvals-calendar-read = Last read
approvals-calendar-never-read = Not yet
approvals-calendar-renew = Make a new address
approvals-calendar-renew-hint = The old address stops working.
approvals-calendar-revoke = Stop the calendar
approvals-calendar-revoke-hint = No calendar will be able to read your deadlines any more.
approvals-calendar-revoked = The calendar’s address was stopped.
approvals-calendar-none = There is no calendar address.
approvals-calendar-how = How to use it
approvals-calendar-how-text = Give this address to your calendar under “add by URL” or “from the internet”. It is read anew every hour. It holds the titles of your deadlines and nothing of what stands behind them.
approvals-calendar-name = { $city } Hagukumi: to do

## Applications and decisions.
approvals-navigation = Approvals
approvals-inbox = Waiting for you
approvals-mine = My applications
approvals-done = Decided by you
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
approvals-submitted = Submitted
approvals-due = Due
approvals-due-by = Due { $day } ({ $left })
approvals-state = Status
approvals-state-now = Status now
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
approvals-choose = Select
approvals-choose-one = Select “{ $title }”
approvals-bulk-button = Approve the selected ones
approvals-bulk = Approve several
approvals-bulk-count = You are about to approve { $n }
approvals-bulk-sums = Numbers and amounts
approvals-bulk-missing = { $n } of the selected ones no longer wait for you and were left out.
approvals-bulk-nothing = Select the applications to approve.
approvals-bulk-approve = Approve { $n }
approvals-bulk-approved = { $n } approved.
approvals-bulk-done = Result
approvals-bulk-left = { $n } could not be approved
approvals-bulk-unknown = An application that cannot be shown

## One application.
approvals-content = What is applied for
approvals-open-subject = Open what is applied for
approvals-round = Round
approvals-round-n = No. { $n }
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
approvals-unit-gone = A unit that has been closed
approvals-counted-workdays = Only days on which the office is open count until something is due.
approvals-counted-days = Every day counts towards the due day.
approvals-by-program = Automatic
approvals-deputised = { $name } (in the place of { $principal })
approvals-decide = Decide
approvals-decide-in-place = You decide in the place of { $name }, who will be told.
approvals-history = History
approvals-change = Change and submit again
approvals-returned-hint = This was returned to you. Read the reason in the history, then change it and submit it again, or withdraw it.
approvals-take-back = Take the approval back
approvals-take-back-hint = Until the next person decides, you can take your approval back.
approvals-take-back-button = Take back the approval
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
approvals-general-lead = For requests to the head of your unit that have no form of their own.
approvals-general-route = Decided by: { $route }
approvals-hand-in = Submit
approvals-hand-in-again = Submit again
approvals-handed-in = Submitted. You will be told when it is decided.

## Routes.
approvals-routes = Approval routes
approvals-routes-how = How a route is chosen
approvals-routes-how-text = The most specific route that fits is used: by kind of application, then the nearest unit, the higher rank, the higher amount. Where the applicant would decide, or a post is vacant, the next person above decides. The route is fixed when an application is submitted; later changes do not affect it.
approvals-route-built-in = Without a route
approvals-routes-defined = Routes
approvals-routes-empty = There are no routes. Every application goes to the head of the team, then of the section.
approvals-whom = For
approvals-whole-city = Whole city
approvals-rank-all = All ranks
approvals-rank-from = { $rank } and above
approvals-amount-from = from { $amount }
approvals-route-from = First day
approvals-route-to = Not used from
approvals-route-holds = In use
approvals-route-coming = Coming
approvals-route-ended = Ended
approvals-route-end = End
approvals-route-end-on = Not used from
approvals-route-end-hint = The route is no longer used from this day on.
approvals-route-end-button = End the route
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
approvals-todo-returned = It was returned to you. Please change it and submit it again.
approvals-todo-in-place = Something was decided in your place

## The journal.
# used: approvals-act-* by the journal page
approvals-act-general-written = handed in a general application
approvals-act-general-changed = changed a general application and handed it in again

## Lists as files.
approvals-file = Save as CSV
approvals-file-in-place-of = In place of
approvals-file-decided-by = Decided by
approvals-file-comment = Comment
approvals-file-too-long = There are too many lines for a file. Narrow the list first.
