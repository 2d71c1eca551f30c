// The page at /graphiql: queries and mutations by POST, subscriptions over
// graphql-transport-ws, both to the /graphql that served the page.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './page.css';

const endpoint = new URL('/graphql', location.href);
const socketEndpoint = new URL(endpoint);
socketEndpoint.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

// A browser cannot set headers on a socket, so what the header tab holds
// travels in the first message, where the server looks for a bearer token.
const fetcher = (params, options = {}) =>
  createGraphiQLFetcher({
    url: endpoint.href,
    enableIncrementalDelivery: false,
    headers: { accept: 'application/graphql-response+json, application/json;q=0.9' },
    wsClient: createClient({
      url: socketEndpoint.href,
      lazy: true,
      retryAttempts: 0,
      connectionParams: options.headers ?? {},
    }),
  })(params, options);

const welcome = `# Pijler. Write a query here, run it with Ctrl-Enter.
#
# A signed-in reader adds {"Authorization": "Bearer …"} under Headers;
# the same token serves subscriptions.

query Welcome {
  __typename
}
`;

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL fetcher={fetcher} defaultQuery={welcome} shouldPersistHeaders={false} />,
);
