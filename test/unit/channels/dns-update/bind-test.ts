// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { parseKeyFile } from '../../../../src/channels/dns-update/key-file.ts';
import type { TsigKey } from '../../../../src/channels/dns-update/tsig-key.ts';
import { test as base } from '../../../support/bind.ts';
import { type DnsListener, listenForDns } from './dns-listener.ts';

/** Tests with a real name server, or with one that answers what the test wants. */
export const test = base.extend('listen', async ({}, { onCleanup }) => {
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
