// Pages that are printed: the content, without menus and buttons.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { PRINTED } from '../routes.js';
import { expect, open, test } from '../support/test.js';

const text = (pdf) => execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
const dense = (words) => words.replace(/\s+/g, '');

for (const [role, paths] of Object.entries(PRINTED)) {
  for (const path of paths) {
    test.describe(`${path} as ${role}`, () => {
      test.use({ role });

      test('prints its content and no menus', async ({ page }, info) => {
        await open(page, { role, path });
        const title = await page.locator('h1').innerText();
        await page.emulateMedia({ media: 'print' });
        // How many lines a list has stands on paper too; the links to its other pages do not.
        await expect(page.locator('nav:not(.pager):visible, .pager a:visible')).toHaveCount(0);
        await expect(page.locator('main button:visible')).toHaveCount(0);
        const file = info.outputPath('page.pdf');
        writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
        expect(dense(text(file))).toContain(dense(title));
      });
    });
  }
}
