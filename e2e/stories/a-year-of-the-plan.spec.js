// A section enters its result, takes it back, and enters it again; the personnel section sees it; the public reads it.
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';
import { signIn } from '../support/sign-in.js';

const PLAN = '/plan/midorino-2025';

test('a section enters a result and takes it back', async ({ page }) => {
  await signIn(page, 'editor');
  await open(page, '/home');
  await page.getByRole('link', { name: /みどり野市人材育成基本方針実施計画 .*中間の実績/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('みどり野市人材育成基本方針実施計画');
  const card = page.locator('.work-card').first();
  const text = card.getByLabel('実績', { exact: true });
  const before = await text.inputValue();
  await text.fill('物語の試験で入力した実績');
  await card.getByRole('button', { name: /保存する/ }).first().click();
  await expect(page.locator('.work-card').first().getByRole('button', { name: /元に戻す/ })).toBeVisible();
  await check(page);
  await page.locator('.work-card').first().getByRole('button', { name: /元に戻す/ }).click();
  await expect(page.locator('.work-card').first().getByLabel('実績', { exact: true })).toHaveValue(before);
});

test('a number that cannot be read is told at its field, and nothing typed is lost', async ({ page }) => {
  await signIn(page, 'officer');
  await open(page, `${PLAN}/input?year=2025`);
  const card = page.locator('.work-card').filter({ has: page.locator('input[inputmode=decimal]') }).nth(1);
  const id = await card.getAttribute('id');
  await card.locator('input[inputmode=decimal]').first().fill('たくさん');
  await card.getByRole('button', { name: /保存する/ }).first().click();
  const again = page.locator(`#${id}`);
  await expect(again.locator('[aria-invalid=true]')).toHaveValue('たくさん');
  await expect(again.locator('.err')).toBeVisible();
  await check(page);
});

test('everybody reads a published plan, and its files are what they say', async ({ page, request }) => {
  await open(page, '/public/kiyose-2019');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('清瀬市人材育成基本方針実施計画');
  await expect(page.getByText('応募件数：11件').first()).toBeVisible();
  const starts = { pdf: '%PDF-', xlsx: 'PK', json: '{', toml: 'format', 'programs.csv': '\u{feff}', html: '<!doctype html>' };
  for (const [kind, start] of Object.entries(starts)) {
    const answer = await request.get(`/public/kiyose-2019/files/${kind}`, { timeout: 100_000 });
    expect(answer.ok(), kind).toBe(true);
    expect((await answer.body()).toString('utf8').startsWith(start), kind).toBe(true);
  }
});

test('the board is narrowed without losing the place, by keyboard alone', async ({ page }) => {
  await signIn(page, 'viewer');
  await open(page, PLAN);
  const rows = page.locator('.mx tbody th[scope=row]');
  const all = await rows.count();
  await page.locator('select[name=standing]').focus();
  await page.locator('select[name=standing]').selectOption({ label: '遅れ' });
  await page.getByRole('button', { name: '絞り込む' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/standing=behind/);
  expect(await rows.count()).toBeLessThan(all);
  expect(await rows.count()).toBeGreaterThan(0);
  await page.getByRole('link', { name: /すべて/ }).first().click();
  await expect(rows).toHaveCount(all);
});
