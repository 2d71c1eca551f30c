// Spectral: its own rules for OpenAPI and ours for the NL API Design Rules,
// over the committed document; a warning fails too. Before that, every rule
// of ours is seen to fire on the document that breaks it, and on no other.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { attempt, check, clients, equal, finish, root, work } from '../lib.mjs';

const adr = join(clients, 'adr');
const at = join(work, 'spectral');
mkdirSync(at, { recursive: true });

function lint(files) {
  const args = ['lint', ...files, '--ruleset', join(adr, 'ruleset.yaml'), '--format', 'json', '--quiet', '--fail-severity', 'hint'];
  let out;
  try {
    out = execFileSync(process.execPath, [join(clients, 'node_modules/@stoplight/spectral-cli/dist/index.js'), ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    out = error.stdout;
    if (!out?.trim().startsWith('[')) throw new Error(`${error.stdout}${error.stderr}`);
  }
  return JSON.parse(out.slice(out.indexOf('[')));
}

// RFC 7396.
function merge(target, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const made = target !== null && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete made[key];
    else made[key] = merge(made[key], value);
  }
  return made;
}

await attempt('the rules themselves', () => {
  const good = JSON.parse(readFileSync(join(adr, 'good.json'), 'utf8'));
  writeFileSync(join(at, 'good.json'), JSON.stringify(good));
  const patches = readdirSync(join(adr, 'bad'));
  for (const file of patches) {
    writeFileSync(join(at, file), JSON.stringify(merge(good, JSON.parse(readFileSync(join(adr, 'bad', file), 'utf8')))));
  }
  const fired = new Map(['good.json', ...patches].map((file) => [file, new Set()]));
  for (const { source, code } of lint([...fired.keys()].map((file) => join(at, file)))) {
    fired.get(basename(source)).add(code);
  }
  equal('nothing fires on the good document', [...fired.get('good.json')], []);
  for (const file of patches) {
    const ours = [...fired.get(file)].filter((code) => code.startsWith('adr-'));
    equal(`bad/${file} breaks its rule, and no other of ours`, ours, [file.split('.')[0]]);
  }
  const rules = [...readFileSync(join(adr, 'ruleset.yaml'), 'utf8').matchAll(/^ {2}(adr-[a-z-]+):$/gm)].map((m) => m[1]);
  const untried = rules.filter((rule) => !patches.some((file) => file.split('.')[0] === rule));
  equal('every rule has a document that breaks it', untried, []);
});

await attempt('the document', () => {
  const found = lint([join(root, 'api/openapi.json')]);
  const told = found.map((f) => `${f.code} ${f.path.join(' > ')}: ${f.message}`);
  check('api/openapi.json breaks no rule', found.length === 0, `${told.length} findings\n    ${told.slice(0, 80).join('\n    ')}`);
});

finish('checks of the document');
