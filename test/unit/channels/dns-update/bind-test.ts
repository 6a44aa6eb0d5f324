// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { test as base } from 'vitest';
import { parseKeyFile } from '../../../../src/channels/dns-update/key-file.ts';
import type { TsigKey } from '../../../../src/channels/dns-update/tsig-key.ts';
import { type Bind, type BindOptions, startBind, whatBindLacks } from '../../../double/bind.ts';
import { type DnsListener, listenForDns } from './dns-listener.ts';

/** Tests with a real name server of their own; skipped, with the reason, where there is none. */
export const test = base
  .extend('lacking', { scope: 'file' }, whatBindLacks)
  .extend('openBind', async ({ lacking, skip }, { onCleanup }) => {
    skip(lacking !== null, lacking ?? '');
    const opened: Bind[] = [];
    onCleanup(async () => void (await Promise.all(opened.map((bind) => bind.stop()))));
    return async (options: BindOptions): Promise<Bind> => {
      const bind = await startBind(options);
      opened.push(bind);
      return bind;
    };
  })
  .extend('bind', async ({ openBind }): Promise<Bind> => openBind({}))
  .extend('listen', async ({}, { onCleanup }) => {
    const opened: DnsListener[] = [];
    onCleanup(async () => void (await Promise.all(opened.map((listener) => listener.close()))));
    return async (...options: Parameters<typeof listenForDns>): Promise<DnsListener> => {
      const listener = await listenForDns(...options);
      opened.push(listener);
      return listener;
    };
  });

/** The key of that file; a test that cannot read it is broken. */
export function keyFrom(text: string | undefined): TsigKey {
  const key = parseKeyFile(text ?? '', { source: 'the test', keyName: undefined });
  if (!key.ok) throw new Error(key.failure.message);
  return key.value;
}

export const never: AbortSignal = new AbortController().signal;
