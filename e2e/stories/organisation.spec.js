// A reorganisation is drafted, looked at, ordered and taken back; the organisation is looked at as of its day.
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

test.use({ role: 'officer' });

/** Begins a draft and leaves the page on it. */
async function draft(page, name, day) {
  await open(page, '/organisation/reorganisations/new');
  await page.locator('#f-name').fill(name);
  await page.locator('#f-on').fill(day);
  await page.getByRole('button', { name: '案をつくる' }).click();
  await expect(page.locator('h1')).toContainText(name);
}

/** Opens the form for a kind of change. */
const change = async (page, kind) => page.locator('section[aria-labelledby="h-add"]').getByRole('link', { name: kind, exact: true }).click();

test('a reorganisation is prepared, previewed, ordered and taken back before its day', async ({ page }) => {
  await draft(page, '令和11年度組織改正', 'R11.4.1');
  await check(page);

  await change(page, '統合');
  await page.getByRole('button', { name: '案に加える' }).click();
  await expect(page.getByText('統合先を選んでください').first()).toBeVisible();
  await check(page);
  await page.locator('#f-unit').selectOption({ label: '環境部 みどり公園課' });
  await page.locator('#f-target').selectOption({ label: '環境部 環境政策課' });
  await page.getByRole('button', { name: '案に加える' }).click();
  await expect(page.getByText('「環境部 みどり公園課」を「環境部 環境政策課」に統合する').first()).toBeVisible();

  await change(page, '新設');
  await page.locator('#f-name').fill('脱炭素推進課');
  await page.locator('#f-kana').fill('だつたんそすいしんか');
  await page.locator('#f-code').fill('E2E-900');
  await page.locator('#f-parent').selectOption({ label: '環境部' });
  await page.getByRole('button', { name: '案に加える' }).click();

  await page.getByRole('link', { name: '人の行き先' }).click();
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await check(page);
  await page.getByRole('link', { name: '案に戻る' }).click();

  await page.getByRole('link', { name: '発令前の確認' }).click();
  await expect(page.getByText('このまま発令できます')).toBeVisible();
  await expect(page.getByRole('row', { name: /みどり公園課 なくなる/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /脱炭素推進課 新設/ })).toBeVisible();
  await check(page);
  await page.getByRole('button', { name: '発令する' }).click();
  await expect(page.getByText('発令しました')).toBeVisible();
  await check(page);

  const plan = page.url();
  await open(page, '/organisation?on=R11.4.1&open=all');
  await expect(page.getByRole('link', { name: '脱炭素推進課', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'みどり公園課', exact: true })).toHaveCount(0);
  await open(page, '/organisation?open=all');
  await expect(page.getByRole('link', { name: 'みどり公園課', exact: true })).toBeVisible();

  await page.goto(plan);
  await page.getByRole('button', { name: '発令を取り消す' }).click();
  await expect(page.getByText('発令を取り消し、案に戻しました')).toBeVisible();
  await page.getByRole('button', { name: '取りやめる' }).click();
  await expect(page.getByText('案を取りやめました')).toBeVisible();
});

test('an abolished unit with people in it is refused until they have a place', async ({ page }) => {
  await draft(page, '課の廃止', 'R12.4.1');
  await change(page, '廃止');
  await page.locator('#f-unit').selectOption({ label: '生涯学習部 スポーツ推進課' });
  await page.getByRole('button', { name: '案に加える' }).click();
  await page.getByRole('link', { name: '発令前の確認' }).click();
  await expect(page.getByText(/スポーツ推進課」の\d+人の移り先が決まっていません/)).toBeVisible();
  await expect(page.getByRole('button', { name: '発令する' })).toHaveCount(0);
  await check(page);
});

test('the chart is a picture, a table and a file on paper', async ({ page }) => {
  await open(page, '/organisation/chart');
  await expect(page.getByRole('group', { name: /組織図/ })).toBeVisible();
  await expect(page.locator('table').getByRole('link', { name: '人事課' })).toBeVisible();
  const pdf = await page.request.get('/organisation/chart.pdf?paper=a3');
  expect(pdf.headers()['content-type']).toBe('application/pdf');
});
