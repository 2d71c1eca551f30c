// The audits of npm graphql-http: the server half of GraphQL over HTTP.
// `error` breaks a MUST, `warn` a SHOULD; a `notice` is a MAY.
import { auditServer } from 'graphql-http';
import { base, check, finish } from '../lib.mjs';

for (const { id, name, status, reason, response } of await auditServer({ url: `${base}/graphql` })) {
  if (status === 'notice') continue;
  const got = response && `${response.status} ${response.headers.get('content-type')}`;
  check(`${id} ${name}`, status === 'ok', `${status}: ${reason} (${got})`);
}

finish('audits');
