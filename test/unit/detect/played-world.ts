import type { NetworkInterfaceInfo } from 'node:os';
import type { NodeInterfaces } from '../../../src/detect/node-list.ts';
import type { DetectWorld } from '../../../src/detect/world.ts';
import type { Family } from '../../../src/machine.ts';
import { fail, ok } from '../../../src/result.ts';

/** A system to look at. What is not named is not there. */
export interface Played {
  readonly platform?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** An error is what Node throws. */
  readonly interfaces?: NodeInterfaces | Error;
  /** Text by path; an error's name instead (`EACCES`) is thrown. */
  readonly files?: Readonly<Record<string, string | { readonly code: string }>>;
  /** What each program prints for its words, by `PROGRAM WORDS`; without an entry it fails. */
  readonly programs?: readonly string[];
  readonly prints?: (program: string, words: readonly string[]) => string | null;
  readonly source?: Readonly<Partial<Record<Family, string | null>>>;
}

export interface PlayedWorld extends DetectWorld {
  /** Every program that was started, with its words. */
  readonly started: readonly (readonly string[])[];
}

export function playedWorld(played: Played): PlayedWorld {
  const { interfaces = {}, files = {}, programs = [], source = {} } = played;
  const started: (readonly string[])[] = [];
  return {
    started,
    platform: played.platform ?? 'linux',
    systemRoot: 'C:\\Windows',
    now: played.now ?? (() => 0),
    networkInterfaces: () => {
      if (interfaces instanceof Error) throw interfaces;
      return interfaces;
    },
    readText: (file) => {
      const content = files[file] ?? { code: 'ENOENT' };
      if (typeof content === 'string') return content;
      throw Object.assign(new Error(`${content.code}: open '${file}'`), content);
    },
    find: (candidates) => candidates.find((candidate) => programs.includes(candidate)) ?? null,
    run: async (program, words) => {
      started.push([program, ...words]);
      const printed = played.prints?.(program, words) ?? null;
      return printed === null ? fail({ timedOut: false, words: 'failed (code 1)' }) : ok(printed);
    },
    connectUdp: async (family) => {
      const address = source[family];
      return address === undefined ? 'unknown' : address;
    },
  };
}

/** `ADDRESS/LENGTH` as Node lists it. */
export function listed(
  cidr: string,
  fields: { readonly mac?: string; readonly scopeid?: number } = {},
): NetworkInterfaceInfo {
  const [address = ''] = cidr.split('/');
  const common = { address, netmask: '', mac: '00:00:00:00:00:00', internal: address === '::1', cidr, ...fields };
  return address.includes(':')
    ? { ...common, family: 'IPv6', scopeid: fields.scopeid ?? 0 }
    : { ...common, family: 'IPv4' };
}

/** A signal that nobody ends. */
export const patience = new AbortController().signal;
