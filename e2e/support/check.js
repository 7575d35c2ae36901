// What holds on every page.
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Axe finds nothing, nothing scrolls sideways, every sentence exists. */
export async function check(page) {
  const found = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const violations = found.violations.map((v) => `${v.id} (${v.help}): ${v.nodes.map((n) => n.target).join(' | ')}`);
  expect.soft(violations, 'axe').toEqual([]);
  await checkWidth(page);
  await checkWords(page);
}

/** The page as a whole does not scroll sideways; wide tables do it in boxes of their own. */
export async function checkWidth(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(over, 'pixels beyond the right edge').toBeLessThanOrEqual(0);
}

/** A missing sentence shows its key in ⟦brackets⟧. */
export async function checkWords(page) {
  await expect.soft(page.locator('h1')).toHaveCount(1);
  expect.soft(await page.title(), 'title').not.toBe('');
  const missing = await page.evaluate(() => document.documentElement.outerHTML.match(/⟦[^⟧]*⟧/g) ?? []);
  expect.soft(missing, 'missing words').toEqual([]);
}

/** At 320 CSS pixels (400 % zoom) and with WCAG 1.4.12 text spacing nothing sticks out of the page. */
export async function checkReflow(page) {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => {
    // Through the CSSOM, because the content security policy stays as it is.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
  });
  const wide = await page.evaluate(() => {
    const scrolls = (element) => {
      for (let e = element.parentElement; e; e = e.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX) && e !== document.body && e !== document.documentElement) return true;
      }
      return false;
    };
    return [...document.querySelectorAll('main *')]
      .filter((e) => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && box.right > innerWidth + 1 && !e.closest('dialog') && !scrolls(e);
      })
      .map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`)
      .slice(0, 5);
  });
  expect.soft(wide, 'wider than 320 pixels').toEqual([]);
}

/** The element with the focus: its name, and whether a person can see that it has it. */
export const focused = (page) => page.evaluate(() => {
  const active = document.activeElement;
  if (!active || active === document.body) return null;
  // The ring of a radio button or a checkbox may stand around its label.
  const target = active.closest('label') ?? active;
  const box = target.getBoundingClientRect();
  const ring = (e) => {
    const style = getComputedStyle(e);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const within = (n, most) => Math.min(Math.max(n, 1), most - 1);
  // A tall box may begin under the bar at the top; it is covered when nothing of it can be seen.
  const seen = [Math.min(box.height / 2, 20), box.height / 2, box.height - 5].some((down) => {
    const top = document.elementFromPoint(within(box.left + box.width / 2, innerWidth), within(box.top + down, innerHeight));
    return top && (target.contains(top) || top.contains(target));
  });
  const label = active.getAttribute('aria-label') ?? active.labels?.[0]?.textContent ?? active.textContent ?? '';
  return {
    name: `${active.tagName.toLowerCase()}${active.id ? `#${active.id}` : ''} ${label.trim().replace(/\s+/g, ' ').slice(0, 40)}`,
    skip: active.getAttribute('href') === '#main',
    ringed: ring(active) || ring(target),
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    covered: !seen,
  };
});
