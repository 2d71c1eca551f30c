// Passkeys as a browser makes and shows them: Chromium with a device of its own, on the
// house's own address, with no more of our code than a front-end would have.
import { chromium } from 'playwright-core';
import { account, attempt, base, equal, finish, token } from '../lib.mjs';

const parent = account('parent');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext();
const page = await context.newPage();
const devtools = await context.newCDPSession(page);
await devtools.send('WebAuthn.enable');
const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
  options: {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  },
});
await page.goto(`${base}/`);

const post = async (path, body, bearer) => {
  const headers = { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) };
  const answer = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
};
const creates = (options) =>
  page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return (await navigator.credentials.create({ publicKey })).toJSON();
  }, options);
const shows = (options) =>
  page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return (await navigator.credentials.get({ publicKey })).toJSON();
  }, options);

await attempt('a passkey is made and shown', async () => {
  const bearer = await token('parent');
  const asked = await post('/v1/me/passkeys/_begin', { password: parent.password }, bearer);
  equal('begun', asked.status, 200);
  const { challengeId, options } = asked.body;
  const credential = await creates(options);
  const kept = await post('/v1/me/passkeys', { challengeId, name: 'Chromium', credential }, bearer);
  equal('kept', [kept.status, kept.body.name], [201, 'Chromium']);
  const held = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
  equal('the device knows whose it is', held.credentials.map((one) => one.isResidentCredential), [true]);

  const question = await post('/v1/sessions/_begin-passkey', {});
  const answer = { challengeId: question.body.challengeId, credential: await shows(question.body.options) };
  const session = await post('/v1/sessions/_passkey', { ...answer, hat: 'parent' });
  equal('signed in', [session.status, session.body.hat], [201, 'parent']);
  const again = await post('/v1/sessions/_passkey', { ...answer, hat: 'parent' });
  equal('once', [again.status, again.body.code], [401, 'session.passkey_refused']);
});

await browser.close();
finish('checks of passkeys');
