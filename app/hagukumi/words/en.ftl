## Messages of the command line.
hagukumi-failed = This did not work.
hagukumi-serving = Running at { $address }. Press Ctrl+C to stop.
hagukumi-demo-title = Hagukumi: the made-up city of Midorino
hagukumi-demo-making = Making Midorino City ({ $people } employees)
hagukumi-demo-made = Made Midorino City in { $place } ({ $people } employees, { $plans } plans).
hagukumi-demo-found = Using the Midorino City found in { $place }.
hagukumi-demo-open = Open { $address } in a browser and sign in as one of these.
hagukumi-demo-password = Password (the same for all): { $password }
hagukumi-demo-account = { $role }: { $name }
hagukumi-demo-public = Public pages without signing in: { $address }
# used: hagukumi-role-* by commands::demo::welcome
hagukumi-role-administrator = System administrator
hagukumi-role-personnel-officer = Personnel officer
hagukumi-role-section-editor = Section editor
hagukumi-role-employee = Employee
hagukumi-role-section-head = Section head
hagukumi-role-team-head = Team head
hagukumi-role-department-head = Department head
hagukumi-role-general-affairs = General affairs of a section
hagukumi-role-auditor = Auditor
hagukumi-role-executive = Mayor
hagukumi-role-health-staff = Health staff
hagukumi-role-training-officer = Training officer
hagukumi-role-welfare-officer = Welfare officer
hagukumi-migrated = The database is up to date.
hagukumi-migration-newer = This database was made by a newer version of Hagukumi (schema { $version }). Open it with the newer program. No data was changed.
hagukumi-backup-done = Saved to { $file } ({ $tables } tables, { $rows } rows).
hagukumi-restore-done = Restored from { $file } ({ $tables } tables, { $rows } rows).
hagukumi-restore-verified = { $file } is whole ({ $tables } tables, { $rows } rows, made { $made }).
hagukumi-plan-none = There is no plan yet. Import one with: hagukumi plan import FILE
hagukumi-plan-line = { $code }  { $title } ({ $years }) { $state }
hagukumi-plan-several = There are { $count } plans. Name one with --plan: { $codes }
hagukumi-plan-unknown = There is no plan “{ $code }”. There are: { $codes }
hagukumi-plan-exported = Written to { $file } ({ $bytes } bytes).
hagukumi-plan-problems = { $file } cannot be imported. { $count ->
    [one] One thing has
   *[other] { $count } things have
 } to be put right. Nothing was imported.
hagukumi-plan-more = And { $count } more.
hagukumi-plan-kind-unknown = The kind of { $file } is not known. Use .toml, .xlsx or .json.
hagukumi-plan-diff = Programs: { $added } new, { $changed } changed, { $unchanged } unchanged, { $removed } removed
hagukumi-plan-dry = This was a trial; nothing was changed. Leave out --dry-run to import.
hagukumi-plan-imported = Imported “{ $title }”.
hagukumi-plan-saved-as = Code of the plan: { $code }
hagukumi-journal-whole = All { $count } entries are linked. None was changed, removed or inserted.
hagukumi-journal-broken = The chain is broken at entry { $seq }. An entry may have been changed, removed or inserted.
hagukumi-journal-head = End of the journal: { $head } (note it outside this machine: a journal made anew would not contain it)
hagukumi-journal-known = The noted end { $head } is still part of the journal.
hagukumi-journal-not-known = The noted end { $head } is not in the journal. It was made anew, or this is another city’s data.
hagukumi-account-reset = Temporary password of { $name }: { $password } (to be changed at first sign-in)
hagukumi-account-unknown = There is no account “{ $name }”.
hagukumi-client-scope = There is no scope “{ $scope }”. Use people.read, people.private, units.read, plan.read, plan.work or figures.read.
hagukumi-client-added = The client program was added. Its token is shown only now: { $token }
hagukumi-config-broken = The configuration file { $file } cannot be read.
hagukumi-archive-exists = A file of this name exists and is not overwritten. Choose another name.
hagukumi-archive-unknown = This is not a backup of Hagukumi. Check the file. No data was changed.
hagukumi-archive-newer = The backup was made by a newer version of Hagukumi. Restore it with the newer program. No data was changed.
hagukumi-archive-not-empty = The database already holds records. Name an empty database. No data was changed.
hagukumi-archive-damaged = The backup is damaged or was changed. Nothing was restored. Use another backup.
hagukumi-demo-staff = Staff and units
hagukumi-demo-accounts = Accounts
hagukumi-demo-plans = Plans

## hagukumi staff
hagukumi-staff-counts = { $added } new, { $changed } changed, { $unchanged } unchanged, { $leaving } leaving, { $units } new units
hagukumi-staff-dry = The list was tried out. Nothing was entered.
hagukumi-staff-nothing = Everything is on record already. Nothing was changed.
hagukumi-staff-imported = The staff list was imported.
hagukumi-staff-refused = { $count } things are to be corrected. Nothing was entered.
hagukumi-staff-more = There are { $count } more.
hagukumi-staff-exported = { $count } people were written to { $file }.
