// npm graphql-sse, distinct connections: the whole protocol over one request.
import { createClient } from 'graphql-sse';
import { attempt, base, equal, finish } from '../lib.mjs';

const client = createClient({ url: `${base}/graphql`, retryAttempts: 0 });
const ask = async (query) => {
  const answers = [];
  for await (const answer of client.iterate({ query })) answers.push(answer);
  return answers;
};
await attempt('a query by events', async () => {
  equal('five pillars', (await ask('{ pillars { nodes { slug } } }'))[0].data.pillars.nodes.length, 5);
});
await attempt('a failure by events', async () => {
  let failed;
  try {
    failed = (await ask('{ nothing }'))[0]?.errors;
  } catch (error) {
    failed = error;
  }
  equal('is told', Boolean(failed), true);
});
client.dispose();
finish('checks of server-sent events');
