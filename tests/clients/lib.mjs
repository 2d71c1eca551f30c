// What the suites share: named checks, the demo accounts, one way to ask.
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

const tokens = new Map();
export async function token(role) {
  if (!tokens.has(role)) {
    const { email, password, hat = role } = account(role);
    const answer = await fetch(`${base}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, hat }),
    });
    const body = await answer.json();
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
