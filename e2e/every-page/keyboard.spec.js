// Every page by keyboard alone: the skip link comes first, every stop is seen.
import { VISITS } from '../routes.js';
import { focused } from '../support/check.js';
import { expect, open, test } from '../support/test.js';

// The personnel section's input page has a form for each of 42 programs.
const MOST_STOPS = 1_500;

// The page of components shows a refused form, which takes the focus when it opens.
const TRIED = VISITS.filter((visit) => visit.path !== '/kit');

for (const { role, path } of TRIED) {
  test.describe(`${path} as ${role ?? 'anybody'}`, () => {
    test.use({ role });

    test('every stop of the keyboard is visible', async ({ page }) => {
      const begin = async () => {
        await open(page, { role, path });
        await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
        await page.keyboard.press('Tab');
        expect((await focused(page))?.skip, 'the first stop is the skip link').toBe(true);
      };
      await begin();
      await page.keyboard.press('Enter');
      await expect(page, 'the skip link leads to the main part').toHaveURL(/#main$/);
      await expect(page.locator('main#main')).toBeInViewport();
      // From the top again: after the jump, the keyboard goes on in the main part.
      await begin();
      let stops = 1;
      for (; stops < MOST_STOPS; stops += 1) {
        await page.keyboard.press('Tab');
        const stop = await focused(page);
        if (!stop || stop.skip) break;
        expect.soft(stop.ringed, `a ring around ${stop.name}`).toBe(true);
        expect.soft(stop.shown, `${stop.name} is on the screen`).toBe(true);
        expect.soft(stop.covered, `${stop.name} is covered`).toBe(false);
      }
      expect(stops, 'the way through the page has an end').toBeLessThan(MOST_STOPS);
      expect(stops, 'there is more than the skip link').toBeGreaterThan(1);
    });
  });
}
