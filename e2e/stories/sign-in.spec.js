// Somebody new makes the own account from a letter, sets up codes, and signs in with one; somebody else signs in at
// the identity provider.
import { createHmac } from 'node:crypto';
import { check } from '../support/check.js';
import { sessionFile } from '../support/sign-in.js';
import { expect, open, test } from '../support/test.js';

// A newer letter replaces the one before, so no two stories may print letters at the same time.
test.describe.configure({ mode: 'serial' });

const PASSWORD = 'asagao no mizuyari 7ji';
/** The moment at which the made-up city stands. */
const NOW = Date.parse('2026-11-22T10:00:00+09:00') / 1000;

/** A login name that no earlier try of the story has taken. */
const named = (what) => `story.${what}.${Date.now() % 1_000_000}`;

/** What an authenticator app shows for a secret (RFC 6238). */
function code(secret, at) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30)));
  const digest = createHmac('sha1', key).update(step).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The personnel officer prints letters for a unit; returns the code of the first one. */
async function letter(browser, unit) {
  const context = await browser.newContext({ storageState: sessionFile('officer') });
  const page = await context.newPage();
  await open(page, '/admin/invitations');
  const choice = page.locator('#f-unit option').nth(unit);
  await page.locator('#f-unit').selectOption(await choice.getAttribute('value'));
  await page.getByRole('button', { name: '招待の手紙を作る' }).click();
  await expect(page.locator('h1')).toContainText('人の招待の手紙を作りました');
  await check(page);
  const found = await page.locator('.letter').first().locator('code').nth(1).textContent();
  await context.close();
  return found.trim();
}

/** Makes the account of a letter and leaves its owner signed in. */
async function accept(page, typed, login) {
  await open(page, '/invitation');
  await check(page);
  await page.locator('#f-code').fill(typed);
  await page.locator('main button').click();
  await expect(page.locator('#f-login')).toBeVisible();
  await check(page);
  await page.locator('#f-login').fill(login);
  await page.locator('#f-password').fill(PASSWORD);
  await page.locator('#f-again').fill(PASSWORD);
  await page.locator('main button').click();
  await expect(page).toHaveURL(/\/home$/);
}

async function signOut(page) {
  await page.context().clearCookies({ name: 'hagukumi-session' });
}

for (const [language, unit, words] of [
  ['ja', 2, { begin: '設定を始める', finish: '設定を終える', codes: '予備のコード', enter: '確認コードの入力', used: 'その確認コードは、すでに使いました' }],
  ['en', 4, { begin: 'Begin', finish: 'Finish', codes: 'Recovery codes', enter: 'Enter your code', used: 'This code was used already' }],
]) {
  test(`an invited person sets up codes and signs in with one (${language})`, async ({ browser, page }) => {
    const login = named(`code.${language}`);
    const typed = await letter(browser, unit);
    await page.goto(`/sign-in?lang=${language}`);
    await accept(page, typed, login);

    await open(page, '/account/second-factor');
    await check(page);
    await page.getByRole('button', { name: words.begin }).click();
    await check(page);
    const secret = await page.locator('main code').first().textContent();
    await page.locator('#f-code').fill(code(secret, NOW));
    await page.getByRole('button', { name: words.finish }).click();
    await expect(page.locator('h1')).toHaveText(words.codes);
    await check(page);
    const recovery = await page.locator('main code').allTextContents();
    expect(recovery).toHaveLength(10);

    const enter = async (typedCode) => {
      await page.locator('#f-code').fill(typedCode);
      await page.locator('main form button').click();
    };
    const password = async () => {
      await page.goto('/sign-in');
      await page.locator('#f-login').fill(login);
      await page.locator('#f-password').fill(PASSWORD);
      await page.locator('main form button').first().click();
      await expect(page.locator('h1')).toHaveText(words.enter);
    };
    await signOut(page);
    await password();
    await check(page);
    await enter(code(secret, NOW));
    await expect(page.getByRole('alert')).toContainText(words.used);
    await check(page);
    await enter(code(secret, NOW + 30));
    await expect(page).toHaveURL(/\/home$/);

    // Without the telephone.
    await signOut(page);
    await password();
    await enter(recovery[0]);
    await expect(page).toHaveURL(/\/home$/);

    // The letter is worth nothing any more.
    await signOut(page);
    const used = await page.goto(`/invitation/${typed}`);
    expect(used?.status()).toBe(410);
    await check(page);
  });
}

test('somebody signs in at the identity provider and comes back to the page that was asked for', async ({ browser, page }) => {
  const login = named('provider');
  const typed = await letter(browser, 6);
  await accept(page, typed, login);
  await signOut(page);
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await check(page);
  await page.getByRole('link', { name: '市の認証基盤でログイン' }).click();
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill('whatever the provider wants');
  await page.locator('button[type="submit"]').click();
  await page.getByRole('button', { name: /continue/i }).click();
  await expect(page).toHaveURL(/\/account$/);
  await check(page);

  // A way back that was used before leads nowhere.
  await signOut(page);
  const refused = await page.goto('/sign-in/provider/callback?code=x&state=y');
  expect(refused?.status()).toBe(400);
  await expect(page.locator('main')).toContainText('はじめからやり直してください');
  await check(page);
});

test('who is known to the provider but has no account is told whom to ask', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: '市の認証基盤でログイン' }).click();
  await page.locator('input[name="login"]').fill('nobody.at.all');
  await page.locator('input[name="password"]').fill('x');
  await page.locator('button[type="submit"]').click();
  await page.getByRole('button', { name: /continue/i }).click();
  await expect(page.locator('main')).toContainText('人事担当に招待を頼んでください');
  await check(page);
});
