// npm graphql-ws against the socket, and the close codes of its protocol.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { attempt, base, equal, finish, followThread, openThread, say, token, within } from '../lib.mjs';

const url = `${base.replace('http', 'ws')}/graphql`;

await attempt('a query by socket', async () => {
  const client = createClient({ url, webSocketImpl: WebSocket, lazy: true, retryAttempts: 0 });
  const answers = [];
  for await (const answer of client.iterate({ query: '{ pillars { nodes { slug } } }' })) answers.push(answer);
  equal('one answer with five pillars', answers.map((a) => a.data.pillars.nodes.length), [5]);
  await client.dispose();
});

await attempt('a post that is followed by socket', async () => {
  const bearer = await token('parent');
  const thread = await openThread();
  const client = createClient({
    url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { Authorization: `Bearer ${bearer}` },
  });
  const followed = client.iterate({ query: followThread, variables: thread });
  const first = within(5000, followed.next(), 'the post that was missed');
  equal('the post that was missed comes first', (await first).value.data.postAdded.text, 'Eén');
  const second = within(5000, followed.next(), 'the post that was written');
  await say('Twee', thread.thread);
  equal('the post that was written follows', (await second).value.data.postAdded.text, 'Twee');
  await followed.return();
  await client.dispose();
});

const closed = (name, code, messages, { wait = false } = {}) =>
  attempt(name, async () => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    const end = new Promise((ok) => socket.on('close', ok));
    await new Promise((ok) => socket.on('open', ok));
    for (const one of messages) {
      socket.send(one);
      if (wait) await new Promise((ok) => setTimeout(ok, 100));
    }
    equal(name, await within(5000, end, name), code);
  });
const message = (told) => JSON.stringify(told);
const init = message({ type: 'connection_init' });
const subscribe = message({ id: '1', type: 'subscribe', payload: { query: '{ apiVersion }' } });

await closed('subscribing before init', 4401, [subscribe]);
await closed('what is no message', 4400, ['hello']);
await closed('an unknown type', 4400, [message({ type: 'dance' })]);
await closed('a second init', 4429, [init, init], { wait: true });
await attempt('an unknown field', async () => {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  let failure;
  await new Promise((ok) =>
    client.subscribe({ query: '{ nothing }' }, { next: ok, complete: ok, error: (e) => ((failure = e), ok()) }),
  );
  equal('is an error message', failure?.[0]?.extensions?.code, 'graphql.validation_failed');
  await client.dispose();
});
finish('checks of the socket');
