// Bundles the page into the folder above: index.html, graphiql.js,
// graphiql.css and NOTICES.txt. The same lockfile gives the same bytes.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = dirname(here);

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { graphiql: 'src/main.jsx' },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  charset: 'utf8',
  legalComments: 'none', // The notices are written in full below.
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [
    {
      // The theme embeds 350 kB of fonts; src/page.css names the reader's own.
      name: 'without-fonts',
      setup: ({ onLoad }) =>
        onLoad({ filter: /node_modules\/.*\.css$/ }, async ({ path }) => ({
          contents: (await readFile(path, 'utf8')).replaceAll(/@font-face\s*\{[^}]*\}/g, ''),
          loader: 'css',
        })),
    },
  ],
  metafile: true,
  logLevel: 'warning',
});

const html = await readFile(join(here, 'src/index.html'), 'utf8');
await writeFile(join(out, 'index.html'), html);

const folders = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const match = input.match(/^(node_modules\/(?:.+\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//);
  if (match) folders.add(match[1]);
}

const notices = new Map();
for (const folder of folders) {
  const { name, version, license, author } = JSON.parse(
    await readFile(join(here, folder, 'package.json'), 'utf8'),
  );
  const files = (await readdir(join(here, folder))).filter((f) => /^(licen[cs]e|notice)/i.test(f));
  const texts = await Promise.all(files.sort().map((f) => readFile(join(here, folder, f), 'utf8')));
  const own = join(here, 'licences', `${name.replaceAll('/', '__')}.txt`);
  if (texts.length === 0) texts.push(await readFile(own, 'utf8'));
  const who = typeof author === 'string' ? author : author?.name;
  const title = `${name} ${version} (${license})${who ? `, ${who}` : ''}`;
  const text = texts.map((t) => t.replaceAll('\r\n', '\n').trim()).join('\n\n');
  notices.set(text, [...(notices.get(text) ?? []), title].sort());
}

const rule = '-'.repeat(72);
const sections = [...notices]
  .map(([text, titles]) => `${rule}\n${titles.join('\n')}\n\n${text}\n`)
  .sort();
await writeFile(
  join(out, 'NOTICES.txt'),
  `graphiql.js and graphiql.css contain the following packages.\n\n${sections.join('\n')}`,
);
