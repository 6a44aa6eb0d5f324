import { readFileSync } from 'node:fs';
import type { Failure } from '../../failure.ts';
import type { Way } from '../../job.ts';
import { fail, ok, type Result } from '../../result.ts';
import { systemCode } from '../../system-code.ts';
import type { Channel } from '../channel.ts';
import { dnsUpdate } from './channel.ts';
import { dnsExchange } from './exchange.ts';
import { parseKeyFile } from './key-file.ts';
import type { UpdateAccess } from './send-update.ts';
import type { TsigKey } from './tsig-key.ts';

type DnsWay = Extract<Way, { channel: 'dns' }>;

/** The channel of a way by DNS UPDATE, its key read from its file. `timeout` is in milliseconds. */
export async function openDnsUpdate(
  way: DnsWay,
  timeout: number,
  now: () => number,
): Promise<Result<Channel, Failure>> {
  const access = accessBy(way, timeout, now);
  return access.ok ? ok(dnsUpdate(access.value)) : access;
}

/** What it takes to change zones by this way. */
export function accessBy(
  { server, keyFile, keyName }: DnsWay,
  timeout: number,
  now: () => number,
): Result<UpdateAccess, Failure> {
  const key = readKey(keyFile, keyName);
  return key.ok ? ok({ server, key: key.value, exchange: dnsExchange({ timeout }), now }) : key;
}

function readKey(keyFile: string, keyName: string | null): Result<TsigKey, Failure> {
  let text: string;
  try {
    text = readFileSync(keyFile, 'utf8');
  } catch (error) {
    const code = systemCode(error) ?? '';
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    return fail({ code: 'config', message: `the key file ${keyFile} ${reason}`, cause: error });
  }
  return parseKeyFile(text, { source: keyFile, keyName: keyName ?? undefined });
}
