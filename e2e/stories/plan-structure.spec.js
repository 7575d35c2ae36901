// A plan comes from a file and is rebuilt by forms while it is in work.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { check } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

test.use({ role: 'officer' });

const sample = readFileSync(path.resolve(import.meta.dirname, '../../plan/samples/hinatano-2024.toml'), 'utf8');
const coded = (code) => sample.replace('code = "hinatano-2024"', `code = "${code}"`);

/** Chooses a file and sends it. */
async function send(page, name, text) {
  await open(page, '/plans/import');
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: '中身を確かめる' }).click();
}

/** Takes a plan in and leaves the page on its board. */
async function takeIn(page, code) {
  await send(page, 'plan.toml', coded(code));
  await expect(page.locator('h1')).toHaveText('読み込みの確認');
  await page.getByRole('button', { name: '取り込む' }).click();
  await expect(page).toHaveURL(new RegExp(`/plan/${code}$`));
}

test('a broken file is told line by line, a sound one is tried out before it is taken in', async ({ page }) => {
  await send(page, 'plan.toml', coded('from-file').replace(/^name = /m, 'nmae = '));
  await expect(page.getByRole('row', { name: /行目.*nmae/ })).toBeVisible();
  await check(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '直すところの一覧（CSV）' }).click(),
  ]);
  expect(readFileSync(await file.path(), 'utf8')).toContain('nmae');

  await takeIn(page, 'from-file');
  await send(page, 'plan.toml', coded('from-file').replace('title = "', 'title = "改訂案：'));
  await expect(page.locator('h1')).toHaveText('読み込みの確認');
  await expect(page.getByRole('row', { name: /表題.*改訂案/ })).toBeVisible();
  await check(page);
});

test('every page of the set-up of a plan in work is accessible', async ({ page }) => {
  await takeIn(page, 'set-up');
  await open(page, '/plan/set-up/setup');
  await check(page);
  const program = await page.locator('a[href*="/setup/programs/plan/"]').first().getAttribute('href');
  const node = await page.locator('a[href*="/setup/nodes/"]').first().getAttribute('href');
  for (const address of ['/plan/set-up/setup/cover', node, `${node}/remove`, program, `${program}/remove`,
    `${program}/cells/new`, `${program}/measures/new`, '/plan/set-up/next']) {
    await open(page, address);
    await check(page);
  }
});

test('a plan cell and a measure are entered, and a mistake is told at its field', async ({ page }) => {
  await takeIn(page, 'cells');
  await open(page, '/plan/cells/setup');
  const program = await page.locator('a[href*="/setup/programs/plan/"]').first().getAttribute('href');
  await open(page, program);
  await page.getByRole('link', { name: /^編集する/ }).first().click();
  await page.getByLabel('計画の内容').fill('{no.such.figure}件');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('alert')).toContainText('no.such.figure');
  await check(page);
  await page.getByLabel('計画の内容').fill('窓口で試してから広げる');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('cell', { name: '窓口で試してから広げる' })).toBeVisible();

  await page.getByRole('link', { name: '指標を追加する' }).click();
  await page.getByLabel('指標の名称').fill('試した窓口');
  await page.getByLabel('識別名').fill('story.windows');
  await page.getByLabel('目標の数値').first().fill('3');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('alert')).toContainText('「以上」「以下」「ちょうど」');
  await page.getByLabel('方向').first().selectOption({ label: '以上' });
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('row', { name: /試した窓口.*3以上/ })).toBeVisible();

  await page.getByRole('link', { name: '試した窓口' }).click();
  await page.getByRole('link', { name: '削除する' }).click();
  await check(page);
  await page.getByRole('button', { name: '削除する' }).click();
  await expect(page.getByRole('link', { name: '試した窓口' })).toHaveCount(0);
});
