// Schemathesis over the served document: once as anybody, once as the
// administrator. What it checks and what it leaves out stands, with reasons,
// in schemathesis.toml.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { attempt, base, check, clients, finish, token, work } from '../lib.mjs';

// Each; the two stay within three minutes. Fewer will do while writing.
const seconds = Number(process.env.FUZZ_SECONDS ?? 80);

let cases = 0;
await attempt('schemathesis', async () => {
  const bearer = await token('administrator');
  for (const [who, headers] of [['anybody', []], ['the administrator', ['-H', `Authorization: Bearer ${bearer}`]]]) {
    const ran = spawnSync(
      join(clients, '.venv/bin/st'),
      [
        '--config-file', join(clients, 'schemathesis.toml'),
        'run', `${base}/v1/openapi.json`,
        '--url', `${base}/v1`,
        '--checks', 'all',
        '--max-time', String(seconds),
        '--no-color',
        ...headers,
      ],
      { cwd: work, encoding: 'utf8', maxBuffer: 1 << 28, timeout: (seconds + 60) * 1000, env: { ...process.env, COLUMNS: '120' } },
    );
    const told = `${ran.stdout}${ran.stderr}${ran.error ?? ''}`;
    check(`as ${who}`, ran.status === 0, told);
    const tested = Number(told.match(/Tested: +(\d+)/)?.[1] ?? 0);
    check(`as ${who}: operations were tested`, tested > 0, told);
    cases += Number(told.match(/(\d+) generated/)?.[1] ?? 0);
  }

  // The server closed the connection that was open before the runs: one more.
  const ask = (url, init) => fetch(url, init).catch(() => fetch(url, init));
  // Signed out on the way, the second run would have tested what the first did.
  const { paths } = await (await ask(`${base}/v1/openapi.json`)).json();
  const mine = Object.keys(paths).find((path) => /^\/me(\/[a-z-]+)?$/.test(path) && paths[path].get);
  const { status } = await ask(`${base}/v1${mine}`, { headers: { authorization: `Bearer ${bearer}` } });
  check('the administrator is still signed in', status !== 401, `GET ${mine}: ${status}`);
});

finish(`checks of Schemathesis, ${cases} cases`);
