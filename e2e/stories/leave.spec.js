// An employee plans leave, asks for it by keyboard, the heads decide with context, and it stands in the plan table;
// the same pages in English and on a phone.
import { PASSWORD } from '../accounts.js';
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

/** A page of somebody who signs in by the form. */
async function as(browser, login, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('form:has(input[type="password"]) button:not([type="button"])').click();
  await expect(page, `${login} is signed in`).not.toHaveURL(/sign-in/);
  return page;
}

/** The first working day on which the person has no leave yet, read from the plan table. */
async function freeDay(page) {
  for (let month = 0; month < 2; month += 1) {
    await open(page, '/leave/calendar');
    if (month === 1) await page.locator('.cal-bar .month a').last().click();
    const day = await page.evaluate(() => {
      const table = document.querySelector('.cal');
      const cells = [...(table?.querySelectorAll('tbody tr.me td[data-w]') ?? [])];
      const today = cells.findIndex((cell) => cell.classList.contains('today'));
      const free = cells.findIndex((cell, at) => at > today && !cell.querySelector('.lv')
        && !cell.classList.contains('sat') && !cell.classList.contains('sun'));
      return free < 0 ? null : free + 1;
    });
    const shown = new URL(page.url()).searchParams.get('month')
      ?? new URL(await page.locator('.seg a').first().getAttribute('href'), page.url()).searchParams.get('month');
    if (day && shown) return `${shown}-${String(day).padStart(2, '0')}`;
  }
  throw new Error('no free day in two months');
}

test('leave is planned, asked for by keyboard, approved and stands in the plan table', async ({ browser }) => {
  const page = await as(browser, 'shokuin');
  const day = await freeDay(page);
  await check(page);
  await open(page, '/leave');
  await check(page);
  await open(page, '/leave/new');
  await check(page);
  await page.getByLabel(/休む日（初日）/).fill(day);
  await page.getByRole('button', { name: '確かめる' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'この内容で申請すると' })).toBeVisible();
  await check(page);
  await page.getByRole('button', { name: '計画に入れる' }).press('Enter');
  await expect(page.getByRole('status').getByText('休暇計画表に入れました')).toBeVisible();
  const request = page.url();
  await check(page);
  await page.getByRole('button', { name: '申請する', exact: true }).press('Enter');
  await expect(page.getByRole('status').getByText('休暇を申請しました')).toBeVisible();
  const application = await page.getByRole('link', { name: '決裁の状況' }).getAttribute('href');

  for (const head of ['kakaricho', 'kacho']) {
    const deciding = await as(browser, head);
    await open(deciding, application);
    const approve = deciding.getByRole('button', { name: /承認/ });
    if (await approve.count() === 0) continue;
    await expect(deciding.getByText('ほかに休む人')).toBeVisible();
    await check(deciding);
    await approve.first().click();
  }
  await page.goto(request);
  await expect(page.locator('main .tag').first()).toContainText(/承認済み|申請中/);
  await open(page, '/leave/calendar');
  await page.getByRole('link', { name: '1年' }).click();
  await check(page);
});

test('the plan table and the form work in English on a phone', async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 }, locale: 'en-GB' };
  const page = await as(browser, 'shokuin', phone);
  await open(page, '/leave?lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('My leave');
  await check(page);
  await open(page, '/leave/calendar');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Leave plan');
  await expect(page.locator('.cal tbody tr.me')).toBeVisible();
  await check(page);
  await open(page, '/leave/new');
  await page.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(page.getByText(/First day/).first()).toBeVisible();
  await check(page);
});

test('personnel sees who is behind, what a run would do, and a person\'s ledger', async ({ browser }) => {
  const page = await as(browser, 'jinji');
  await open(page, '/leave/people?below=five');
  await check(page);
  await page.locator('tbody th a').first().click();
  await expect(page.getByRole('heading', { name: '付与と取得の記録' })).toBeVisible();
  await check(page);
  await open(page, '/leave/sections');
  await check(page);
  await open(page, '/leave/runs');
  await expect(page.getByRole('heading', { name: '年次有給休暇を付与する' })).toBeVisible();
  await check(page);
});
