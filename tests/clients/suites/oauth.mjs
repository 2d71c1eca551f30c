// OAuth as others speak it: openid-client, oauth4webapi and jose, as they come from npm, get
// tokens for a program, sign somebody in through a front-end in a browser, and check what they
// were given. axe finds nothing on the two pages.
import { createServer } from 'node:http';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import { chromium } from 'playwright-core';
import { sideways, violations } from '../axe.mjs';
import { account, attempt, base, check, equal, finish, token } from '../lib.mjs';

const insecure = { execute: [client.allowInsecureRequests] };
const issuer = new URL(base);

async function made(role, wish) {
  const answer = await fetch(`${base}/v1/api-clients`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(role)}` },
    body: JSON.stringify(wish),
  });
  const body = await answer.json();
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return { id: body.client.id, secret: body.secret };
}

const pushes = (access) => fetch(`${base}/v1/pushes`, { headers: { authorization: `Bearer ${access}` } });
const scopes = ['pushes:read', 'pushes:write'];
const keys = createRemoteJWKSet(new URL(`${base}/.well-known/jwks.json`));

await attempt('openid-client, a program with a secret', async () => {
  const { id, secret } = await made('organisation', { name: 'openid-client', scopes });
  for (const auth of [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]) {
    const config = await client.discovery(issuer, id, undefined, auth, insecure);
    const given = await client.clientCredentialsGrant(config, { scope: 'pushes:read' });
    equal('the scope asked for', given.scope, 'pushes:read');
    equal('it is let in', (await pushes(given.access_token)).status, 200);
    const { payload } = await jwtVerify(given.access_token, keys, {
      issuer: base,
      audience: `${base}/v1`,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['client_id', 'jti', 'sub', 'exp', 'iat'],
    });
    equal('jose reads who it is', payload.client_id, id);
  }
  const wrong = async (auth) => {
    const config = await client.discovery(issuer, id, undefined, auth, insecure);
    return client.clientCredentialsGrant(config).catch((error) => error);
  };
  const posted = await wrong(client.ClientSecretPost('pijler_x'));
  equal('a wrong secret is told in the words of the standard', [posted.error, posted.status], ['invalid_client', 401]);
  const headed = await wrong(client.ClientSecretBasic('pijler_x'));
  equal('in the header it is told there', [headed.code, headed.cause?.[0]?.scheme], ['OAUTH_WWW_AUTHENTICATE_CHALLENGE', 'basic']);
});

await attempt('openid-client, programs with keys', async () => {
  for (const alg of ['ES256', 'ES384', 'PS256', 'RS256']) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: `een-${alg}`, alg, use: 'sig' };
    const { id, secret } = await made('organisation', { name: `sleutel ${alg}`, scopes, jwks: { keys: [jwk] } });
    equal(`${alg}: no secret`, secret, null);
    const auth = client.PrivateKeyJwt({ key: privateKey, kid: jwk.kid });
    const config = await client.discovery(issuer, id, undefined, auth, insecure);
    const given = await client.clientCredentialsGrant(config);
    equal(`${alg}: it is let in`, (await pushes(given.access_token)).status, 200);
  }
});

await attempt('oauth4webapi', async () => {
  const lax = { [oauth.allowInsecureRequests]: true };
  for (const algorithm of ['oauth2', 'oidc']) {
    const found = await oauth.discoveryRequest(issuer, { algorithm, ...lax });
    const server = await oauth.processDiscoveryResponse(issuer, found);
    const { id, secret } = await made('organisation', { name: `oauth4webapi ${algorithm}`, scopes });
    const as = { client_id: id };
    const answer = await oauth.clientCredentialsGrantRequest(server, as, oauth.ClientSecretBasic(secret), {}, lax);
    const given = await oauth.processClientCredentialsResponse(server, as, answer);
    const shown = new Request(`${base}/v1/pushes`, { headers: { authorization: `Bearer ${given.access_token}` } });
    const claims = await oauth.validateJwtAccessToken(server, shown, `${base}/v1`, lax);
    equal(`${algorithm}: as a resource server it believes the token`, claims.client_id, id);
  }
  const url = new URL(`${base}/v1`);
  const asked = await oauth.resourceDiscoveryRequest(url, lax);
  const resource = await oauth.processResourceDiscoveryResponse(url, asked);
  equal('the API says who gives tokens for it', resource.authorization_servers, [base]);
});

const backs = [];
const landing = createServer((request, response) => {
  if (request.url.startsWith('/terug')) backs.push(request.url);
  response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><html lang=nl><title>Terug</title><p>Terug');
});
await new Promise((ok) => landing.listen(0, '127.0.0.1', ok));
const home = `http://127.0.0.1:${landing.address().port}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

// Somebody signs in by the pages, in a language, a theme and a width.
async function signIn(address, { language, colorScheme, width }) {
  const name = `${language}, ${colorScheme}, ${width} px`;
  const context = await browser.newContext({ colorScheme, locale: language, viewport: { width, height: 844 }, javaScriptEnabled: true });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(address);
  equal(`${name}: its language`, await page.getAttribute('html', 'lang'), language);
  equal(`${name}: axe, signing in`, await violations(page), []);
  equal(`${name}: not sideways`, await sideways(page), 0);
  const { email, password } = account('parent');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await page.locator('main button:not(.quiet)').click();
  await page.locator('fieldset').waitFor();
  equal(`${name}: axe, agreeing`, await violations(page), []);
  equal(`${name}: not sideways, agreeing`, await sideways(page), 0);
  await page.locator('button[value=yes]').click();
  await page.waitForURL(`${home}/**`);
  equal(`${name}: breaks no policy`, complaints, []);
  const url = new URL(page.url());
  await context.close();
  return url;
}

await attempt('openid-client, somebody signs in through a front-end', async () => {
  const redirect_uri = `${home}/terug`;
  const { id, secret } = await made('administrator', { name: 'Wegwijzer (voorbeeld)', redirectUris: [redirect_uri] });
  equal('what runs in a browser has no secret', secret, null);
  const config = await client.discovery(issuer, id, undefined, client.None(), insecure);
  const looks = [
    { language: 'nl', colorScheme: 'light', width: 390 },
    { language: 'en', colorScheme: 'dark', width: 1280 },
    { language: 'nl', colorScheme: 'dark', width: 320 },
    { language: 'en', colorScheme: 'light', width: 390 },
  ];
  const subjects = new Set();
  for (const look of looks) {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const back = await signIn(address.href, look);
    const expected = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const given = await client.authorizationCodeGrant(config, back, expected);
    const { sub } = given.claims();
    subjects.add(sub);
    equal('userinfo knows them by the same name', (await client.fetchUserInfo(config, given.access_token, sub)).sub, sub);
    const next = await client.refreshTokenGrant(config, given.refresh_token);
    check('the refresh token is another', next.refresh_token !== given.refresh_token);
    const me = () => fetch(`${base}/v1/me/client`, { headers: { authorization: `Bearer ${next.access_token}` } });
    equal('it acts for them', (await me()).status, 200);
    await client.tokenRevocation(config, next.refresh_token);
    equal('given up, it does no more', (await me()).status, 401);
    const again = await client.authorizationCodeGrant(config, back, expected).catch((error) => error);
    equal('a code serves once', again.error ?? again.cause?.error, 'invalid_grant');
  }
  equal('they are one to this front-end', subjects.size, 1);
});

await attempt('without scripts, and with a wrong password', async () => {
  const { id } = await made('administrator', { name: 'Zonder script (voorbeeld)', redirectUris: [`${home}/terug`] });
  const config = await client.discovery(issuer, id, undefined, client.None(), insecure);
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: `${home}/terug`,
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  });
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'nl' });
  const page = await context.newPage();
  await page.goto(address.href);
  await page.getByRole('link', { name: 'English' }).click();
  equal('the other language is a link', await page.getAttribute('html', 'lang'), 'en');
  await page.getByLabel('E-mail address').fill('niemand@voorbeeld.example');
  await page.getByLabel('Password').fill('verkeerd-wachtwoord');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  check('what went wrong is said first', await page.getByRole('alert').isVisible());
  equal('in the same language', await page.getAttribute('html', 'lang'), 'en');
  await context.close();
});

await browser.close();
landing.close();
finish('checks of OAuth');
