// What axe finds against WCAG 2.2 AA on a page, a line for each rule and place.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function violations(page) {
  // Evaluated by the browser's own door: the policy of the page stands.
  await page.evaluate(source);
  return page.evaluate(async (runOnly) => {
    const found = await globalThis.axe.run(document, { runOnly });
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
  }, tags);
}

export const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
