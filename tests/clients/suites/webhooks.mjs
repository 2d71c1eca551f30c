// Webhooks as whoever is told meets them: npm standardwebhooks checks what comes. The receiver and
// the commands are those of docs/webhooks.md.
import { execFile, spawn } from 'node:child_process';
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { attempt, base, check, clients, equal, finish, graphql, root, token, within } from '../lib.mjs';

const run = promisify(execFile);
const docs = readFileSync(join(root, 'docs/webhooks.md'), 'utf8');
const bearer = { authorization: `Bearer ${await token('organisation')}` };
const json = { 'content-type': 'application/json', ...bearer };

async function ask(method, path, body) {
  const answer = await fetch(`${base}/v1${path}`, { method, headers: json, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

async function push(key) {
  const answer = await fetch(`${base}/v1/pushes`, {
    method: 'POST',
    headers: { ...json, 'idempotency-key': key },
    body: JSON.stringify({ rows: [{ externalId: key, title: `Haak ${key}` }] }),
  });
  return answer.json();
}

// A receiver that keeps what comes, and answers as it is told.
const got = [];
const statuses = [];
const waiting = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  got.push({ body, headers: request.headers });
  waiting.shift()?.();
  response.writeHead(statuses.shift() ?? 204).end();
});
await new Promise((ok) => server.listen(0, '127.0.0.1', ok));
const here = `http://127.0.0.1:${server.address().port}/haak`;
async function next() {
  if (got.length === 0) await within(30_000, new Promise((ok) => waiting.push(ok)), 'a message');
  return got.shift();
}

const refused = (secret, { body, headers }) => {
  try {
    new Webhook(secret).verify(body, headers);
    return false;
  } catch (error) {
    return error instanceof WebhookVerificationError;
  }
};

await attempt('signatures', async () => {
  const events = ['push.finished', 'course.published'];
  const { webhook, secret } = await ask('POST', '/webhooks', { url: here, events });
  const { pushId, rows } = await push('haak-1');
  const both = [await next(), await next()];
  const said = both.map(({ body, headers }) => new Webhook(secret).verify(body, headers));
  const of = (type) => said.find((one) => one.type === type)?.data;
  equal('the push is told', of('push.finished'), { pushId });
  equal('the course is told', of('course.published')?.courses[0].courseId, rows[0].courseId);
  check('each has an id of its own', both[0].headers['webhook-id'] !== both[1].headers['webhook-id']);

  const message = both[0];
  check('another secret is refused', refused(`whsec_${Buffer.alloc(32).toString('base64')}`, message));
  check('another body is refused', refused(secret, { ...message, body: message.body.replace('type', 'typo') }));
  for (const [name, value] of [['webhook-id', 'evt_1'], ['webhook-timestamp', '1674087231']]) {
    check(`another ${name} is refused`, refused(secret, { ...message, headers: { ...message.headers, [name]: value } }));
  }

  const { secret: newest } = await ask('POST', `/webhooks/${webhook.id}/_rotate`, {});
  await ask('POST', `/webhooks/${webhook.id}/_test`);
  const rotated = await next();
  for (const one of [secret, newest]) {
    equal('both secrets check it', new Webhook(one).verify(rotated.body, rotated.headers).type, 'webhook.test');
  }
  await ask('POST', `/webhooks/${webhook.id}/_rotate`, { atOnce: true });
  await ask('POST', `/webhooks/${webhook.id}/_test`);
  const after = await next();
  check('at once, they check it no more', refused(secret, after) && refused(newest, after));
  await ask('DELETE', `/webhooks/${webhook.id}`);
});

await attempt('again', async () => {
  const { webhookCreate } = await graphql(
    'mutation($input: WebhookCreateInput!) { webhookCreate(input: $input) { secret webhook { id uuid } } }',
    { input: { url: here, events: ['PUSH_FINISHED'] } },
    await token('organisation'),
  );
  const { secret, webhook } = webhookCreate;
  statuses.push(503);
  await push('haak-2');
  const [first, second] = [await next(), await next()];
  equal('tried again, it is the same message', second.headers['webhook-id'], first.headers['webhook-id']);
  equal('and the same body', second.body, first.body);
  equal('signed for its own time', new Webhook(secret).verify(second.body, second.headers).type, 'push.finished');
  const log = async () => (await ask('GET', `/webhooks/${webhook.uuid}/deliveries`)).items;
  let told = await log();
  for (let tries = 0; told[0].status !== 'delivered' && tries < 50; tries += 1) {
    await new Promise((go) => setTimeout(go, 100));
    told = await log();
  }
  equal('the log tells so', [told[0].status, told[0].attempts, told[0].lastStatus], ['delivered', 2, 204]);
  await ask('POST', `/webhooks/${webhook.uuid}/deliveries/${told[0].id}/_replay`);
  equal('asked for, it comes again', (await next()).headers['webhook-id'], first.headers['webhook-id']);
  await ask('DELETE', `/webhooks/${webhook.uuid}`);
});

await attempt('what the documentation says', async () => {
  const receiver = docs.split('<!-- run by tests/clients: a receiver -->')[1]?.match(/```js\n([\s\S]*?)\n```/)?.[1];
  const commands = [...docs.matchAll(/```sh\n([\s\S]*?)\n```/g)].map((block) => block[1]);
  if (!check('there are a receiver and commands', receiver && commands.length === 5)) return;
  const free = createServer();
  await new Promise((ok) => free.listen(0, '127.0.0.1', ok));
  const { port } = free.address();
  await new Promise((ok) => free.close(ok));
  const hook = `http://127.0.0.1:${port}/haak`;
  const env = { ...process.env, url: base, token: await token('organisation'), hook };
  const sh = (text, more) => run('bash', ['-ec', text], { env: { ...env, ...more } });
  const [make, ...others] = commands;
  const { stdout } = await sh(`${make}\necho "$id $secret"`);
  const [id, secret] = stdout.trim().split(' ').slice(-2);

  const file = join(clients, '.receiver.mjs');
  writeFileSync(file, receiver);
  const child = spawn('node', [file], { env: { ...process.env, SECRET: secret, PORT: port } });
  let said = '';
  child.stdout.on('data', (part) => (said += part));
  try {
    for (const command of others) {
      const done = await sh(command, { id, secret }).catch((error) => error);
      check(`works: ${command.split('\n')[0]}`, !(done instanceof Error), String(done.stderr || done));
    }
    for (let tries = 0; !said.includes('webhook.test') && tries < 200; tries += 1) {
      await new Promise((go) => setTimeout(go, 100));
    }
    check('the receiver takes the test', said.includes(`webhook.test {"webhookId":"${id}"}`), said);
  } finally {
    child.kill();
    unlinkSync(file);
    await ask('DELETE', `/webhooks/${id}`);
  }
});

server.close();
finish('checks of webhooks');
