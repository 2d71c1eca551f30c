// What the suites share: named checks and where things are.
export const base = process.env.PIJLER_URL;
export const clients = new URL('.', import.meta.url).pathname;
export const root = new URL('../..', import.meta.url).pathname;
export const work = process.env.WORK;

const results = { ok: 0, failed: [] };

export function check(name, ok, detail = '') {
  if (ok) {
    results.ok += 1;
  } else {
    results.failed.push(name);
    console.log(`not ok: ${name}${detail === '' ? '' : `\n    ${detail}`}`);
  }
  return Boolean(ok);
}

export function equal(name, actual, expected) {
  const [a, e] = [actual, expected].map((x) => JSON.stringify(x));
  return check(name, a === e, `wanted ${e}, got ${a}`);
}

// An exception is one failed check, not the end of the suite.
export async function attempt(name, run) {
  try {
    return await run();
  } catch (error) {
    check(name, false, error?.stack ?? String(error));
    return undefined;
  }
}

export function finish(what) {
  if (results.ok === 0) check(`${what}: at least one check ran`, false);
  const { ok, failed } = results;
  console.log(failed.length === 0 ? `${ok} ${what}` : `${failed.length} of ${ok + failed.length} ${what} failed`);
  process.exit(failed.length === 0 ? 0 : 1);
}

export const within = (milliseconds, promise, what) =>
  Promise.race([
    promise,
    new Promise((_, no) =>
      setTimeout(() => no(new Error(`${what}: nothing within ${milliseconds} ms`)), milliseconds).unref(),
    ),
  ]);
