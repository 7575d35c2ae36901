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
hagukumi-role-viewer = Employee (viewer)
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
hagukumi-account-reset = Temporary password of { $name }: { $password } (to be changed at first sign-in)
hagukumi-account-unknown = There is no account “{ $name }”.
hagukumi-config-broken = The configuration file { $file } cannot be read.
hagukumi-archive-exists = A file of this name exists and is not overwritten. Choose another name.
hagukumi-archive-unknown = This is not a backup of Hagukumi. Check the file. No data was changed.
hagukumi-archive-newer = The backup was made by a newer version of Hagukumi. Restore it with the newer program. No data was changed.
hagukumi-archive-not-empty = The database already holds records. Name an empty database. No data was changed.
hagukumi-archive-damaged = The backup is damaged or was changed. Nothing was restored. Use another backup.
hagukumi-demo-staff = Staff and units
hagukumi-demo-accounts = Accounts
hagukumi-demo-plans = Plans
