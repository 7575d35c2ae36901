// A notice arrives behind the bell and by mail, is read, and is asked for otherwise; a deadline stands in a calendar.
import { PASSWORD } from '../accounts.js';
import { check } from '../support/check.js';
import { signIn } from '../support/sign-in.js';
import { expect, open, test } from '../support/test.js';

const SINK = `http://127.0.0.1:${Number(process.env.HAGUKUMI_SINK_PORT) + 1}/mails`;

/** A page of somebody who signs in by the form. */
async function as(browser, login) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('form:has(input[type="password"]) button:not([type="button"])').click();
  await expect(page, `${login} is signed in`).not.toHaveURL(/sign-in/);
  return page;
}

/** Sets a setting of the city from today on. */
async function set(page, key, change) {
  await open(page, `/admin/settings/${key}`);
  await change(page);
  await page.getByRole('button', { name: '変える', exact: true }).click();
  await expect(page.getByText('設定を変えました')).toBeVisible();
}

test('an application reaches its decider behind the bell and by mail, and is read', async ({ baseURL, browser, request }) => {
  const admin = await as(browser, 'admin');
  await set(admin, 'flow-mail-from', (page) => page.locator('input[name=value]').fill('hagukumi@city.example.jp'));
  await set(admin, 'flow-public-address', (page) => page.locator('input[name=value]').fill(baseURL));
  await set(admin, 'flow-mail-is-sent', (page) => page.getByLabel('はい').check());

  const head = await as(browser, 'kakaricho');
  await open(head, '/notices/preferences');
  await head.getByLabel('メールアドレス').fill('まちがい');
  await head.getByRole('button', { name: '保存する' }).click();
  await expect(head.locator('[aria-invalid=true]')).toHaveValue('まちがい');
  await check(head);
  await head.getByLabel('メールアドレス').fill('kakaricho@city.example.jp');
  for (const mail of await head.getByLabel('そのつどメールでも').all()) await mail.check();
  await head.getByRole('button', { name: '保存する' }).click();
  await expect(head.getByRole('status').getByText('保存しました')).toBeVisible();

  const member = await as(browser, 'shokuin');
  await open(member, '/approvals/new');
  await member.getByLabel('件名').fill('お知らせの物語');
  await member.getByLabel('内容').fill('名刺を200枚、作りたい。');
  await member.getByRole('button', { name: '申請する' }).click();
  await expect(member.getByRole('status').getByText('申請しました')).toBeVisible();

  const received = async () => {
    const mails = await (await request.get(SINK)).json();
    return mails.filter((mail) => mail.to.includes('kakaricho@city.example.jp'));
  };
  await expect.poll(async () => (await received()).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const [mail] = await received();
  expect(mail.from).toContain('hagukumi@city.example.jp');
  expect(mail.automatic).toBe('auto-generated');
  expect(mail.subject).toContain('みどり野市 はぐくみ');
  expect(mail.text, 'the page, and nothing of what stands on it').not.toContain('名刺');
  expect(mail.text).toMatch(new RegExp(`${baseURL}/approvals/\\d+`));

  await open(head, '/notices');
  await check(head);
  await head.locator('.td-list a').first().click();
  await expect(head).toHaveURL(/\/approvals\/\d+$/);
  await open(head, '/notices?show=all');
  await check(head);

  await open(admin, '/admin/mail?state=sent');
  await expect(admin.getByText('kakaricho@city.example.jp').first()).toBeVisible();
  await check(admin);
});

test('deadlines stand in a calendar that is made, read and revoked', async ({ browser }) => {
  const page = await as(browser, 'digital');
  await open(page, '/account/calendar');
  await check(page);
  await page.getByRole('button', { name: 'アドレスを作る' }).click();
  const address = await page.getByLabel('カレンダーのアドレス').inputValue();
  await check(page);
  const path = new URL(address).pathname;
  // A calendar program has no session.
  const program = await browser.newContext({ storageState: undefined });
  const calendar = await program.request.get(path);
  expect(calendar.headers()['content-type']).toContain('text/calendar');
  const text = await calendar.text();
  expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  expect(text).toContain('BEGIN:VEVENT');
  const same = await program.request.get(path, { headers: { 'if-none-match': calendar.headers().etag } });
  expect(same.status()).toBe(304);
  await page.getByRole('button', { name: '使えなくする' }).click();
  await expect(page.getByText('カレンダーのアドレスを使えなくしました')).toBeVisible();
  expect((await program.request.get(path)).status()).toBe(404);
});

test('the administrator sees long work in both languages', async ({ page }) => {
  await signIn(page, 'administrator');
  for (const language of ['ja', 'en']) {
    await open(page, `/admin/jobs?lang=${language}`);
    await check(page);
  }
});
