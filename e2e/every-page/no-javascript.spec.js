// Every page without JavaScript: it reads, and every form can be sent.
import { VISITS } from '../routes.js';
import { expect, open, test } from '../support/test.js';

test.use({ javaScriptEnabled: false });

for (const { role, path } of VISITS) {
  test.describe(`${path} as ${role ?? 'anybody'}`, () => {
    test.use({ role });

    test('reads and can be sent without JavaScript', async ({ page }) => {
      await open(page, { role, path });
      await expect(page.locator('h1')).toBeVisible();
      const forms = page.locator('main form:not([method="dialog"])');
      for (const form of await forms.all()) {
        const id = await form.getAttribute('id');
        const inside = await form.locator('button:not([type="button"]):not([type="reset"]), input[type="submit"]').count();
        const outside = id ? await page.locator(`button[form="${id}"]`).count() : 0;
        expect.soft(inside + outside, `a button that sends ${await form.getAttribute('action') ?? path}`).toBeGreaterThan(0);
      }
      // What only a script can open must not be the only way: no controls that do nothing.
      for (const button of await page.locator('main button[type="button"]:visible').all()) {
        const opens = await button.evaluate((b) => b.matches('[popovertarget], [commandfor], [form]'));
        expect.soft(opens, `"${(await button.textContent())?.trim()}" does something without JavaScript`).toBe(true);
      }
    });
  });
}
