// The front page in a browser, in both languages and themes, on a phone and a desk:
// axe finds nothing against WCAG 2.2 AA, nobody has to scroll sideways, it asks for one
// thing of one host, it needs no script, and its commands work.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { account, attempt, base, check, clients, equal, finish, token, work } from '../lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

// What is against the rules, a line for each rule and place.
const violations = (page) =>
  page.evaluate(async (runOnly) => {
    const found = await globalThis.axe.run(document, { runOnly });
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
  }, tags);

const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function look(language, colorScheme, width) {
  const name = `${language}, ${colorScheme}, ${width} px`;
  const context = await browser.newContext({ colorScheme, locale: language, viewport: { width, height: 844 } });
  const page = await context.newPage();
  const asked = [];
  const complaints = [];
  page.on('request', (request) => request.url().startsWith('data:') || asked.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await attempt(name, async () => {
    await page.goto(`${base}/`, { waitUntil: 'networkidle' });
    equal(`${name}: its language`, await page.getAttribute('html', 'lang'), language);
    equal(`${name}: one request`, asked, [`${base}/`]);
    // Evaluated by the browser's own door: the policy of the page stands.
    await page.evaluate(axe);
    equal(`${name}: axe`, await violations(page), []);
    equal(`${name}: not sideways`, await sideways(page), 0);
    await page.locator('summary').click();
    equal(`${name}: axe, the table open`, await violations(page), []);
    equal(`${name}: not sideways, the table open`, await sideways(page), 0);
    equal(`${name}: breaks no policy`, complaints, []);
  });
  await context.close();
}

for (const language of ['nl', 'en']) {
  for (const theme of ['light', 'dark']) {
    for (const width of [390, 1280]) await look(language, theme, width);
  }
  // The narrowest that WCAG's reflow asks for.
  await look(language, 'light', 320);
}

// The start route, which stands on paper, and the paper itself.
for (const [path, colorScheme] of [['/nl/start', 'light'], ['/en/start', 'dark']]) {
  await attempt(path, async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 844 } });
    const page = await context.newPage();
    await page.goto(`${base}${path}`, { waitUntil: 'networkidle' });
    await page.evaluate(axe);
    equal(`${path}: axe`, await violations(page), []);
    equal(`${path}: not sideways`, await sideways(page), 0);
    await context.close();
  });
}
await attempt('codes on paper', async () => {
  const made = await fetch(`${base}/v1/verification-batches?format=html`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token('municipality')}` },
    body: JSON.stringify({ size: 25 }),
  });
  const page = await browser.newPage();
  await page.setContent(await made.text());
  await page.evaluate(axe);
  equal('codes on paper: axe', await violations(page), []);
  await page.close();
});

await attempt('without scripts', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'nl' });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  await page.getByRole('link', { name: 'English' }).click();
  equal('the other language is a link', page.url(), `${base}/en`);
  await page.locator('summary').click();
  check('the table opens without a script', await page.getByRole('table').isVisible());
  await page.keyboard.press('Tab');
  check('what scrolls can be reached by keyboard', (await page.locator('.scroll:focus').count()) === 1);
  await context.close();
});

await attempt('its commands', async () => {
  const page = await browser.newPage();
  await page.goto(`${base}/en`);
  const commands = await page.locator('pre').allTextContents();
  await page.close();
  const folder = join(work, 'front');
  mkdirSync(folder, { recursive: true });
  const { email, password } = account('organisation');
  writeFileSync(join(folder, 'account.json'), JSON.stringify({ email, password, hat: 'organisation' }));
  // As they stand, in one shell; what curl is refused is a failure, npx takes what is installed here.
  const script = [
    'set -euo pipefail',
    'curl() { command curl -fsS "$@"; }',
    `npx() { "${clients}node_modules/.bin/$1" "\${@:2}"; }`,
    ...commands.flatMap((command, at) => [`{\n${command}\n} > answer.${at}`]),
    'printf "%s" "$token" > token',
  ].join('\n');
  const ran = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  const answer = (at) => readFileSync(join(folder, `answer.${at}`), 'utf8');
  const place = (part) => commands.findIndex((command) => command.includes(part));
  if (!check('all of them run', ran.status === 0, `${ran.stdout}${ran.stderr}${ran.error ?? ''}`)) return;
  equal('three courses', JSON.parse(answer(place('limit=3'))).items.length, 3);
  check('GraphQL answers', JSON.parse(answer(place('/graphql'))).data.courses.totalCount > 0);
  check('types are written', readFileSync(join(folder, 'pijler.d.ts'), 'utf8').includes('export interface paths'));
  check('a token is had', readFileSync(join(folder, 'token'), 'utf8').length > 100);
  const receipt = JSON.parse(answer(place('dryRun')));
  equal('the second row has two faults', receipt.rows[1].messages.length, 2);
  check('supply is a table', answer(place('/v1/supply')).split('\n').length > 5);
  check('foster families are a table', answer(place('foster-families')).split('\n').length > 5);
});

await browser.close();
finish('checks of the front page');
