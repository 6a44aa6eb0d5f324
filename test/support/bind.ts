// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { type Bind, type BindOptions, startBind, whatBindLacks } from '../double/bind.ts';
import { test as base } from './fixtures.ts';

/** A test with a real name server. Skipped, with the reason, where there is none; a failure where `CI=true`. */
export const test = base
  .extend('lackingBind', { scope: 'file' }, whatBindLacks)
  /** Starts a double with settings of its own. */
  .extend('openBind', async ({ lackingBind, skip }, { onCleanup }) => {
    if (lackingBind !== null && process.env['CI'] === 'true') throw new Error(`no name server: ${lackingBind}`);
    skip(lackingBind !== null, `no name server: ${lackingBind}`);
    const opened: Bind[] = [];
    onCleanup(async () => void (await Promise.all(opened.map((bind) => bind.stop()))));
    return async (options: BindOptions): Promise<Bind> => {
      const bind = await startBind(options);
      opened.push(bind);
      return bind;
    };
  })
  /** The plain double: one zone, and a key for each algorithm. */
  .extend('bind', async ({ openBind }): Promise<Bind> => openBind({}));
