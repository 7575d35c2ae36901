// An application is written, returned, handed in again and approved; several are approved at once; a deputy decides.
import { PASSWORD } from '../accounts.js';
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

// A story that is told again, or beside another, has its own words.
const own = (title) => `${title}（${Date.now() % 1_000_000}）`;

/** A page of somebody who signs in by the form: the member of a section, and the heads above. */
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

/** Writes a general application and returns its address. */
async function apply(page, title, amount = '') {
  await open(page, '/approvals/new');
  await page.getByLabel('件名').fill(title);
  await page.getByLabel('内容').fill('来客用の椅子が壊れたため、3脚を買い替えたい。');
  await page.getByLabel('金額').fill(amount);
  await page.getByRole('button', { name: '申請する' }).click();
  await expect(page.getByRole('status').getByText('申請しました')).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Decides an application on its page. */
async function decide(page, address, button, comment = '') {
  await open(page, address);
  await page.getByLabel('コメント').fill(comment);
  await page.getByRole('button', { name: button }).click();
}

test('an application is returned, changed, approved by both heads and printed', async ({ browser }) => {
  const member = await as(browser, 'shokuin');
  const team = await as(browser, 'kakaricho');
  const section = await as(browser, 'kacho');
  await open(member, '/approvals/new');
  await check(member);
  await member.getByRole('button', { name: '申請する' }).click();
  await expect(member.getByRole('alert')).toContainText('件名を入力してください');
  await check(member);
  const title = own('椅子の買い替え');
  const address = await apply(member, title, '45000');
  await check(member);

  await open(team, '/approvals');
  await expect(team.getByRole('link', { name: title })).toBeVisible();
  await check(team);
  await decide(team, address, '差し戻す');
  await expect(team.getByRole('alert')).toContainText('理由を入力してください');
  await check(team);
  await team.getByLabel('コメント').fill('1脚の値段を書いてください');
  await team.getByRole('button', { name: '差し戻す' }).click();
  await expect(team.getByText('差し戻しました')).toBeVisible();

  await open(member, '/home');
  await member.getByRole('link', { name: title }).first().click();
  await expect(member.getByText('1脚の値段を書いてください').first()).toBeVisible();
  await check(member);
  await member.getByRole('link', { name: '直してもう一度申請する' }).click();
  await member.getByLabel('内容').fill('1脚15,000円を3脚、買い替えたい。');
  await check(member);
  await member.getByRole('button', { name: 'もう一度申請する' }).click();
  await expect(member.getByText('2回目').first()).toBeVisible();

  await decide(team, address, '承認する');
  await expect(team.getByText('次の決裁者に進みます')).toBeVisible();
  await decide(section, address, '承認する', '進めてください');
  await expect(section.getByText('これで決裁は終わりです')).toBeVisible();
  await check(section);

  await open(member, address);
  await expect(member.getByText('進めてください').first()).toBeVisible();
  await open(member, '/approvals/mine');
  await expect(member.getByRole('row').filter({ hasText: title })).toContainText('承認');
  await check(member);
  const record = await member.request.get(`${address}/record.pdf`);
  expect(record.headers()['content-type']).toBe('application/pdf');
  for (const page of ['/approvals/done', '/approvals/overview']) {
    await open(section, page);
    await check(section);
  }
  // Somebody else of the city does not even learn that it exists.
  const stranger = await as(browser, 'kansa');
  expect((await stranger.goto(address)).status()).toBe(404);
});

test('several applications are looked at and approved together, one is withdrawn', async ({ browser }) => {
  const member = await as(browser, 'shokuin');
  const team = await as(browser, 'kakaricho');
  const titles = [own('まとめて1'), own('まとめて2'), own('取り下げるもの')];
  await apply(member, titles[0], '1000');
  await apply(member, titles[1], '2000');
  const withdrawn = await apply(member, titles[2]);
  await member.getByText('取り下げる', { exact: true }).click();
  await member.getByRole('button', { name: '申請を取り下げる' }).click();
  await expect(member.getByText('取り下げました')).toBeVisible();

  await open(team, '/approvals');
  await expect(team.getByRole('link', { name: titles[2] })).toHaveCount(0);
  await team.getByLabel(`「${titles[0]}」を選ぶ`).check();
  await team.getByLabel(`「${titles[1]}」を選ぶ`).check();
  await team.getByRole('button', { name: '選んだものをまとめて承認する' }).click();
  await expect(team.getByText('2件を承認しようとしています')).toBeVisible();
  await expect(team.getByText('合計 3,000円')).toBeVisible();
  await check(team);
  await team.getByRole('button', { name: '2件を承認する' }).click();
  await expect(team.getByText('2件を承認しました')).toBeVisible();
  expect((await team.goto(withdrawn)).status()).toBe(200);
});

test('a deputy decides in somebody’s place, who sees it afterwards', async ({ browser }) => {
  const member = await as(browser, 'shokuin');
  const section = await as(browser, 'kacho');
  const team = await as(browser, 'kakaricho');
  const title = own('代決の申請');
  const address = await apply(member, title);
  // The head of the team names a deputy for today.
  const deputy = await as(browser, 'shomu');
  const name = (await deputy.locator('.who b').textContent()).trim();
  await open(team, '/account/deputies/new');
  const search = team.getByRole('search', { name: 'だれを代決者にしますか' });
  const words = search.getByRole('searchbox', { name: /^代決者をさがす/ });
  // A family name alone fits more people than the page offers, and the page says so.
  await words.fill(name.split(' ')[0]);
  await search.getByRole('button', { name: 'さがす' }).click();
  await expect(team.getByRole('radio')).toHaveCount(20);
  await expect(team.getByText('はじめの20人だけを表示しています')).toBeVisible();
  await check(team);
  await words.fill(name);
  await search.getByRole('button', { name: 'さがす' }).click();
  await team.getByRole('radio', { name: new RegExp(name) }).first().check();
  await team.getByRole('textbox', { name: /^理由/ }).fill('出張');
  await team.getByRole('button', { name: '代決者を決める' }).click();
  await expect(team.getByRole('row').filter({ hasText: name }).filter({ hasText: '代決中' })).toBeVisible();

  await open(deputy, '/approvals');
  await expect(deputy.getByRole('row').filter({ hasText: title })).toContainText('さんの代決');
  await check(deputy);
  await decide(deputy, address, '承認する');
  await expect(deputy.getByText('次の決裁者に進みます')).toBeVisible();
  // The approval is taken back while the section has not decided, and given again.
  await deputy.getByRole('button', { name: '承認を取り戻す' }).click();
  await expect(deputy.getByText('承認を取り戻しました')).toBeVisible();
  await decide(deputy, address, '承認する');
  await open(team, '/approvals/done');
  await check(team);
  await open(team, address);
  await team.getByRole('button', { name: '確認しました' }).click();
  await expect(team.getByText('代決を確認したことを記録しました')).toBeVisible();
  await decide(section, address, '却下する', '今年度の予算がありません');
  await expect(section.getByText('却下しました')).toBeVisible();
  await open(member, address);
  await expect(member.getByText('今年度の予算がありません').first()).toBeVisible();
});

test('a route is added, tried out and ended', async ({ browser }) => {
  const officer = await as(browser, 'jinji');
  await open(officer, '/admin/approval-routes');
  await check(officer);
  await officer.getByRole('link', { name: '経路を追加する' }).click();
  await check(officer);
  await officer.getByLabel('種類').selectOption({ label: '伺い（所属長への申請）' });
  const amount = 1_000_000 + (Date.now() % 100_000);
  await officer.getByLabel('この金額から').fill(String(amount));
  await officer.locator('#f-who-1').selectOption({ label: '申請者の課の長' });
  await officer.locator('#f-who-2').selectOption({ label: '人事担当' });
  await officer.locator('#f-beside-2').check();
  await officer.getByRole('button', { name: '追加する' }).click();
  await expect(officer.getByText('経路を追加しました')).toBeVisible();
  await expect(officer.getByRole('row').filter({ hasText: `${amount.toLocaleString('en')}円以上` })).toBeVisible();
  await check(officer);
});
