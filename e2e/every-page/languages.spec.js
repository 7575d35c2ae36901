// Every page in English: complete words, and a layout that holds longer text.
import { VISITS } from '../routes.js';
import { checkWidth, checkWords } from '../support/check.js';
import { expect, inLanguage, open, test } from '../support/test.js';

for (const { role, path } of VISITS) {
  test.describe(`${path} as ${role ?? 'anybody'}`, () => {
    test.use({ role });

    test('speaks both languages', async ({ page }) => {
      await open(page, inLanguage({ role, path }, 'ja'));
      await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
      await checkWords(page);
      await open(page, inLanguage({ role, path }, 'en'));
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await checkWords(page);
      await checkWidth(page);
      // Names from the city's own data stay Japanese; the menu is ours.
      for (const item of await page.locator('nav.rail a').all()) {
        expect.soft(await item.innerText(), 'a menu item in English').not.toMatch(/[\u3040-\u30ff]/);
      }
    });
  });
}
