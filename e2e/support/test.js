// The `test` of this project: with the session of a role, and failing on anything the browser complains about.
import { test as base, expect } from '@playwright/test';
import { place } from './places.js';
import { sessionFile } from './sign-in.js';

export { expect };

export const test = base.extend({
  /** Whose session the browser has: `test.use({ role: 'officer' })`; `null` for nobody's. */
  role: [null, { option: true }],

  storageState: async ({ role }, use) => {
    await use(role ? sessionFile(role) : undefined);
  },

  /** What went wrong behind the page. Blocked scripts and styles are console errors, too. */
  faults: [async ({ page }, use) => {
    const faults = [];
    page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
    page.on('console', (message) => {
      // A refused form is an answer, not a fault; other answers are looked at below.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        faults.push(`console: ${message.text()}`);
      }
    });
    page.on('response', (response) => {
      const asked = response.request();
      const refused = asked.isNavigationRequest() || asked.resourceType() === 'fetch';
      if (response.status() >= (refused ? 500 : 400)) faults.push(`${response.status()} ${response.url()}`);
    });
    await use(faults);
    expect(faults, 'nothing goes wrong behind the page').toEqual([]);
  }, { auto: true }],
});

/** Opens a page that must be there; `visit` is `{ role, path }` or an address. */
export async function open(page, visit) {
  const address = typeof visit === 'string' ? visit : place(visit.role, visit.path);
  const response = await page.goto(address);
  expect(response?.status(), `${address} answers`).toBe(200);
}

/** The visit in a language: `/plan` → `/plan?lang=en`. */
export const inLanguage = ({ role, path }, language) => {
  const address = place(role, path);
  return `${address}${address.includes('?') ? '&' : '?'}lang=${language}`;
};
