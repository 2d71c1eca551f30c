// What the suites share: named checks, the demo accounts, one way to ask.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const base = process.env.PIJLER_URL;
export const clients = new URL('.', import.meta.url).pathname;
export const root = new URL('../..', import.meta.url).pathname;
export const work = process.env.WORK;

const results = { ok: 0, failed: [] };

export function check(name, ok, detail = '') {
  if (ok) {
    results.ok += 1;
  } else {
    results.failed.push(name);
    console.log(`not ok: ${name}${detail === '' ? '' : `\n    ${detail}`}`);
  }
  return Boolean(ok);
}

export function equal(name, actual, expected) {
  const [a, e] = [actual, expected].map((x) => JSON.stringify(x));
  return check(name, a === e, `wanted ${e}, got ${a}`);
}

// An exception is one failed check, not the end of the suite.
export async function attempt(name, run) {
  try {
    return await run();
  } catch (error) {
    check(name, false, error?.stack ?? String(error));
    return undefined;
  }
}

export function finish(what) {
  if (results.ok === 0) check(`${what}: at least one check ran`, false);
  const { ok, failed } = results;
  console.log(failed.length === 0 ? `${ok} ${what}` : `${failed.length} of ${ok + failed.length} ${what} failed`);
  process.exit(failed.length === 0 ? 0 : 1);
}

export const within = (milliseconds, promise, what) =>
  Promise.race([
    promise,
    new Promise((_, no) =>
      setTimeout(() => no(new Error(`${what}: nothing within ${milliseconds} ms`)), milliseconds).unref(),
    ),
  ]);

export function account(role) {
  const { accounts } = JSON.parse(readFileSync(process.env.PIJLER_ACCOUNTS, 'utf8'));
  const found = accounts.find((a) => a.role === role);
  if (!found) throw new Error(`no demo account for ${role}`);
  return found;
}

// What an app shows (RFC 6238: SHA-1, six digits, thirty seconds).
export function totp(secret, at = Date.now()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const place = digest.at(-1) & 15;
  return String((digest.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const tokens = new Map();
export async function token(role) {
  if (!tokens.has(role)) {
    const { email, password, hat = role, totpSecret } = account(role);
    const signIn = async (at) => {
      const code = totpSecret && totp(totpSecret, at);
      const answer = await fetch(`${base}/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password, hat, code }),
      });
      return { answer, body: await answer.json() };
    };
    let { answer, body } = await signIn(Date.now());
    // The code of each step serves once: another suite was first. The next one comes.
    for (let tries = 0; body.code === 'session.second_factor_wrong' && tries < 3; tries += 1) {
      await new Promise((go) => setTimeout(go, 30_000 - (Date.now() % 30_000)));
      ({ answer, body } = await signIn(Date.now()));
    }
    if (!answer.ok || !body.accessToken) {
      throw new Error(`sign-in as ${role}: ${answer.status} ${JSON.stringify(body)}`);
    }
    tokens.set(role, body.accessToken);
  }
  return tokens.get(role);
}

export async function graphql(query, variables, bearer) {
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = await answer.json();
  if (body.errors) throw new Error(`${answer.status} ${JSON.stringify(body.errors)}`);
  return body.data;
}

export const document = (name) => readFileSync(`${clients}documents/${name}.graphql`, 'utf8');

// A thread of the demo parent's with two posts, the first of which is known: whoever
// follows it after that one is told of the second at once.
export const followThread =
  'subscription ($thread: ID!, $after: ID) { postAdded(threadId: $thread, after: $after) { text } }';

export async function openThread() {
  const { threadCreate } = await graphql(
    `mutation { threadCreate(input: { roomId: "zorgen", title: "Volgen", text: "Nul" }) {
      thread { id posts(first: 1) { nodes { id } } } } }`,
    {},
    await token('parent'),
  );
  const { id: thread, posts } = threadCreate.thread;
  await say('Eén', thread);
  return { thread, after: posts.nodes[0].id };
}

export async function say(text, threadId) {
  const query = 'mutation ($input: PostCreateInput!) { postCreate(input: $input) { post { id } } }';
  return (await graphql(query, { input: { threadId, text } }, await token('parent'))).postCreate.post;
}
