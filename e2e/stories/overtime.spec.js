// Personnel takes in a file of the attendance system, closes a month and sees who nears a limit; an employee applies
// for overtime, the heads decide, and the result is reported.
import { PASSWORD } from '../accounts.js';
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

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

/** A file in Shift_JIS: 職員番号,日付,開始時刻,終了時刻,休憩,事由, and rows of ASCII. */
function cp932(rows) {
  const head = Buffer.from('904588f594d48d862c93fa95742c8a4a8e6e8e9e8d8f2c8f4997b98e9e8d8f2c8b788c652c8e9697520d0a', 'hex');
  return Buffer.concat([head, Buffer.from(rows.join('\r\n'))]);
}

/** The number of somebody who nears a limit. */
async function someone(page) {
  await open(page, '/overtime/section');
  const line = await page.locator('.heat tbody th small').first().innerText();
  return line.trim().split(' ')[0];
}

test('personnel takes a file in, is told what is wrong, takes it back, and closes a month', async ({ browser }) => {
  const page = await as(browser, 'jinji');
  const number = await someone(page);
  await check(page);
  await open(page, '/overtime/imports');
  await check(page);
  // A Saturday morning, which no evening of the sample city meets; and the same again.
  const good = `${number},2026/11/7,6:00,${7 + (Date.now() % 3)}:00,0:00,test`;
  const send = async (rows) => {
    await open(page, '/overtime/imports');
    await page.locator('input[type="file"]')
      .setInputFiles({ name: 'kintai.csv', mimeType: 'text/csv', buffer: cp932(rows) });
    await page.getByRole('button', { name: '列の確認へ進む' }).click();
    await expect(page.locator('h1')).toContainText('kintai.csv');
    await page.getByRole('button', { name: '試しに読む' }).click();
  };
  await send([good, good, 'X-1,2026/11/7,8:00,9:00,,']);
  await expect(page.getByRole('heading', { name: '直すところが2件あります' })).toBeVisible();
  await expect(page.getByRole('row', { name: /3行目 A列/ })).toBeVisible();
  await check(page);
  await send([good]);
  await page.getByRole('button', { name: '取り込む', exact: true }).click();
  await expect(page.getByRole('status').getByText('ファイルを取り込みました')).toBeVisible();
  await check(page);
  await page.getByRole('button', { name: '取り消す' }).click();
  await expect(page.getByRole('status').getByText('取り込みを取り消しました')).toBeVisible();
  await open(page, '/overtime/months');
  await check(page);
  const close = page.getByRole('button', { name: /締める.*2026年10月/ });
  if (await close.count()) {
    await close.click();
    await expect(page.getByRole('status').getByText('2026年10月を締めました')).toBeVisible();
  }
  await expect(page.getByRole('row', { name: /2026年10月.*締め済み/ })).toBeVisible();
  for (const path of ['/overtime/city', '/overtime/limits', '/overtime/places', '/overtime/special']) {
    await open(page, path);
    await check(page);
    await open(page, `${path}?lang=en`);
    await check(page);
    await open(page, `${path}?lang=ja`);
  }
});

test('an employee applies, both heads decide, and the result is reported', async ({ browser }) => {
  const member = await as(browser, 'shokuin');
  const team = await as(browser, 'kakaricho');
  const section = await as(browser, 'kacho');
  await open(member, '/overtime/orders/new');
  await check(member);
  const hour = 5 + (Date.now() % 3);
  // A Sunday morning, so that the sample city's evenings are not met.
  await member.getByLabel('日', { exact: false }).first().fill('R8.11.15');
  await member.getByLabel('開始').fill(`${hour}:00`);
  await member.getByLabel('終了').fill(`${hour}:45`);
  await member.getByRole('button', { name: '申請する' }).click();
  await expect(member.getByRole('alert')).toContainText('業務の内容を入力してください');
  await member.getByLabel('業務の内容').fill('住民説明会の準備');
  await member.getByRole('button', { name: '申請する' }).click();
  await expect(member.getByRole('status').getByText('申請しました')).toBeVisible();
  await check(member);
  const order = new URL(member.url()).pathname;
  const application = await member.getByRole('link', { name: '申請と決裁の記録を見る' }).getAttribute('href');
  for (const head of [team, section]) {
    await open(head, application);
    await check(head);
    await head.getByRole('button', { name: '承認する' }).click();
  }
  await open(member, order);
  await member.getByLabel('終了').fill(`${hour}:30`);
  await member.getByRole('button', { name: '報告する' }).click();
  await expect(member.getByRole('status').getByText('報告を記録しました')).toBeVisible();
  await open(member, '/overtime');
  await expect(member.getByRole('row', { name: /住民説明会の準備/ }).first()).toBeVisible();
  await check(member);
});
