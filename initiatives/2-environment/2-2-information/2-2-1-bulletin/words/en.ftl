# The bulletin (2-2-1)
bulletin-navigation = Bulletin
bulletin-board = Board
bulletin-archive = Archive
bulletin-office = Our posts
bulletin-digest = Digest for printing
bulletin-categories = Categories
bulletin-new = Write a post
bulletin-edit = Edit the post
bulletin-find = Filter
bulletin-without-conditions = Clear conditions
bulletin-search = Search the bulletin
bulletin-year = Fiscal year
bulletin-category = Category
bulletin-section = Section
bulletin-author = Written by
bulletin-reading = Reading
bulletin-reading-all = All
bulletin-reading-unread = Not opened yet
bulletin-reading-confirm = To be confirmed
bulletin-any-category = All categories
bulletin-any-section = All sections
bulletin-any-stage = All states
bulletin-stage = State
bulletin-board-lead = { $n ->
    [one] 1 post is on the board.
   *[other] { $n } posts are on the board.
}
bulletin-archive-lead = { $n ->
    [one] 1 post was posted in { $year }, expired ones included.
   *[other] { $n } posts were posted in { $year }, expired ones included.
}
bulletin-board-empty = Nothing is on the board at the moment.
bulletin-archive-empty = Nothing was posted in this fiscal year.
bulletin-none-found = No post meets the conditions.
bulletin-pinned = Pinned
bulletin-must-read = Must-read
bulletin-unread = New
bulletin-confirmed = Confirmed
bulletin-to-confirm = To be confirmed:
bulletin-files-count = { $n ->
    [one] 1 file
   *[other] { $n } files
}

# used: bulletin-stage-* by Stage::key
bulletin-stage-draft = Draft
bulletin-stage-waiting = Awaiting approval
bulletin-stage-scheduled = Scheduled
bulletin-stage-shown = On the board
bulletin-stage-expired = Expired
bulletin-stage-withdrawn = Withdrawn

bulletin-about = About this post
bulletin-title = Title
bulletin-body = Text
bulletin-body-hint = A line that begins with ■ or # is a heading, one with ・ or - an item of a list; addresses that begin with http become links. Up to 20,000 characters.
bulletin-audience = For
bulletin-period = On the board
bulletin-posted-on = Posted on
bulletin-from-to = { $from } to { $to }
bulletin-from = From { $from }
bulletin-short-period = { $from } – { $to }
bulletin-confirm-by-day = Confirm by { $day }
bulletin-confirm-any-day = No last day
bulletin-files = Attachments
bulletin-people = { $n } people
bulletin-people-today = { $n } people as of today
bulletin-audience-count = Audience
bulletin-readers-count = Readers
bulletin-readers-of-audience = Readers / audience
bulletin-list-comma = {", "}
bulletin-list-among = {"; "}
bulletin-unit-gone = a unit that no longer exists
bulletin-no-unit = No unit

bulletin-confirm-heading = Please confirm
bulletin-confirm-lead = When you have read it to the end, press the button.
bulletin-confirm-button = I have read this
bulletin-confirmed-at = You confirmed it on { $at }
bulletin-withdrawn-at = This post was withdrawn on { $at }. Reason: { $reason }
bulletin-discarded-at = This draft was discarded on { $at }.

bulletin-office-box = Handling
bulletin-office-own = Posts of our section
bulletin-office-all = Posts of all sections
bulletin-office-empty = There are no posts yet.
bulletin-needs-approval = The head of the section has to approve it before it appears.
bulletin-needs-no-approval = It can be published without approval.
bulletin-application = See the application for approval
bulletin-submit = Ask for approval
bulletin-publish = Publish
bulletin-discard = Discard
bulletin-correct = Correct
bulletin-correct-lead = What it said before stays in the history, and the head of the section is told. Audience and first day cannot be changed.
bulletin-correct-button = Publish the correction
bulletin-correct-reason-hint = Say what was changed and why. Readers see it too.
bulletin-reason = Reason
bulletin-ask-again = Ask readers to confirm again
bulletin-ask-again-hint = Choose this when something important has changed. Confirmations are counted anew.
bulletin-withdraw = Withdraw
bulletin-withdraw-lead = A withdrawn post is no longer shown to its audience. It is kept with the reason, not deleted.
bulletin-withdraw-button = Withdraw
bulletin-withdraw-reason-hint = For example: the schedule has changed; it will be posted again
bulletin-pin = Keep on top
bulletin-pin-until = Last day on top
bulletin-pin-button = Keep on top
bulletin-unpin = Do not keep on top
bulletin-pin-no-day = The last day cannot be read. Go back and enter it like 2026/12/1.
bulletin-back = Back
bulletin-back-to-post = Back to the post
bulletin-save = Save
bulletin-choose = Please choose

bulletin-form-lead = Saving makes a draft. It is published, or sent for approval, from the next page.
bulletin-for-all = All staff
bulletin-for-all-hint = The head of the section has to approve it first.
bulletin-for-chosen = Choose an audience
bulletin-for-chosen-hint = By unit, rank and kind of employment.
bulletin-for-units = Units
bulletin-for-units-hint = A department reaches the sections and teams below it. Without a choice, units do not matter.
bulletin-for-ranks = Ranks
bulletin-for-employments = Employment
bulletin-shown-from = First day on the board
bulletin-shown-to = Last day on the board
bulletin-shown-to-hint = Left empty, it stays until it is withdrawn. 2027/1/16 and R9.1.16 are both understood.
bulletin-must-read-tick = Must-read
bulletin-must-read-hint = The audience is asked to press “I have read this”. People on leave of absence are not counted.
bulletin-confirm-by = Last day to confirm

# used: bulletin-fault-* by EntryFault::key
bulletin-fault-no-title = Enter a title
bulletin-fault-title-too-long = A title has up to 120 characters. Take out { $over }
bulletin-fault-no-body = Enter a text
bulletin-fault-body-too-long = A text has up to 20,000 characters. Take out { $over }
bulletin-fault-no-audience = Choose at least one unit, rank or kind of employment
bulletin-fault-confirm-too-early = The last day to confirm lies before the first day. Choose the first day or a later one
bulletin-fault-confirm-too-late = The last day to confirm lies after the last day on the board. Choose an earlier day
bulletin-fault-ends-before = The last day lies before the first. Choose the first day or a later one

# used: bulletin-refusal-* by BulletinRefusal::key
bulletin-refusal-entry = Put right what is marked and save again.
bulletin-refusal-no-section = Only employees who serve in a section can post. If yours is missing, tell the personnel section.
bulletin-refusal-other-section = You cannot post in the name of this section. Choose one of your own.
bulletin-refusal-closed-category = This category is no longer offered. Choose another one.
bulletin-refusal-already-over = This day has gone by. Choose today or a later day.
bulletin-refusal-other-state = The post has moved on, so this cannot be done. Open it again to see how it stands.
bulletin-refusal-applied = An application for approval is still open. Withdraw it first.
bulletin-refusal-stale = Somebody else changed this post first. Look at what it says now, and enter your change again if needed.
bulletin-refusal-no-reason = Enter a reason of up to 300 characters
bulletin-refusal-same = Nothing has changed. If there is nothing to correct, just go back.
bulletin-refusal-nobody-left = Nobody is left who has not confirmed.
bulletin-refusal-reminded-today = They were reminded today already. Remind them tomorrow or later.
bulletin-refusal-name-taken = Another category has this name. Choose a different one
bulletin-refusal-last-category = No category would be left. Open another one first

# used: bulletin-file-* by FileRefusal::key
bulletin-file-empty = Choose a file. An empty file cannot be attached
bulletin-file-other-kind = This kind of file cannot be attached. Use PDF, JPEG, PNG, Word (docx), Excel (xlsx), PowerPoint (pptx) or text
bulletin-file-other-name = The ending of the name does not match what is in the file. Open it in its program and save it again
bulletin-file-macros = A file with macros cannot be attached. Save it without macros
bulletin-file-broken = The file cannot be opened: it is broken or has a password. Save it again
bulletin-file-too-large = A file may have up to { $most } MB. Make it smaller
bulletin-file-too-many = A post may have up to { $most } attachments. Remove one first
bulletin-file = File
bulletin-file-hint = PDF, JPEG, PNG, Word (docx), Excel (xlsx), PowerPoint (pptx) or text
bulletin-file-name = Name
bulletin-file-size = Size
bulletin-file-added = Attached
bulletin-file-removed = Removed
bulletin-file-remove = Remove
bulletin-attachments = Attachments
bulletin-attachments-lead = Up to { $n } files of { $mb } MB each. The kind is decided by the content, not by the name.
bulletin-attachments-empty = Nothing is attached yet.
bulletin-attachments-full = No more files can be attached. To exchange one, remove it first.
bulletin-attach = Attach
bulletin-broken-upload = The upload was cut off. Choose the file and send it again.

bulletin-history = History of corrections
bulletin-history-lead = What it said before each correction, the latest first.
bulletin-history-empty = There were no corrections.
bulletin-edition = Edition { $n }
bulletin-replaced = until { $at } (corrected by { $by })

bulletin-readers = Who has confirmed
bulletin-numbers = Numbers
bulletin-numbers-hint = The audience is that of the posting day. People who were on leave of absence that day are not in it.
bulletin-not-counted-yet = counted on the posting day
bulletin-opened-count = Opened
bulletin-confirmed-count = Confirmed
bulletin-readers-partial = Only the people whom you may see are shown.
bulletin-people-heading = Audience
bulletin-which-missing = Not confirmed
bulletin-which-confirmed = Confirmed
bulletin-which-all = All
bulletin-readers-none = Nobody meets this condition.
bulletin-choose-column = Choose
bulletin-name = Name
bulletin-unit = Unit
bulletin-opened-at = Opened at
bulletin-confirmed-at-head = Confirmed at
bulletin-on-paper = { $at } (on paper, noted by { $by })
bulletin-csv = Save as CSV
bulletin-paper = Note that they read it on paper
bulletin-paper-hint = Choose those who have read the printed digest.
bulletin-nobody-chosen = Nobody was chosen. Go back and tick the boxes before the names.
bulletin-remind = Remind those who have not
bulletin-by-section = By section
bulletin-by-section-see = Open the table

bulletin-category-new = Add a category
bulletin-category-edit = Change the category
bulletin-category-name = Name
bulletin-category-name-en = Name in English
bulletin-category-position = Order
bulletin-category-position-hint = Smaller numbers come first.
bulletin-category-closed = Not offered for new posts
bulletin-category-closed-hint = Posts that have it keep it.
bulletin-category-state = State
bulletin-category-is-open = In use
bulletin-category-is-closed = Closed

bulletin-digest-span = Time
bulletin-digest-days = Last { $n } days
bulletin-digest-what = Posts
bulletin-digest-all = All
bulletin-digest-must-reads = Must-reads only
bulletin-digest-lead = To be put up or passed round where people work without a PC. It holds the posts that are for you.
bulletin-digest-heading = Bulletin of { $city }
bulletin-digest-empty = Nothing was posted in this time.
bulletin-digest-meta = { $category } · { $unit } · { $day }
bulletin-digest-files = { $n ->
    [one] 1 attachment: ask the person for general affairs.
   *[other] { $n } attachments: ask the person for general affairs.
}
bulletin-digest-more = { $n } more posts. Choose a shorter time.
bulletin-digest-initials = Initials
bulletin-digest-pdf = Save as PDF
bulletin-printed = Printed { $at }

# used: bulletin-done-* by Notice::new
bulletin-done-written = The draft is saved. Check it, then publish it.
bulletin-done-changed = The draft is changed.
bulletin-done-published = Published. Its audience sees it from the first day on.
bulletin-done-submitted = Approval was asked for. The post appears once it is approved.
bulletin-done-discarded = The draft is discarded.
bulletin-done-corrected = The correction is published.
bulletin-done-withdrawn = The post is withdrawn.
bulletin-done-pinned = The post is kept on top.
bulletin-done-unpinned = The post is no longer kept on top.
bulletin-done-confirmed = Your confirmation is noted.
bulletin-done-attached = The file is attached.
bulletin-done-removed = The file is removed.
bulletin-done-paper = Noted for { $n } people.
bulletin-done-reminded = { $n } people were reminded.
bulletin-done-category = The category is saved.

bulletin-todo-kind-confirm = Confirm
bulletin-todo-confirm = A must-read of the bulletin. Please read and confirm it.
bulletin-todo-read = Read
bulletin-todo-kind-late = Must-read
bulletin-todo-late = { $n ->
    [one] 1 person has not confirmed it in time.
   *[other] { $n } people have not confirmed it in time.
}
bulletin-todo-see = See who

bulletin-approval-post = Bulletin post
bulletin-notice-must-read = Must-reads of the bulletin
bulletin-notice-corrected = Corrections of our section's posts
bulletin-told-must-read = A must-read was posted: “{ $title }”
bulletin-told-must-read-by = A must-read was posted: “{ $title }” (confirm by { $day })
bulletin-told-again = You have not confirmed “{ $title }” yet. Please read it
bulletin-told-again-by = You have not confirmed “{ $title }” yet (by { $day }). Please read it
bulletin-told-corrected = { $name } corrected the post “{ $title }”
bulletin-job-appear = Counting posts that appear today
bulletin-job-appeared = { $n ->
    [one] The audience of 1 post was counted
   *[other] The audience of { $n } posts was counted
}

bulletin-figure-posts = Posts
bulletin-figure-posts-unit = {" "}posts
bulletin-figure-posts-definition = Posts whose posting day lies in the year. Withdrawn posts are not counted.
bulletin-figure-sections = Sections that posted
bulletin-figure-sections-unit = {" "}sections
bulletin-figure-sections-definition = Sections that posted at least once in the year.
bulletin-figure-read-rate = Read rate
bulletin-figure-read-rate-unit = %
bulletin-figure-read-rate-definition = Readers of all posts of the year divided by their audiences. The audience is that of the posting day, without people on leave of absence. Who has confirmed a must-read, or opened any other post, is a reader.

bulletin-settings = Bulletin
bulletin-settings-must-reads = Every must-read needs approval
bulletin-settings-must-reads-hint = Otherwise only posts for all staff need the approval of the head.
bulletin-settings-beyond = Every post that leaves the section needs approval
bulletin-settings-beyond-hint = If chosen, every post that names another section needs the approval of the head.
bulletin-settings-shown-days = Usual days on the board
bulletin-settings-shown-days-hint = Proposed as the last day when a post is written.
bulletin-settings-confirm-days = Usual days to confirm a must-read
bulletin-settings-confirm-days-hint = Proposed as the last day to confirm.
bulletin-settings-megabytes = Largest attachment (MB)
bulletin-settings-megabytes-hint = Large files are better kept in a shared folder that the text names.
bulletin-settings-files = Attachments of a post
bulletin-settings-files-hint = With 0 nothing can be attached.

# used: bulletin-act-* by the journal page
bulletin-act-post-written = Wrote a draft
bulletin-act-post-changed = Changed a draft
bulletin-act-post-discarded = Discarded a draft
bulletin-act-post-submitted = Asked for approval of a post
bulletin-act-post-published = Published a post
bulletin-act-post-appeared = Counted the audience of a post
bulletin-act-post-corrected = Corrected a published post
bulletin-act-post-withdrawn = Withdrew a post
bulletin-act-post-pinned = Changed what is kept on top
bulletin-act-post-confirmed = Confirmed a must-read
bulletin-act-post-read-on-paper = Noted that people read it on paper
bulletin-act-post-reminded = Reminded readers
bulletin-act-file-attached = Attached a file
bulletin-act-file-removed = Removed an attachment
bulletin-act-category-changed = Changed a category
bulletin-act-receipts-exported = Took out the list of readers
