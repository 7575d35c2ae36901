// From a route with parameters to an address: the first link that fits, seen from a role's own pages.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const MOST_PAGES = 300;
const file = () => path.join(process.env.HAGUKUMI_E2E, 'places.json');
const named = (role) => role ?? 'anybody';
const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
const pattern = (route) => new RegExp(`^${escaped(route).replace(/\{[^}]*\}/g, '[^/?#]+')}$`);

/** Follows links from the home page until every route with parameters has an address. */
export async function findPlaces(request, role, routes) {
  const wanted = new Map(routes.filter((route) => route.includes('{')).map((route) => [route, null]));
  const missing = () => [...wanted].filter(([, place]) => !place).map(([route]) => route);
  // Near pages first; addresses with a query are lists in another order and come last.
  const later = [];
  const queue = ['/', ...routes.filter((route) => !route.includes('{'))];
  const seen = new Set(queue);
  for (let pages = 0; queue.length + later.length > 0 && missing().length > 0 && pages < MOST_PAGES; pages += 1) {
    const answer = await request.get(queue.shift() ?? later.shift());
    if (!answer.ok() || !answer.headers()['content-type']?.startsWith('text/html')) continue;
    for (const [, href] of (await answer.text()).matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      const url = new URL(href.replaceAll('&amp;', '&'), answer.url());
      if (url.origin !== new URL(answer.url()).origin) continue;
      for (const route of missing()) {
        if (!routes.includes(url.pathname) && pattern(route).test(decodeURIComponent(url.pathname))) wanted.set(route, url.pathname);
      }
      const place = url.pathname + url.search;
      if (!seen.has(place)) {
        seen.add(place);
        (url.search ? later : queue).push(place);
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
