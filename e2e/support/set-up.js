import { chromium } from '@playwright/test';
import { ACCOUNTS } from '../accounts.js';
import { sessionFile, signIn } from './sign-in.js';

/** One session for each role, made once: signing in is limited per minute, and slow on purpose. */
export default async function setUp(config) {
  const { baseURL, launchOptions, locale, timezoneId } = config.projects[0].use;
  const browser = await chromium.launch(launchOptions);
  try {
    for (const role of Object.keys(ACCOUNTS)) {
      const context = await browser.newContext({ baseURL, locale, timezoneId });
      await signIn(await context.newPage(), role);
      await context.storageState({ path: sessionFile(role) });
      await context.close();
    }
  } finally {
    await browser.close();
  }
}
