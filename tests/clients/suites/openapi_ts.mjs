// openapi-typescript makes types of the served document; openapi-fetch uses them.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import createClient from 'openapi-fetch';
import openapiTS, { astToString } from 'openapi-typescript';
import { base, check, clients, equal, finish, work } from '../lib.mjs';

const folder = `${work}/openapi_ts`;
mkdirSync(folder);
symlinkSync(`${clients}node_modules`, `${folder}/node_modules`);
const document = await (await fetch(`${base}/v1/openapi.json`)).json();
writeFileSync(`${folder}/package.json`, '{"type": "module"}');
writeFileSync(`${folder}/schema.d.ts`, astToString(await openapiTS(document)));
writeFileSync(
  `${folder}/use.ts`,
  `import createClient from 'openapi-fetch';
import type { paths } from './schema.js';
// Courses are also written as CSV, Atom and JSON-LD: this program reads JSON, and problems.
const client = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl: 'http://localhost/v1' });
const { data, error } = await client.GET('/courses', { params: { query: { limit: 3, topic: ['reflecteren'] } } });
if (data) { const title: string = data.items[0]!.title; const next: string | null | undefined = data.nextCursor; console.log(title, next); }
if (error) console.log(error.code);
`,
);
const client = createClient({ baseUrl: `${base}/v1` });
const { data } = await client.GET('/courses', { params: { query: { limit: 3, topic: ['reflecteren'] } } });
equal('a typed client gets a page', data?.items.length, 3);
const { data: course } = await client.GET('/courses/{id}', { params: { path: { id: data.items[0].slug } } });
equal('and an item of it', course?.id, data.items[0].id);
const { error } = await client.GET('/courses', { params: { query: { limit: 0 } } });
equal('and a problem it can read', error?.code, 'input.invalid');
try {
  execFileSync(
    `${clients}node_modules/.bin/tsc`,
    ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', 'use.ts'],
    { cwd: folder, stdio: 'pipe', encoding: 'utf8' },
  );
  check('a typed program compiles', true);
} catch (error) {
  check('a typed program compiles', false, error.stdout);
}

finish('checks of a typed REST client');
