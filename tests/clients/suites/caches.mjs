// Normalised caches, as front-ends have them: Apollo Client and urql's Graphcache keep each
// thing once, by its id, join pages, and read back what they were given.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client/core/index.js';
import { relayStylePagination } from '@apollo/client/utilities/index.js';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { attempt, base, check, equal, finish } from '../lib.mjs';

const url = `${base}/graphql`;
const list = `query List($first: Int!, $after: String, $filter: CourseFilter) {
  courses(first: $first, after: $after, filter: $filter) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { cursor node { id slug title provider { id name } topics { id name } } }
  }
}`;
const card = 'query Card($id: ID!) { course(id: $id) { id slug title summary provider { id name website } } }';
const filter = { pillar: ['zorgen'] };

await attempt('Apollo Client', async () => {
  const answers = [];
  const seen = new ApolloLink((operation, forward) => {
    answers.push(operation.operationName);
    return forward(operation);
  });
  const possible = await (await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __schema { types { name possibleTypes { name } } } }' }),
  })).json();
  const possibleTypes = Object.fromEntries(possible.data.__schema.types
    .filter((type) => type.possibleTypes)
    .map((type) => [type.name, type.possibleTypes.map((one) => one.name)]));
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: { Query: { fields: { courses: relayStylePagination(['filter']) } } },
  });
  const client = new ApolloClient({ cache, link: seen.concat(new HttpLink({ uri: url })) });
  const followed = client.watchQuery({ query: gql(list), variables: { first: 4, filter } });
  followed.subscribe(() => {});
  const first = await client.query({ query: gql(list), variables: { first: 4, filter } });
  const { pageInfo } = first.data.courses;
  equal('a page', first.data.courses.edges.length, 4);
  await followed.fetchMore({ variables: { after: pageInfo.endCursor } });
  const joined = client.readQuery({ query: gql(list), variables: { first: 4, filter } });
  const ids = joined.courses.edges.map((edge) => edge.node.id);
  equal('pages are joined', ids.length, 8);
  equal('without a repeat', new Set(ids).size, 8);
  const one = joined.courses.edges[5].node;
  await client.query({ query: gql(card), variables: { id: one.id } });
  const kept = cache.extract();
  const courses = Object.keys(kept).filter((key) => key.startsWith('Course:'));
  equal('each course is kept once', courses.length, 8);
  check('and its card joined what was known', kept[`Course:${one.id}`].summary !== undefined && kept[`Course:${one.id}`].topics);
  check('its provider too', kept[`Provider:${one.provider.id}`].website !== undefined);
  const asked = answers.length;
  await client.query({ query: gql(card), variables: { id: one.id } });
  equal('what is kept is not asked again', answers.length, asked);
  const node = await client.query({
    query: gql('query Node($id: ID!) { node(id: $id) { id ... on Course { title } } }'),
    variables: { id: one.id },
  });
  equal('a node is what was listed', node.data.node.title, one.title);
  client.stop();
});

await attempt('urql Graphcache', async () => {
  const result = await (await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: (await import('graphql')).getIntrospectionQuery() }),
  })).json();
  const warnings = [];
  const warn = console.warn;
  console.warn = (...words) => warnings.push(words.join(' '));
  let fetched = 0;
  const client = new Client({
    url,
    preferGetMethod: false,
    fetch: (...request) => { fetched += 1; return fetch(...request); },
    exchanges: [
      cacheExchange({ schema: result.data, resolvers: { Query: { courses: relayPagination() } } }),
      fetchExchange,
    ],
  });
  const ask = async (query, variables) => {
    const answer = await client.query(query, variables).toPromise();
    if (answer.error) throw answer.error;
    return answer.data;
  };
  const first = await ask(list, { first: 4, filter });
  const after = first.courses.pageInfo.endCursor;
  const joined = await ask(list, { first: 4, filter, after });
  equal('pages are joined', new Set(joined.courses.edges.map((edge) => edge.node.id)).size, 8);
  const one = joined.courses.edges[5].node;
  await ask(card, { id: one.id });
  const before = fetched;
  const again = await ask(card, { id: one.id });
  equal('what is kept is not asked again', fetched, before);
  equal('and is the same', again.course.title, one.title);
  console.warn = warn;
  equal('nothing was missing or without a key', warnings, []);
});

finish('checks of normalised caches');
