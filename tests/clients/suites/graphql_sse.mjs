// npm graphql-sse, distinct connections: the whole protocol over one request.
import { createClient } from 'graphql-sse';
import { attempt, base, equal, finish, followThread, openThread, say, token, within } from '../lib.mjs';

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
await attempt('a post that is followed by events', async () => {
  const headers = { authorization: `Bearer ${await token('parent')}` };
  const signed = createClient({ url: `${base}/graphql`, headers, retryAttempts: 0 });
  const thread = await openThread();
  const followed = signed.iterate({ query: followThread, variables: thread });
  const first = within(5000, followed.next(), 'the post that was missed');
  equal('the post that was missed comes first', (await first).value.data.postAdded.text, 'Eén');
  const second = within(5000, followed.next(), 'the post that was written');
  await say('Twee', thread.thread);
  equal('the post that was written follows', (await second).value.data.postAdded.text, 'Twee');
  signed.dispose();
});
client.dispose();
finish('checks of server-sent events');
