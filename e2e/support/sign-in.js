import { expect } from '@playwright/test';
import path from 'node:path';
import { ACCOUNTS, PASSWORD } from '../accounts.js';

/** Signs in by the form, as a person does. For stories that sign out again; others use the role's session. */
export async function signIn(page, role) {
  await page.goto('/sign-in');
  await page.locator('input[autocomplete="username"]').fill(ACCOUNTS[role]);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('form:has(input[type="password"]) button:not([type="button"])').click();
  await expect(page, `${role} is signed in`).not.toHaveURL(/sign-in/);
}

/** The file with the cookies of a role's session. */
export const sessionFile = (role) => path.join(process.env.HAGUKUMI_E2E, `session-${role}.json`);
