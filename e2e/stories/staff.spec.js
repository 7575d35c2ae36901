// A person is found, looked at, corrected, given an order that is taken back; several are changed at once.
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

test.use({ role: 'officer' });

/** Opens the first person of the list who is found. */
async function openFirst(page, query) {
  await open(page, `/staff?${query}`);
  await page.locator('tbody th a').first().click();
  await expect(page.locator('.person-head h1')).toBeVisible();
  return new URL(page.url()).pathname;
}

test('people are found by Roman letters, and the list has two faces', async ({ page }) => {
  await open(page, '/staff');
  await page.getByLabel('氏名・かな・ローマ字・職員番号でさがす').fill('sato');
  await page.getByRole('button', { name: 'さがす', exact: true }).click();
  await expect(page.locator('tbody tr').first()).toContainText('さとう');
  await page.getByRole('link', { name: '顔写真つき' }).click();
  await expect(page.locator('.people-cards li').first()).toContainText('さとう');
  await check(page);
});

test('a record is corrected with its reason, and what it said stays', async ({ page }) => {
  const person = await openFirst(page, 'rank=officer');
  await open(page, `${person}/edit`);
  await page.getByLabel('旧姓').fill('若草');
  await page.getByRole('button', { name: '訂正する' }).click();
  await expect(page.getByRole('alert')).toContainText('理由');
  await expect(page.getByLabel('旧姓')).toHaveValue('若草');
  await check(page);
  await page.getByLabel('理由').fill('届出による');
  await page.getByRole('button', { name: '訂正する' }).click();
  await page.getByRole('link', { name: '訂正の履歴' }).click();
  await expect(page.getByRole('row', { name: /旧姓.*若草.*届出による/ })).toBeVisible();
  await check(page);
});

test('an order that has not begun is taken back', async ({ page }) => {
  const person = await openFirst(page, 'rank=senior');
  await open(page, `${person}/orders/new`);
  await page.getByLabel('兼務').check();
  await page.getByLabel('所属', { exact: false }).first().selectOption({ index: 2 });
  await page.getByRole('button', { name: '発令する' }).click();
  await expect(page).toHaveURL(new RegExp(`${person}/career$`));
  await expect(page.getByText('発令予定').first()).toBeVisible();
  await check(page);
  await page.getByRole('button', { name: /取り消す/ }).first().click();
  await expect(page.getByText('取り消し済み').first()).toBeVisible();
});

test('a qualification and an absence are entered, corrected, and private', async ({ page }) => {
  const person = await openFirst(page, 'rank=team-head');
  await open(page, `${person}/qualifications/new`);
  await page.getByLabel('資格・免許').fill('防災士');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByRole('row', { name: /防災士/ }).getByRole('link').click();
  await check(page);
  await open(page, `${person}/absences/new`);
  await page.getByLabel('休職・休業の種類').selectOption('study');
  await page.getByLabel('開始日').fill('R9.6.1');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByRole('row', { name: /自己啓発等休業/ }).getByRole('link').click();
  await check(page);
});

test('several people are changed at once after a look in numbers', async ({ page }) => {
  await open(page, '/staff?rank=officer');
  for (const row of [0, 1, 2]) {
    await page.locator('tbody input[type="checkbox"]').nth(row).check({ force: true });
  }
  await page.getByRole('button', { name: '選んだ人をまとめて変更' }).click();
  await expect(page.getByText('選んだ人（3人）')).toBeVisible();
  await page.getByLabel('電話').fill('0463-00-5555');
  await page.getByRole('button', { name: '結果を確かめる' }).click();
  await expect(page.getByText('3人が変わります')).toBeVisible();
  await check(page);
  await page.getByRole('button', { name: '3人を変更する' }).click();
  await expect(page.getByText('3人をまとめて変更しました')).toBeVisible();
});
