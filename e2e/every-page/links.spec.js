// Every link of every page leads to a page that its reader may open.
import { VISITS } from '../routes.js';
import { expect, open, test } from '../support/test.js';

// The list on the page of components is a sample: its downloads are served by nobody.
const TRIED = VISITS.filter((visit) => visit.path !== '/kit');

for (const role of new Set(TRIED.map((visit) => visit.role))) {
  test.describe(`as ${role ?? 'anybody'}`, () => {
    test.use({ role });

    test('every link leads somewhere', async ({ page }) => {
      test.slow();
      const seen = new Map();
      for (const { path } of TRIED.filter((visit) => visit.role === role)) {
        await open(page, { role, path });
        const links = await page.locator('a[href]').evaluateAll((all) => all.map((a) => new URL(a.getAttribute('href'), document.baseURI).href));
        for (const link of links) {
          const url = new URL(link);
          url.hash = '';
          if (url.origin === new URL(page.url()).origin && !seen.has(url.href)) seen.set(url.href, path);
        }
      }
      for (const [link, from] of seen) {
        const answer = await page.request.get(link);
        // A file in an old encoding is refused when somebody's name has a character that it does not know.
        const refused = link.endsWith('as=cp932') && answer.status() === 422;
        if (!refused) expect.soft(answer.status(), `${link}, linked from ${from}`).toBeLessThan(400);
      }
      expect(seen.size, 'links').toBeGreaterThan(0);
    });

    test('every link inside a page has its target', async ({ page }) => {
      for (const { path } of TRIED.filter((visit) => visit.role === role)) {
        await open(page, { role, path });
        const broken = await page.locator('a[href^="#"]').evaluateAll((all) => all
          .map((a) => a.getAttribute('href'))
          .filter((href) => href !== '#' && !document.getElementById(decodeURIComponent(href.slice(1)))));
        expect.soft(broken, `targets in ${path}`).toEqual([]);
      }
    });
  });
}
