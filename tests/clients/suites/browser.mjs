// A browser on /docs and /graphiql: the page runs a query, breaks no policy and
// talks to no other host.
import { chromium } from 'playwright-core';
import { attempt, base, check, equal, finish } from '../lib.mjs';

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
async function visit(path, use) {
  const page = await browser.newPage();
  const others = [];
  const complaints = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== base) others.push(request.url());
  });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await attempt(path, async () => {
    const answer = await page.goto(base + path, { waitUntil: 'networkidle' });
    equal(`${path} is there`, answer.status(), 200);
    await use(page);
  });
  equal(`${path} talks to no other host`, others, []);
  equal(`${path} breaks no policy`, complaints, []);
  await page.close();
}

await visit('/graphiql', async (page) => {
  const asked = page.waitForResponse((r) => r.request().postData()?.includes('apiVersion'), { timeout: 15000 });
  await page.locator('.graphiql-query-editor .CodeMirror').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('{ apiVersion }');
  // The page reads the operations of a document a moment after it changed.
  await page.waitForTimeout(1500);
  await page.keyboard.press('Control+Enter');
  const answer = await asked;
  const sent = answer.request().postData();
  if (answer.status() !== 200) console.log(sent, await answer.text());
  equal('a query runs', answer.status(), 200);
  await page.waitForFunction(() => document.querySelector('.result-window')?.textContent.includes('apiVersion'));
  check('and its answer is shown', true);
});
await visit('/docs', async (page) => {
  await page.waitForSelector('.opblock-summary', { timeout: 15000 });
  await page.locator('.opblock-summary', { hasText: '/pillars' }).first().click();
  await page.getByRole('button', { name: 'Try it out' }).first().click();
  const asked = page.waitForResponse((r) => r.url().includes('/v1/pillars'), { timeout: 15000 });
  await page.getByRole('button', { name: 'Execute' }).first().click();
  equal('a request runs', (await asked).status(), 200);
});
await browser.close();
finish('checks in a browser');
