// Every page, written as its route is written in the program, under the role that sees most of it. The suites
// in `every-page/` visit all of them. `{…}` stands for whatever the first link found leads to, so a page that no
// link leads to fails. `cargo xtask check visits` compares this list with the program's routes.

/** Pages without signing in. */
export const PUBLIC = [
  '/sign-in',
  '/accessibility',
  '/privacy',
  '/public',
  '/public/{plan}',
];

/** Role → pages. */
export const ROUTES = {
  administrator: [
    '/home',
    '/admin',
    '/admin/accounts',
    '/admin/accounts/new',
    '/admin/accounts/{account}',
    '/admin/settings',
    '/admin/settings/{key}',
    '/admin/journal',
    '/kit',
  ],
  officer: [
    '/home',
    '/plan/{plan}',
    '/plan/{plan}/nodes/{node}',
    '/plan/{plan}/programs/{part}/{program}',
    '/plan/{plan}/figures/{figure}/{year}',
    '/plan/{plan}/input',
    '/plan/{plan}/missing',
    '/plan/{plan}/review',
    '/plan/{plan}/publish',
    '/plan/{plan}/publish/{step}',
    '/plan/{plan}/rounds/new',
    '/plan/{plan}/rounds/{round}/close',
    '/plan/{plan}/years/{year}/close',
    '/plan/{plan}/corrections',
    '/plan/{plan}/corrections/new',
    '/plans/import',
    '/plan/{plan}/setup',
    '/plan/{plan}/setup/cover',
    '/plan/{plan}/setup/nodes/{node}',
    '/plan/{plan}/setup/programs/{part}/{program}',
    '/plan/{plan}/next',
    '/plan/{plan}/compare',
  ],
  editor: [
    '/home',
    '/plan/{plan}',
    '/plan/{plan}/input',
    '/plan/{plan}/missing',
  ],
  viewer: [
    '/home',
    '/menu',
    '/search?q=研修',
    '/help',
    '/account',
    '/account/password',
    '/plans',
    '/plan/{plan}',
    '/plan/{plan}/review',
    '/plan/{plan}/publish',
    '/plan/{plan}/compare',
  ],
};

/** Pages that people print: role → pages. */
export const PRINTED = {
  officer: ['/plan/{plan}', '/plan/{plan}/compare'],
};

/** Answers that are no pages of their own: they lead on, are files, or stand before there is anybody to sign in,
    a year that was closed or a plan in work. */
export const OTHER = [
  '/',
  '/plan',
  '/set-up',
  '/plan/{plan}/programs/{part}/{program}/figures/{file}',
  '/plan/{plan}/files/{kind}',
  '/plan/{plan}/missing.csv',
  '/plan/{plan}/years/{year}/reopen',
  // Pages of a plan in work, which the city does not have at first: stories/plan-structure.spec.js visits them.
  '/plans/import/{token}',
  '/plans/import/{token}/problems.csv',
  '/plan/{plan}/compare.csv',
  '/plan/{plan}/setup/nodes/{node}/remove',
  '/plan/{plan}/setup/programs/{part}/{program}/remove',
  '/plan/{plan}/setup/programs/{part}/{program}/cells/{cell}',
  '/plan/{plan}/setup/programs/{part}/{program}/measures/{measure}',
  '/plan/{plan}/setup/programs/{part}/{program}/measures/{measure}/remove',
  '/public/{plan}/files/{kind}',
  '/admin/journal.csv',
  '/healthz',
];

/** All visits: `{ role, path }`, with the role `null` for public pages. */
export const VISITS = [
  ...PUBLIC.map((path) => ({ role: null, path })),
  ...Object.entries(ROUTES).flatMap(([role, paths]) => paths.map((path) => ({ role, path }))),
];
