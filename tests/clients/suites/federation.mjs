// Signing in by another issuer: oidc-provider, as it comes from npm, signs a person in here, lets
// its access tokens serve, changes its keys, and goes away.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import { account, attempt, base, check, equal, finish, token } from '../lib.mjs';

const issuer = process.env.ISSUER;
const port = Number(new URL(issuer).port);
const audience = 'https://api.pijler.example/v1';
const back = 'https://app.example/terug';

async function key(alg, kid) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, kid, use: 'sig' };
}

// One server, over whichever provider stands: its keys are given when it is made.
let provider;
let server;
const groups = new Map();

function make(keys) {
  const made = new Provider(issuer, {
    jwks: { keys },
    cookies: { keys: ['een'] },
    clients: [
      {
        client_id: 'pijler',
        client_secret: 'een-geheim-van-genoeg-tekens',
        redirect_uris: [back],
        id_token_signed_response_alg: keys[0].alg,
      },
      {
        client_id: 'app',
        redirect_uris: ['https://elders.example/terug'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: keys[0].alg,
      },
    ],
    claims: { openid: ['sub'], groups: ['groups'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, groups: groups.get(id) ?? [] }) }),
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => undefined,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'lezen',
          audience,
          accessTokenTTL: 300,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: keys[0].alg } },
        }),
      },
    },
  });
  // It is by http here alone, where nobody else listens.
  made.proxy = false;
  return made;
}

async function comes(keys) {
  provider = make(keys);
  const answer = (request, response) => provider.callback()(request, response);
  server = createServer(answer);
  await new Promise((go) => server.listen(port, go));
}

async function goes() {
  server.closeAllConnections();
  await new Promise((go) => server.close(go));
}

// A browser without a screen: it keeps cookies, follows redirects within the issuer, sends forms.
async function person(address, sub) {
  const jar = new Map();
  let url = address;
  let form;
  for (let step = 0; step < 20; step += 1) {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form,
    });
    form = undefined;
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      jar.set(name, value);
    }
    const to = answer.headers.get('location');
    if (to) {
      url = new URL(to, url).href;
      if (!url.startsWith(issuer)) return new URL(url).searchParams;
      continue;
    }
    const page = await answer.text();
    const action = page.match(/action="([^"]+)"/)?.[1];
    if (!action) throw new Error(`${answer.status} at ${url}: ${page.slice(0, 400)}`);
    const prompt = page.match(/name="prompt" value="([^"]+)"/)?.[1];
    form = new URLSearchParams(prompt === 'login' ? { prompt, login: sub, password: 'iets' } : { prompt });
    url = new URL(action, url).href;
  }
  throw new Error('it led nowhere');
}

async function post(path, body, bearer) {
  const answer = await fetch(`${base}/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json().catch(() => undefined) };
}

async function round(sub) {
  const begun = await post('/identity-providers/werk/_begin', {});
  equal('it begins', begun.status, 201);
  const came = await person(begun.body.address, sub);
  const answer = await post('/identity-providers/_answer', {
    secret: begun.body.secret,
    state: came.get('state'),
    code: came.get('code') ?? undefined,
    iss: came.get('iss') ?? undefined,
  });
  return { secret: begun.body.secret, answer };
}

// An access token of the issuer for an app of its own.
async function access(sub) {
  const verifier = 'v'.repeat(50);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const asked = new URLSearchParams({
    client_id: 'app',
    response_type: 'code',
    scope: 'openid lezen',
    resource: audience,
    redirect_uri: 'https://elders.example/terug',
    code_challenge: Buffer.from(digest).toString('base64url'),
    code_challenge_method: 'S256',
  });
  const came = await person(`${issuer}/auth?${asked}`, sub);
  const traded = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'app',
      code: came.get('code'),
      redirect_uri: 'https://elders.example/terug',
      resource: audience,
      code_verifier: verifier,
    }),
  });
  const body = await traded.json();
  if (!body.access_token) throw new Error(JSON.stringify(body));
  return body.access_token;
}

const rooms = async (bearer) => {
  const answer = await fetch(`${base}/v1/rooms`, { headers: { authorization: `Bearer ${bearer}` } });
  return { status: answer.status, code: (await answer.json()).code };
};

const first = await key('ES256', 'een');
const { password } = account('parent');

await attempt('an issuer that is not there yet', async () => {
  const begun = await post('/identity-providers/werk/_begin', {});
  equal('it is told', [begun.status, begun.body.code], [503, 'identity_provider.unreachable']);
  equal('everything else goes on', (await rooms(await token('parent'))).status, 200);
});

await comes([first]);

await attempt('a person links their account, and signs in by it', async () => {
  const { secret, answer } = await round('an');
  equal('nobody is linked', [answer.status, answer.body.linked], [200, false]);
  const refused = await post('/sessions/_identity-provider', { secret, hat: 'parent' });
  equal('and nobody comes in', [refused.status, refused.body.code], [401, 'session.not_linked']);
  const linked = await post('/me/identity-links', { secret, password }, await token('parent'));
  equal('it is linked', [linked.status, linked.body.identityProvider], [201, 'werk']);
  const again = await round('an');
  equal('they are known', again.answer.body?.linked, true);
  const session = await post('/sessions/_identity-provider', { secret: again.secret, hat: 'parent' });
  equal('they are in', session.status, 201);
  const me = await fetch(`${base}/v1/me`, { headers: { authorization: `Bearer ${session.body.accessToken}` } });
  equal('as whom they are', (await me.json()).account.email, account('parent').email);
  const next = await post('/sessions/_refresh', { refreshToken: session.body.refreshToken });
  equal('and stay', next.status, 200);
});

await attempt('a claim gives a role', async () => {
  const without = await round('an');
  const refused = await post('/sessions/_identity-provider', { secret: without.secret, hat: 'panel' });
  equal('not without it', refused.body.code, 'session.hat_not_granted');
  groups.set('an', ['panel']);
  const { secret } = await round('an');
  const session = await post('/sessions/_identity-provider', { secret, hat: 'panel' });
  equal('with it', [session.status, session.body.hat], [201, 'panel']);
});

await attempt('an access token of the issuer serves', async () => {
  const own = await access('an');
  equal('of somebody linked', (await rooms(own)).status, 200);
  equal('of nobody here', await rooms(await access('bo')), { status: 401, code: 'session.not_linked' });
  const [head, body, mark] = own.split('.');
  const forged = [`${head}.${body}.${mark.slice(0, -4)}AAAA`, `${head}.${body}.`];
  for (const one of forged) equal('not when forged', (await rooms(one)).code, 'session.token_invalid');
});

await attempt('the issuer changes its key', async () => {
  await goes();
  const second = await key('RS256', 'twee');
  await comes([second, first]);
  const own = await access('an');
  const began = Date.now();
  let said = await rooms(own);
  // A key that is not known is asked for once a minute at most.
  while (said.status !== 200 && Date.now() - began < 75_000) {
    await new Promise((go) => setTimeout(go, 5_000));
    said = await rooms(own);
  }
  equal('a token by the new key serves', said.status, 200);
  const { answer } = await round('an');
  equal('and they sign in', [answer.status, answer.body?.linked], [200, true]);
});

await attempt('the issuer goes away', async () => {
  const own = await access('an');
  await goes();
  equal('what it signed serves on', (await rooms(own)).status, 200);
  equal('our own tokens too', (await rooms(await token('parent'))).status, 200);
  const begun = await post('/identity-providers/werk/_begin', {});
  check('to sign in by it is told to wait, or leads to it', [201, 503].includes(begun.status), begun.status);
  const answer = await post('/identity-providers/_answer', { secret: begun.body.secret ?? 'x', state: 'y', code: 'z' });
  equal('what never came back is nothing', answer.body.code, 'identity_provider.round_invalid');
});

finish('checks of signing in by another issuer');
