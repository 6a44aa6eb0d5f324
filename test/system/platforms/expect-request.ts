import type { NetworkInterfaceInfo } from 'node:os';
import { expect } from 'vitest';
import type { Double } from '../../double/double.ts';
import { asked, update } from '../../support/update-run.ts';
import { listed } from '../../unit/detect/played-world.ts';
import type { Play, Stage } from './stage.ts';

export interface Row extends Play {
  readonly is: string;
  readonly sends: Readonly<Record<string, string>>;
  /** The tools that are started and the last of their words, start by start. */
  readonly starts: readonly (readonly [string, RegExp])[];
}

/** Node.js lists an interface's addresses without telling which of them are good. */
export function list(...cidrs: readonly string[]): readonly NetworkInterfaceInfo[] {
  return cidrs.map((cidr) =>
    listed(cidr, { mac: '52:54:00:9f:c5:32', ...(cidr.startsWith('fe80') ? { scopeid: 4 } : {}) }),
  );
}

/** Plays the row and compares what the service was asked and which tools were started. */
export async function expectRequest(
  { is: _, sends, starts, ...play }: Row,
  { stage, double }: { readonly stage: Stage; readonly double: Double },
): Promise<void> {
  const run = await stage.run(play, update(double));
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(asked(double)).toContainEqual(sends);
  const started = await stage.started();
  expect(started.map(({ tool, words }) => [tool, words.at(-1) ?? ''])).toEqual(
    starts.map(([tool, word]) => [tool, expect.stringMatching(word)]),
  );
}
