// A person is found, looked at, corrected, given an order that is taken back; several are changed at once.
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

test.use({ role: 'officer' });

// A story that is told again has its own words and its own day.
const number = Date.now() % 1_000_000;

/** Opens the first person of the list who is found. */
async function openFirst(page, query) {
  await open(page, `/staff?${query}`);
  await page.locator('tbody th a').first().click();
  await expect(page.locator('.person-head h1')).toBeVisible();
  return new URL(page.url()).pathname;
}

test('people are found by Roman letters, and the list has two faces', async ({ page }) => {
  await open(page, '/staff');
  await page.getByRole('searchbox', { name: '氏名・かな・ローマ字・職員番号でさがす' }).fill('kazemachi');
  await page.getByRole('button', { name: 'さがす', exact: true }).click();
  await expect(page.locator('tbody tr').first()).toContainText('かぜまち');
  await page.getByRole('link', { name: '顔写真つき' }).click();
  await expect(page.locator('.people-cards li').first()).toContainText('かぜまち');
  await check(page);
});

test('a record is corrected with its reason, and what it said stays', async ({ page }) => {
  const former = `若草${number}`;
  const person = await openFirst(page, 'rank=officer');
  await open(page, `${person}/edit`);
  await page.getByRole('textbox', { name: /^旧姓/ }).fill(former);
  await page.getByRole('button', { name: '訂正する' }).click();
  await expect(page.getByRole('alert')).toContainText('理由');
  await expect(page.getByRole('textbox', { name: /^旧姓/ })).toHaveValue(former);
  await check(page);
  await page.getByRole('textbox', { name: /^理由/ }).fill('届出による');
  await page.getByRole('button', { name: '訂正する' }).click();
  await page.getByRole('link', { name: '訂正の履歴' }).click();
  await expect(page.getByRole('row', { name: new RegExp(`旧姓.*${former}.*届出による`) })).toBeVisible();
  await check(page);
});

test('an order that has not begun is taken back', async ({ page }) => {
  const person = await openFirst(page, 'rank=senior');
  await open(page, `${person}/orders/new`);
  await page.getByRole('radio', { name: /^兼務/ }).check();
  await page.getByRole('combobox', { name: /^所属/ }).selectOption({ index: 2 });
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
  await page.getByRole('textbox', { name: /^資格・免許/ }).fill('防災士');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByRole('row', { name: /防災士/ }).getByRole('link').first().click();
  await check(page);
  const day = `R9.6.${1 + (number % 30)}`;
  await open(page, `${person}/absences/new`);
  await page.getByRole('combobox', { name: /^休職・休業の種類/ }).selectOption('study');
  await page.getByRole('textbox', { name: /^開始日/ }).fill(day);
  await page.getByRole('textbox', { name: /^終了日/ }).fill(day);
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByRole('row', { name: /自己啓発等休業/ }).getByRole('link').first().click();
  await check(page);
});

test('a form filled with a day in English is sent as it stands', async ({ page }) => {
  const person = await openFirst(page, 'rank=deputy-section-head');
  await open(page, `${person}/edit?lang=en`);
  const hired = page.getByRole('textbox', { name: /^Day of hiring/ });
  await expect(hired).toHaveValue(/^\d+ [A-Z][a-z]{2} \d{4}$/);
  await page.getByRole('textbox', { name: /^Former name/ }).fill(`若葉${number}`);
  await page.getByRole('textbox', { name: /^Reason/ }).fill('As notified');
  await page.getByRole('button', { name: 'Correct' }).click();
  await expect(page.getByRole('status').first()).toContainText('Corrected');
  await expect(page).toHaveURL(new RegExp(`${person}$`));
});

test('several people are changed at once after a look in numbers', async ({ page }) => {
  await open(page, '/staff?rank=officer');
  for (const row of [0, 1, 2]) {
    await page.locator('tbody input[type="checkbox"]').nth(row).check({ force: true });
  }
  await page.getByRole('button', { name: '選んだ人をまとめて変更' }).click();
  await expect(page.getByText('選んだ人（3人）')).toBeVisible();
  await page.getByRole('textbox', { name: '電話' }).fill(`0463-${number.toString().padStart(6, '0').replace(/(..)(....)/, '$1-$2')}`);
  await page.getByRole('button', { name: '結果を確かめる' }).click();
  await expect(page.getByText('3人が変わります')).toBeVisible();
  await check(page);
  await page.getByRole('button', { name: '3人を変更する' }).click();
  await expect(page.getByText('3人をまとめて変更しました')).toBeVisible();
});
