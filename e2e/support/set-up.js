import { chromium } from '@playwright/test';
import { ACCOUNTS } from '../accounts.js';
import { VISITS } from '../routes.js';
import { findPlaces, keepPlaces } from './places.js';
import { sessionFile, signIn } from './sign-in.js';

/**
 * One session for each role, made once: signing in is limited per minute, and slow on purpose. And an address
 * for each route with parameters.
 */
export default async function setUp(config) {
  const { baseURL, launchOptions, locale, timezoneId } = config.projects[0].use;
  const browser = await chromium.launch(launchOptions);
  const places = {};
  try {
    for (const role of [null, ...Object.keys(ACCOUNTS)]) {
      const context = await browser.newContext({ baseURL, locale, timezoneId });
      if (role) {
        await signIn(await context.newPage(), role);
        await context.storageState({ path: sessionFile(role) });
      }
      const routes = VISITS.filter((visit) => visit.role === role).map((visit) => visit.path);
      Object.assign(places, await findPlaces(context.request, role, routes));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  keepPlaces(places);
}
