// GraphQL Code Generator over schema.graphql, documents/ and the screens, then tsc --strict.
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import * as documentNode from '@graphql-codegen/typed-document-node';
import { buildSchema, parse, printSchema } from 'graphql';
import { check, clients, finish, root, work } from '../lib.mjs';

const schema = buildSchema(readFileSync(`${root}schema.graphql`, 'utf8'));
const read = (folder) =>
  readdirSync(folder).map((file) => ({ location: file, document: parse(readFileSync(`${folder}/${file}`, 'utf8')) }));
// Each screen for itself: a front-end names its fragments as it likes.
const documents = read(`${clients}documents`);
const screens = read(`${root}docs/screens`);
const config = { strictScalars: true, scalars: { DateTime: 'string', NaiveDate: 'string', UUID: 'string', Decimal: 'number', JSON: 'unknown' } };
const generate = (documents) =>
  codegen({
    schema: parse(printSchema(schema)),
    documents,
    filename: 'generated.ts',
    config,
    plugins: [{ operations: config }, { documentNode: config }],
    pluginMap: { operations, documentNode },
  });

const folder = `${work}/codegen`;
mkdirSync(folder);
symlinkSync(`${clients}node_modules`, `${folder}/node_modules`);
writeFileSync(`${folder}/generated.ts`, await generate(documents));
const screenFiles = [];
for (const screen of screens) {
  screenFiles.push(screen.location.replace(/graphql$/, 'ts'));
  writeFileSync(`${folder}/${screenFiles.at(-1)}`, await generate([screen]));
}
writeFileSync(
  `${folder}/use.ts`,
  `import { SearchDocument, type CourseCardFragment } from './generated.js';
export const shown = (course: CourseCardFragment): string => course.title + course.provider.name;
export const document = SearchDocument;
`,
);
const tsc = (...files) =>
  execFileSync(
    `${clients}node_modules/.bin/tsc`,
    ['--strict', '--noEmit', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', ...files],
    { cwd: folder, stdio: 'pipe', encoding: 'utf8' },
  );
try {
  tsc('use.ts', ...screenFiles);
  check('the generated types compile', true);
} catch (error) {
  check('the generated types compile', false, error.stdout);
}
writeFileSync(`${folder}/wrong.ts`, "import type { CourseCardFragment } from './generated.js';\nexport const n = (c: CourseCardFragment): number => c.title;\n");
let refused = false;
try {
  tsc('wrong.ts');
} catch {
  refused = true;
}
check('a wrong use of them does not', refused);
finish('checks of generated GraphQL types');
