// From a route with parameters to an address: the first link that fits, seen from a role's own pages.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OTHER, VISITS } from '../routes.js';

const MOST_PAGES = 1000;
const file = () => path.join(process.env.HAGUKUMI_E2E, 'places.json');
const named = (role) => role ?? 'anybody';
const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
const pattern = (route) => new RegExp(`^${escaped(route).replace(/\{[^}]*\}/g, '[^/?#]+')}$`);

// A city has hundreds of people and sections, and their pages lead to the same places: a few of each kind are followed.
// Programs of a plan differ; all of them are.
const ofAKind = (kind) => (kind.startsWith('/plan/') ? 50 : 4);
const KINDS = [...new Set([...VISITS.map((visit) => visit.path), ...OTHER])].filter((route) => route.includes('{'));
function kindOf(pathname) {
  const route = KINDS.find((one) => pattern(one).test(pathname)) ?? pathname;
  return route.replace('{plan}', pathname.split('/')[2]);
}

/** Whether a route lies below an address: the way to `/plan/{plan}/setup` leads over `/plan/midorino-2028`. */
function leadsTo(route, pathname) {
  const steps = pathname.split('/').length;
  return route.split('/').length > steps && pattern(route.split('/').slice(0, steps).join('/')).test(pathname);
}

/** Follows links from the home page until every route with parameters has an address. */
export async function findPlaces(request, role, routes) {
  const wanted = new Map(routes.filter((route) => route.includes('{')).map((route) => [route, null]));
  const missing = () => [...wanted].filter(([, place]) => !place).map(([route]) => route);
  // Pages on the way to a missing route first, then near ones; addresses with a query are lists in another order and come last.
  const first = [];
  const later = [];
  const queue = ['/', ...routes.filter((route) => !route.includes('{'))];
  const seen = new Set(queue);
  const followed = new Map();
  for (let pages = 0; first.length + queue.length + later.length > 0 && missing().length > 0 && pages < MOST_PAGES; pages += 1) {
    const answer = await request.get(first.shift() ?? queue.shift() ?? later.shift());
    if (!answer.ok() || !answer.headers()['content-type']?.startsWith('text/html')) continue;
    for (const [, href] of (await answer.text()).matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      const url = new URL(href.replaceAll('&amp;', '&'), answer.url());
      if (url.origin !== new URL(answer.url()).origin) continue;
      for (const route of missing()) {
        if (!routes.includes(url.pathname) && pattern(route).test(decodeURIComponent(url.pathname))) wanted.set(route, url.pathname);
      }
      const place = url.pathname + url.search;
      const kind = kindOf(url.pathname);
      const times = followed.get(kind) ?? 0;
      if (!seen.has(place) && times < ofAKind(kind)) {
        seen.add(place);
        followed.set(kind, times + 1);
        const onTheWay = missing().some((route) => leadsTo(route, url.pathname));
        (url.search ? later : onTheWay ? first : queue).push(place);
      }
    }
  }
  return { [named(role)]: Object.fromEntries(wanted) };
}

export const keepPlaces = (places) => writeFileSync(file(), JSON.stringify(places));

/** The address of a route. */
export function place(role, route) {
  if (!route.includes('{')) return route;
  const found = JSON.parse(readFileSync(file(), 'utf8'))[named(role)]?.[route];
  if (!found) throw new Error(`no link leads ${named(role)} to ${route}`);
  return found;
}
