// The rules that no linter of documents sees: what the running server puts
// on its answers, and how it refuses.
import { request } from 'node:http';
import { attempt, base, check, equal, finish, token } from '../lib.mjs';

// Bare HTTP: no redirect is followed, no header added, an early answer to a
// large body is an answer.
function ask(method, path, { headers = {}, body, json } = {}) {
  return new Promise((ok, no) => {
    const text = json === undefined ? body : JSON.stringify(json);
    const all = { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers };
    if (text !== undefined) all['content-length'] = Buffer.byteLength(text);
    const url = path.startsWith('http') ? path : base + path;
    const sent = request(url, { method, headers: all, agent: false, timeout: 20_000 });
    let answered = false;
    sent.on('response', (answer) => {
      answered = true;
      const chunks = [];
      const done = () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        let parsed;
        try {
          parsed = JSON.parse(raw);
        } catch {
          // Not JSON; the check that wants JSON will say so.
        }
        ok({ status: answer.statusCode, headers: answer.headers, text: raw, json: parsed });
      };
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', done);
      answer.on('error', done);
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)));
    sent.on('error', (error) => answered || no(error));
    sent.end(text);
  });
}

const semver = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const pages = /^\/(docs|graphiql)(\/|$)/;

function headersHold(name, path, { status, headers }) {
  const policy = headers['content-security-policy'] ?? '';
  const wrong = [];
  const want = (what, holds, got) => holds || wrong.push(`${what}: ${got ?? 'missing'}`);
  want('API-Version', semver.test(headers['api-version'] ?? ''), headers['api-version']);
  want('Cache-Control', headers['cache-control'], headers['cache-control']);
  want('Strict-Transport-Security', /max-age=\d{7,}/.test(headers['strict-transport-security'] ?? ''), headers['strict-transport-security']);
  want('X-Content-Type-Options', headers['x-content-type-options'] === 'nosniff', headers['x-content-type-options']);
  want('X-Frame-Options', headers['x-frame-options'] === 'DENY', headers['x-frame-options']);
  want('Referrer-Policy', headers['referrer-policy'] === 'no-referrer', headers['referrer-policy']);
  want("CSP frame-ancestors 'none'", policy.includes("frame-ancestors 'none'"), policy);
  if (!pages.test(path)) want("CSP default-src 'none'", policy.includes("default-src 'none'"), policy);
  if (![204, 304].includes(status)) want('Content-Type', headers['content-type'], headers['content-type']);
  check(`${name}: the headers of every answer`, wrong.length === 0, wrong.join('\n    '));
}

function problem(name, answer, status) {
  const { headers, json = {} } = answer;
  const wrong = [];
  if (answer.status !== status) wrong.push(`status ${answer.status}`);
  if (!/^application\/problem\+json/.test(headers['content-type'] ?? '')) wrong.push(`type ${headers['content-type']}`);
  if (json.status !== answer.status) wrong.push(`body says ${json.status}`);
  for (const member of ['type', 'title', 'detail', 'code', 'traceId']) {
    if (typeof json[member] !== 'string' || json[member] === '') wrong.push(`no ${member}`);
  }
  return check(`${name}: a problem ${status}`, wrong.length === 0, `${wrong.join(', ')}: ${answer.text.slice(0, 300)}`);
}

const known = (await ask('GET', '/v1/openapi.json')).json;
if (!check('/v1/openapi.json is served', known?.paths)) finish('checks of behaviour');

// Paths stand below the address of the server; an id is well formed and names nothing.
const below = new URL(known.servers[0].url).pathname;
const filled = (path) => (below + path).replaceAll(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000000');
const documented = Object.keys(known.paths).map((path) => ({
  path: filled(path),
  methods: Object.keys(known.paths[path]).filter((m) => /^(get|put|post|delete|patch)$/.test(m)),
}));
// Its errors are those of OAuth, by RFC 6749.
const oauth = (path) => path.startsWith('/oauth/');

await attempt('every documented address', async () => {
  for (const { path, methods } of documented) {
    if (methods.includes('get')) {
      const got = await ask('GET', path);
      headersHold(`GET ${path}`, path, got);
      check(`GET ${path}: no fault of the server's`, got.status < 500, `${got.status} ${got.text.slice(0, 200)}`);
      if (got.status >= 400 && !oauth(path)) problem(`GET ${path}`, got, got.status);
      if (path.startsWith('/v1/me') && check(`GET ${path} without a token is 401`, got.status === 401, got.status)) {
        check(`GET ${path} says how to sign in`, /^Bearer/i.test(got.headers['www-authenticate'] ?? ''), got.headers['www-authenticate']);
      }
    }

    const other = ['delete', 'put', 'patch', 'get'].find((m) => !methods.includes(m));
    if (other) {
      const refused = await ask(other.toUpperCase(), path, other === 'get' ? {} : { json: {} });
      const name = `${other.toUpperCase()} ${path}`;
      if (oauth(path)) equal(`${name}: status`, refused.status, 405);
      else problem(name, refused, 405);
      const allowed = (refused.headers.allow ?? '').split(/,\s*/).map((m) => m.toLowerCase());
      const told = methods.every((m) => allowed.includes(m)) && !allowed.includes(other);
      check(`${name}: Allow names what is allowed`, told, `Allow: ${refused.headers.allow}`);
      headersHold(name, path, refused);
    }

    const slashed = await ask((methods[0] ?? 'get').toUpperCase(), `${path}/`, methods[0] === 'get' ? {} : { json: {} });
    check(`${path}/ is 404 without redirect`, slashed.status === 404 && !slashed.headers.location, `${slashed.status} ${slashed.headers.location ?? ''}`);
  }
});

await attempt('other addresses', async () => {
  for (const path of ['/', '/v1', '/nowhere', '/v1/nowhere', '/v1/courses/no-such-course']) {
    const got = await ask('GET', path);
    headersHold(`GET ${path}`, path, got);
    if (/no/.test(path)) problem(`GET ${path}`, got, 404);
  }
  const wellKnown = ['jwks.json', 'openid-configuration', 'oauth-authorization-server', 'api-catalog', 'security.txt'];
  for (const path of ['/health/live', '/health/ready', '/docs/', '/graphiql/', ...wellKnown.map((w) => `/.well-known/${w}`)]) {
    const got = await ask('GET', path);
    headersHold(`GET ${path}`, path, got);
    equal(`GET ${path}: status`, got.status, 200);
  }
  const metrics = await ask('GET', '/metrics');
  equal('/metrics is not on this port', metrics.status, 404);
  const hidden = await ask('GET', '/v1/courses/00000000-0000-7000-8000-000000000000');
  const unknown = await ask('GET', '/v1/courses/00000000-0000-7000-8000-000000000001');
  const { traceId: _a, instance: _c, ...a } = hidden.json ?? {};
  const { traceId: _b, instance: _d, ...b } = unknown.json ?? {};
  equal('what is not there is told in the same words', a, b);
});

await attempt('media types', async () => {
  const nonsense = await ask('GET', '/v1/courses', { headers: { accept: 'image/png' } });
  problem('Accept: image/png', nonsense, 406);
  const body = '{"email":"a@example.org","password":"x","hat":"parent"}';
  for (const [what, headers] of [['text/plain', { 'content-type': 'text/plain' }], ['no content type', {}]]) {
    const got = await ask('POST', '/v1/sessions', { body, headers });
    problem(what, got, 415);
    headersHold(`415 for ${what}`, '/v1/sessions', got);
  }
  problem('broken JSON', await ask('POST', '/v1/sessions', { body: '{"email":', headers: { 'content-type': 'application/json' } }), 400);
  problem('a member missing', await ask('POST', '/v1/sessions', { json: {} }), 400);
  const large = await ask('POST', '/v1/sessions', { json: { email: 'x'.repeat(32 * 1024 * 1024) } });
  problem('32 MB', large, 413);
  headersHold('413', '/v1/sessions', large);
  problem('a wrong password', await ask('POST', '/v1/sessions', { json: { email: 'nobody@example.org', password: 'not the password', hat: 'parent' } }), 401);
  const forged = await ask('GET', '/v1/courses', { headers: { authorization: 'Bearer not.a.token' } });
  if (problem('a forged token', forged, 401)) {
    check('a forged token: WWW-Authenticate', /^Bearer .*error="invalid_token"/.test(forged.headers['www-authenticate'] ?? ''), forged.headers['www-authenticate']);
  }
});

await attempt('input', async () => {
  const odd = await ask('GET', '/v1/courses?noSuchParameter=1');
  if (problem('an unknown parameter', odd, 400)) {
    check('the problem names it', odd.text.includes('noSuchParameter'), odd.text);
  }
  for (const query of ['limit=0', 'limit=101', 'limit=ten', 'cursor=nonsense', 'sort=noSuchField']) {
    problem(query, await ask('GET', `/v1/courses?${query}`), 400);
  }
  const two = await ask('GET', '/v1/courses?limit=0&noSuchParameter=1');
  check('one 400 names all faults', two.json?.errors?.length >= 2 && two.json.errors.every((e) => e.code && e.detail), two.text);
});

function links({ headers }) {
  const found = {};
  for (const part of (headers.link ?? '').split(/,\s*(?=<)/)) {
    const [, target, rel] = part.match(/^<([^>]*)>.*;\s*rel="?([^";]+)"?/) ?? [];
    if (rel) found[rel] = target;
  }
  return found;
}

await attempt('paging', async () => {
  for (const list of ['/v1/courses', '/v1/topics', '/v1/providers']) {
    const ids = [];
    let next = `${base}${list}?limit=7`;
    let pages = 0;
    let whole = true;
    while (next && pages < 200) {
      const url = new URL(next);
      const page = await ask('GET', base + url.pathname + url.search);
      if (page.status !== 200) {
        check(`${list}: page ${pages + 1}`, false, `${page.status} ${page.text.slice(0, 200)}`);
        whole = false;
        break;
      }
      ids.push(...page.json.items.map((item) => item.id));
      const link = links(page).next;
      if (Boolean(link) !== (page.json.nextCursor != null)) {
        check(`${list}: Link and nextCursor agree`, false, `${page.headers.link} ${page.json.nextCursor}`);
      }
      if (link && !/^https?:\/\//.test(link)) check(`${list}: Link is a full URL`, false, link);
      next = link;
      pages += 1;
    }
    check(`${list}: more than one page`, pages > 1, pages);
    check(`${list}: nothing twice`, new Set(ids).size === ids.length, `${ids.length - new Set(ids).size} repeats`);
    if (whole) {
      const most = await ask('GET', `${list}?limit=100`);
      equal(`${list}: the same order in larger pages`, most.json?.items?.map((i) => i.id), ids.slice(0, 100));
    }
  }
});

await attempt('conditional requests', async () => {
  const list = await ask('GET', '/v1/courses?limit=2');
  const slug = list.json?.items?.[0]?.slug;
  check('a course has a slug', slug);
  for (const path of ['/v1/courses?limit=2', '/v1/pillars', `/v1/courses/${slug}`]) {
    const first = await ask('GET', path);
    const { etag } = first.headers;
    if (!check(`${path} has a strong ETag`, /^"[^"]+"$/.test(etag ?? ''), etag)) continue;
    for (const match of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask('GET', path, { headers: { 'if-none-match': match } });
      equal(`${path}, If-None-Match ${match === etag ? 'the same' : match.replace(etag, '…')}`, [again.status, again.text, again.headers.etag], [304, '', match.startsWith('W/') ? match : etag]);
      headersHold(`304 of ${path}`, path, again);
    }
    equal(`${path}, If-None-Match another`, (await ask('GET', path, { headers: { 'if-none-match': '"other"' } })).status, 200);

    const head = await ask('HEAD', path);
    const kept = ['content-type', 'content-length', 'etag', 'cache-control', 'link', 'vary', 'api-version', 'content-language'];
    const of = (answer) => [answer.status, ...kept.map((k) => answer.headers[k] ?? null)];
    equal(`HEAD ${path} says what GET says`, of(head), of(first));
    equal(`HEAD ${path} has no body`, head.text, '');
  }
  const mine = documented.find(({ path, methods }) => /^\/v1\/me(\/[a-z-]+)?$/.test(path) && methods.includes('get'))?.path;
  if (!check('something personal is documented under /v1/me', mine)) return;
  const personal = await ask('GET', mine, { headers: { authorization: `Bearer ${await token('parent')}` } });
  equal(`GET ${mine} with a token`, personal.status, 200);
  check('what is personal is not stored', /no-store/.test(personal.headers['cache-control'] ?? ''), personal.headers['cache-control']);
});

await attempt('CORS', async () => {
  const origin = 'https://elsewhere.example';
  const open = await ask('GET', '/v1/openapi.json', { headers: { origin } });
  equal('the document is open to every origin', open.headers['access-control-allow-origin'], '*');
  equal('without credentials', open.headers['access-control-allow-credentials'], undefined);
  const closed = await ask('OPTIONS', '/v1/sessions', {
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
  equal('an unknown origin may not sign in', closed.headers['access-control-allow-origin'], undefined);
  const posted = await ask('POST', '/v1/sessions', { headers: { origin }, json: {} });
  equal('nor read what a POST answers', posted.headers['access-control-allow-origin'], undefined);
});

await attempt('languages', async () => {
  const labels = async (language) => {
    const got = await ask('GET', '/v1/pillars', { headers: language ? { 'accept-language': language } : {} });
    return { told: got.headers['content-language'], text: JSON.stringify(got.json?.items), vary: got.headers.vary };
  };
  const [none, nl, en] = [await labels(), await labels('nl'), await labels('en;q=0.9, fr')];
  equal('Dutch unless asked', [none.told, nl.told, en.told], ['nl', 'nl', 'en']);
  check('the labels follow', none.text === nl.text && nl.text !== en.text);
  check('Vary names Accept-Language', /accept-language/i.test(none.vary ?? ''), none.vary);
});

await attempt('GraphQL', async () => {
  const json = { query: '{ __typename }' };
  const good = await ask('POST', '/graphql', { json });
  equal('a query', good.status, 200);
  headersHold('POST /graphql', '/graphql', good);
  const written = `/graphql?${new URLSearchParams({ query: 'mutation { __typename }' })}`;
  const mutation = await ask('GET', written);
  equal('a mutation by GET', [mutation.status, mutation.headers.allow], [405, 'POST']);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', undefined]) {
    const got = await ask('POST', '/graphql', { body: JSON.stringify(json), headers: type ? { 'content-type': type } : {} });
    equal(`a query as ${type ?? 'nothing'}`, got.status, 415);
    headersHold(`415 for GraphQL as ${type ?? 'nothing'}`, '/graphql', got);
  }
  const many = `{ ${Array.from({ length: 2000 }, (_, i) => `a${i}: __typename`).join(' ')} }`;
  const refused = await ask('POST', '/graphql', { json: { query: many }, headers: { accept: 'application/graphql-response+json' } });
  equal('2000 aliases', refused.status, 400);
  check('the refusal has a code', refused.json?.errors?.[0]?.extensions?.code, refused.text.slice(0, 200));
});

finish('checks of behaviour');
