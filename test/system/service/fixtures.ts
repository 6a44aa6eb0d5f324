import { test as base } from '../../support/fixtures.ts';
import type { Run } from '../../support/run-command.ts';
import { bootSystemd, node, type SystemdMachine, script } from './machine.ts';

/** A test on a machine of its own. Skipped, with the reason, where none can be made; a failure where `CI=true`. */
export const test = base
  .extend('machine', async ({ skip }, { onCleanup }): Promise<SystemdMachine> => {
    const machine = await bootSystemd().catch((error: unknown) => String(error));
    if (typeof machine !== 'string') {
      onCleanup(machine.close);
      return machine;
    }
    if (process.env['CI'] !== 'true') skip(machine);
    throw new Error(machine);
  })
  /** Runs the built command there as root, with the token in the environment. */
  .extend('dynv6', async ({ machine }) => {
    return (...words: readonly string[]): Promise<Run> =>
      machine.run([node, script, ...words], { token: 'T0ken', HOME: '/root' });
  })
  /** Runs a shell script there. */
  .extend('sh', async ({ machine }) => {
    return (text: string): Promise<Run> => machine.run(['sh', '-c', text]);
  });
