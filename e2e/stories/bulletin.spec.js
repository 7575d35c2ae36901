// A section writes a must-read for its own people and one for all staff: the first is confirmed, the second is approved,
// corrected and withdrawn. Told in Japanese and in English.
import { PASSWORD } from '../accounts.js';
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

// A story that is told again, or beside another, has its own words.
const own = (title) => `${title}（${Date.now() % 1_000_000}）`;

/** A page of somebody who signs in by the form, in a language. */
async function as(browser, login, language) {
  const context = await browser.newContext({ locale: language === 'ja' ? 'ja-JP' : 'en-GB' });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('form:has(input[type="password"]) button:not([type="button"])').click();
  await expect(page, `${login} is signed in`).not.toHaveURL(/sign-in/);
  await page.goto(`/help?lang=${language}`);
  return page;
}

const WORDS = {
  ja: {
    training: '研修', save: '保存する', chosen: '対象を選ぶ', section: '市民課', must: '必読にする',
    publish: '掲載する', submit: '承認を申請する', shown: '掲載中', waiting: '承認待ち', confirm: '確認しました', done: '確認を記録しました',
    status: '確認の状況', confirmed: '確認済み', attachments: '添付ファイル', attach: '添付する', attached: 'ファイルを添付しました',
    wrong: 'この種類のファイルは添付できません', approve: '承認する', correct: '訂正する',
    publishCorrection: '訂正を掲載する', history: '訂正の履歴', withdraw: '取り下げる', withdrawn: '取り下げました', missing: '件名を入力してください',
    search: '庁内広報をさがす', find: '絞り込む', digest: '印刷用まとめ',
  },
  en: {
    training: 'Training', save: 'Save', chosen: 'Choose an audience', section: '市民課', must: 'Must-read',
    publish: 'Publish', submit: 'Ask for approval', shown: 'On the board', waiting: 'Awaiting approval', confirm: 'I have read this', done: 'Your confirmation is noted',
    status: 'Who has confirmed', confirmed: 'Confirmed', attachments: 'Attachments', attach: 'Attach', attached: 'The file is attached',
    wrong: 'This kind of file cannot be attached', approve: 'Approve', correct: 'Correct',
    publishCorrection: 'Publish the correction', history: 'History of corrections', withdraw: 'Withdraw', withdrawn: 'The post is withdrawn', missing: 'Enter: Title',
    search: 'Search the bulletin', find: 'Filter', digest: 'Digest for printing',
  },
};

/** Writes a draft and returns its address. */
async function write(page, w, title, more = async () => {}) {
  await open(page, '/bulletin/new');
  await page.locator('[name="title"]').fill(title);
  await page.locator('[name="category"]').selectOption({ label: w.training });
  await page.locator('[name="body"]').fill('■持ち物\n・筆記用具\n\nくわしくは https://example.jp/ へ。');
  await more();
  await page.getByRole('button', { name: w.save }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

for (const language of ['ja', 'en']) {
  const w = WORDS[language];

  test(`a must-read is written, published and confirmed (${language})`, async ({ browser }) => {
    const author = await as(browser, 'shomu', language);
    await open(author, '/bulletin/new');
    await check(author);
    await author.getByRole('button', { name: w.save }).click();
    await expect(author.getByRole('alert')).toContainText(w.missing);
    await check(author);
    const title = own('窓口の研修');
    const post = await write(author, w, title, async () => {
      await author.getByLabel(w.chosen).check();
      await author.getByLabel(w.section, { exact: true }).check();
      await author.getByLabel(w.must).check();
      await check(author);
    });
    await check(author);
    await author.getByRole('link', { name: w.attachments }).click();
    const file = author.locator('input[type="file"]');
    await file.setInputFiles({ name: '案内.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html><script>alert(1)</script></html>') });
    await author.getByRole('button', { name: w.attach }).click();
    await expect(author.getByRole('alert')).toContainText(w.wrong);
    await check(author);
    await file.setInputFiles({ name: '案内.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a plan of the day') });
    await author.getByRole('button', { name: w.attach }).click();
    await expect(author.getByText(w.attached)).toBeVisible();
    await check(author);
    await open(author, post);
    await author.getByRole('button', { name: w.publish }).click();
    await expect(author.getByText(w.shown).first()).toBeVisible();

    const reader = await as(browser, 'shokuin', language);
    await open(reader, '/home');
    await reader.getByRole('link', { name: title }).first().click();
    await check(reader);
    const download = reader.waitForEvent('download');
    await reader.getByRole('link', { name: '案内.pdf' }).click();
    expect((await download).suggestedFilename()).toBe('案内.pdf');
    await reader.getByRole('button', { name: w.confirm }).click();
    await expect(reader.getByText(w.done)).toBeVisible();
    await check(reader);
    await open(reader, '/bulletin');
    await reader.getByLabel(w.search).last().fill('筆記用具');
    await reader.getByRole('button', { name: w.find }).click();
    await expect(reader.getByRole('link', { name: title })).toBeVisible();
    await check(reader);
    await reader.getByRole('link', { name: w.digest }).click();
    await expect(reader.getByRole('heading', { name: title })).toBeVisible();
    await check(reader);

    // Who is not in the audience finds nothing.
    const other = await as(browser, 'kansa', language);
    const refused = await other.goto(post);
    expect(refused?.status()).toBe(404);

    await open(author, post);
    await author.getByRole('link', { name: w.status }).click();
    await check(author);
    await author.getByRole('link', { name: w.confirmed, exact: true }).click();
    await expect(author.getByRole('row').nth(1)).toBeVisible();
    await check(author);
  });

  test(`a post for all staff is approved, corrected and withdrawn (${language})`, async ({ browser }) => {
    const author = await as(browser, 'shomu', language);
    const title = own('市民課からのお知らせ');
    const post = await write(author, w, title);
    await author.getByRole('button', { name: w.submit }).click();
    await expect(author.getByText(w.waiting).first()).toBeVisible();
    await check(author);

    const head = await as(browser, 'kacho', language);
    await open(head, '/approvals');
    await head.getByRole('link', { name: title }).click();
    await expect(head.getByText('筆記用具')).toBeVisible();
    await check(head);
    await head.getByRole('button', { name: w.approve, exact: true }).click();
    const reader = await as(browser, 'kansa', language);
    await open(reader, post);
    await expect(reader.getByRole('heading', { level: 1, name: title })).toBeVisible();

    await open(author, post);
    await author.getByRole('link', { name: w.correct, exact: true }).click();
    await check(author);
    await author.locator('[name="body"]').fill('日程が変わりました。');
    await author.locator('[name="reason"]').fill('会場の都合');
    await author.getByRole('button', { name: w.publishCorrection }).click();
    await open(reader, post);
    await expect(reader.getByText('日程が変わりました。')).toBeVisible();
    await reader.getByRole('link', { name: w.history }).click();
    await expect(reader.getByText('会場の都合')).toBeVisible();
    await expect(reader.getByText('筆記用具')).toBeVisible();
    await check(reader);

    await open(author, post);
    await author.getByRole('link', { name: w.withdraw, exact: true }).click();
    await check(author);
    await author.locator('[name="reason"]').fill('中止');
    await author.getByRole('button', { name: w.withdraw }).click();
    await expect(author.getByText(w.withdrawn).first()).toBeVisible();
    const gone = await reader.goto(post);
    expect(gone?.status()).toBe(404);
  });
}
