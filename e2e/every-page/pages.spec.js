// Every page, on a desk and on a phone: accessible, complete, not too wide.
import { VISITS } from '../routes.js';
import { check, checkReflow } from '../support/check.js';
import { open, test } from '../support/test.js';

for (const { role, path } of VISITS) {
  test.describe(`${path} as ${role ?? 'anybody'}`, () => {
    test.use({ role });

    test('is accessible and fits the screen', async ({ page, isMobile }) => {
      await open(page, { role, path });
      await check(page);
      if (!isMobile) await checkReflow(page);
    });
  });
}
