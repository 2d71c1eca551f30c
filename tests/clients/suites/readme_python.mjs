// The first figure of the README, as a researcher would run it: the marked
// Python block, in the environment with pandas and pyjstat.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, clients, finish, root, work } from '../lib.mjs';

const mark = '<!-- run by tests/clients: first figure -->';
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const block = readme.split(mark)[1]?.match(/^\s*```python\n([\s\S]*?)\n```/)?.[1];

if (check(`README.md has a Python block right after ${mark}`, block)) {
  const file = join(work, 'first_figure.py');
  writeFileSync(file, `${block}\n`);
  const ran = spawnSync(join(clients, '.venv/bin/python'), ['-W', 'error::DeprecationWarning:__main__', file], {
    cwd: work,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, MPLBACKEND: 'Agg' },
  });
  check('it runs', ran.status === 0, `${ran.stdout}${ran.stderr}${ran.error ?? ''}`);
  check('and prints something', ran.stdout?.trim() !== '', ran.stderr);
  check('it asks this server', /PIJLER_URL/.test(block), 'the block does not read PIJLER_URL');
}

finish('checks of the first figure');
