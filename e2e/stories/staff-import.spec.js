// The staff list goes out, is changed in a spreadsheet's way, comes in again and is taken back.
import { readFileSync } from 'node:fs';
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

test.use({ role: 'officer' });

/** Chooses a file and sends it. */
async function send(page, name, text) {
  await open(page, '/admin/imports');
  await page.getByLabel('職員一覧のファイル').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: '読み込む' }).click();
  await expect(page.locator('h1')).toHaveText('列の対応');
}

/** Waits until the work is done; the page comes again by itself. */
async function worked(page, title) {
  await expect(page.locator('h1')).toHaveText(title, { timeout: 30_000 });
}

/** The first three people of the staff list, as the export writes them. */
async function exported(page) {
  await open(page, '/admin/imports');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '職員一覧を CSV で書き出す（UTF-8）' }).click(),
  ]);
  return readFileSync(await file.path(), 'utf8').replace('\uFEFF', '').split('\r\n').slice(0, 4);
}

test('what is wrong is told by row and column, and nothing is entered', async ({ page }) => {
  const [head, first] = await exported(page);
  const broken = first.split(',').map((cell, at) => (head.split(',')[at] === '生年月日' ? 'むかし' : cell)).join(',');
  await send(page, 'こわれた一覧.csv', [head, broken].join('\r\n'));
  await check(page);
  await page.getByRole('button', { name: '試しに読む' }).click();
  await expect(page.getByRole('row', { name: /2行目 .列（生年月日）.*むかし/ })).toBeVisible({ timeout: 30_000 });
  await check(page);
  await page.getByRole('button', { name: 'この取込みをやめる' }).click();
  await expect(page.locator('h1')).toContainText('職員一覧の取込み');
});

test('a list is paired, tried out, entered, found unchanged and taken back', async ({ page }) => {
  const lines = await exported(page);
  const titles = lines[0].split(',');
  const former = titles.indexOf('旧姓');
  const changed = lines.map((line, row) => {
    const cells = line.split(',');
    if (row === 1) {
      cells[former] = cells[former] === '若草' ? '若葉' : '若草';
    }
    // The columns in the opposite order.
    return cells.reverse().join(',');
  });
  await send(page, '職員一覧.csv', changed.join('\r\n'));
  await page.getByLabel('保存する名前').fill('逆順の一覧');
  await page.getByRole('button', { name: '試しに読む' }).click();
  await worked(page, '取り込むとこうなります');
  await expect(page.getByText('新規0・変更1・変更なし2・退職0')).toBeVisible();
  await expect(page.getByRole('row', { name: /旧姓.*若/ })).toBeVisible();
  await check(page);
  await page.getByRole('button', { name: 'この内容で登録する' }).click();
  await worked(page, '取り込みました');
  const done = page.url();
  await check(page);

  await send(page, '職員一覧.csv', changed.join('\r\n'));
  await page.getByLabel('列の対応', { exact: true }).selectOption({ label: '逆順の一覧' });
  await page.getByRole('button', { name: 'この対応にする' }).click();
  await page.getByRole('button', { name: '試しに読む' }).click();
  await worked(page, '取り込むとこうなります');
  await expect(page.getByText('変わるところはありません')).toBeVisible();

  await page.goto(done);
  await page.getByRole('link', { name: '取込みを取り消す' }).click();
  await check(page);
  await page.getByRole('button', { name: '取り消して元に戻す' }).click();
  await expect(page.locator('h1')).toHaveText('取り消した取込み');
  expect(await exported(page)).toEqual(lines);
});

test('the same pages speak English', async ({ page }) => {
  const [head, first] = await exported(page);
  await send(page, 'staff.csv', [head, first].join('\r\n'));
  const columns = new URL(page.url()).pathname;
  await open(page, `${columns}?lang=en`);
  await expect(page.locator('h1')).toHaveText('Pair the columns');
  await check(page);
  await page.getByRole('button', { name: 'Try it out' }).click();
  await worked(page, 'What the import would do');
  await check(page);
  await page.getByRole('button', { name: 'Discard this import' }).click();
  await expect(page.locator('h1')).toContainText('Import of staff lists');
  await open(page, '/admin/imports?lang=ja');
});
