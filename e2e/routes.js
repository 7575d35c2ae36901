// Every page a role can open. The suites in `every-page/` visit all of them; a new page gets a line here.
// A page that several roles see alike stands once, with the role that sees most of it.

/** Pages without signing in. */
export const PUBLIC = ['/sign-in'];

/** Role → pages. */
export const ROUTES = {
  administrator: ['/home'],
  officer: ['/home', '/plan'],
  editor: ['/home', '/plan'],
  viewer: ['/home', '/plan'],
};

/** Pages whose printed form is used: role → pages. */
export const PRINTED = {
  officer: ['/plan'],
};

/** All visits: `{ role, path }`, with the role `null` for public pages. */
export const VISITS = [
  ...PUBLIC.map((path) => ({ role: null, path })),
  ...Object.entries(ROUTES).flatMap(([role, paths]) => paths.map((path) => ({ role, path }))),
];
