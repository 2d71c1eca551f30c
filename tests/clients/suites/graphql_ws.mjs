// npm graphql-ws against the socket, and the close codes of its protocol.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { attempt, base, equal, finish, within } from '../lib.mjs';

const url = `${base.replace('http', 'ws')}/graphql`;

await attempt('a query by socket', async () => {
  const client = createClient({ url, webSocketImpl: WebSocket, lazy: true, retryAttempts: 0 });
  const answers = [];
  for await (const answer of client.iterate({ query: '{ pillars { nodes { slug } } }' })) answers.push(answer);
  equal('one answer with five pillars', answers.map((a) => a.data.pillars.nodes.length), [5]);
  await client.dispose();
});

const closed = (name, code, messages, { wait = false } = {}) =>
  attempt(name, async () => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    const end = new Promise((ok) => socket.on('close', ok));
    await new Promise((ok) => socket.on('open', ok));
    for (const message of messages) {
      socket.send(message);
      if (wait) await new Promise((ok) => setTimeout(ok, 100));
    }
    equal(name, await within(5000, end, name), code);
  });
const say = (message) => JSON.stringify(message);
const init = say({ type: 'connection_init' });
const subscribe = say({ id: '1', type: 'subscribe', payload: { query: '{ apiVersion }' } });

await closed('subscribing before init', 4401, [subscribe]);
await closed('what is no message', 4400, ['hello']);
await closed('an unknown type', 4400, [say({ type: 'dance' })]);
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
