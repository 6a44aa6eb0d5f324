import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kleur from 'kleur';
import { startDouble } from '../double/double.ts';
import { play } from './play.ts';
import { rightToken, steps, zone } from './steps.ts';

/** More than enough: a demo that hangs must end. */
const longest = 20_000;

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
process.once('SIGTERM', () => interrupted.abort());
process.exitCode = await demo(AbortSignal.any([interrupted.signal, AbortSignal.timeout(longest)]));

/** Plays every step against a local double of the service; gives the exit code. */
async function demo(signal: AbortSignal): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'dynv6-demo-'));
  const double = await startDouble({ zones: { [zone]: {} }, tokens: { [rightToken]: 'all' } });
  try {
    console.log(kleur.dim(`A local double of dynv6.com listens on ${double.url}. Nothing leaves this machine.`));
    const results: boolean[] = [];
    for (const step of steps) results.push(await play(step, { double, home, signal, say: console.log }));
    const asTold = results.every(Boolean);
    console.log(asTold ? kleur.green('\nAll went as told.') : kleur.red('\nNot all went as told.'));
    return asTold ? 0 : 1;
  } catch (error) {
    console.error(signal.aborted ? 'The demo was stopped.' : error);
    return 1;
  } finally {
    await double.close();
    await rm(home, { recursive: true, force: true });
  }
}
