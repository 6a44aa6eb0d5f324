import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../support/run-command.ts';
import { type BindZone, namedConf, zoneFile } from './bind-config.ts';
import { startNamed, startTool } from './named.ts';

export interface BindOptions {
  readonly zones?: readonly BindZone[];
  /** Files of `tsigKeygen`, by the name of the key; one for each algorithm where nothing is said. */
  readonly keys?: ReadonlyMap<string, string>;
  /** `127.0.0.1` where nothing is said. */
  readonly address?: string;
  /** A free one where nothing is said. */
  readonly port?: number;
  /** A command that runs another one, such as `ip netns exec NAME`. */
  readonly inside?: readonly string[];
}

/** The double of dynv6's DNS side: a real BIND. */
export interface Bind {
  readonly server: { readonly host: string; readonly port: number };
  /** The files of its keys, by their names: `hmac-sha256.tsig.dynv6.com` and so on. */
  readonly keys: ReadonlyMap<string, string>;
  /** Every record of the zone by zone transfer, but the SOA, as `dig` writes it, with single blanks and sorted. */
  transfer(zone: string): Promise<readonly string[]>;
  /** Runs BIND's own client with that key file; `server` and `send` are added to the lines. */
  nsupdate(key: string, lines: readonly string[]): Promise<Run>;
  stop(): Promise<void>;
}

export const tsigAlgorithms = ['hmac-md5', 'hmac-sha1', 'hmac-sha224', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512'];

/** A zone with everything that an update must leave alone. */
export const exampleZone: BindZone = {
  name: 'example.dynv6.net',
  records: ['@ A 198.41.0.1', '@ AAAA 2a02:12ab:1::1', '@ TXT "kept"', '@ MX 10 mail', 'host AAAA 2a02:12ab:1::2'],
};

/** Starts BIND; it answers when the promise resolves. */
export async function startBind({
  zones = [exampleZone],
  keys,
  address = '127.0.0.1',
  port,
  inside = [],
}: BindOptions = {}): Promise<Bind> {
  const folder = await mkdtemp(join(tmpdir(), 'dynv6-bind-'));
  const known = keys ?? (await keysForAllAlgorithms());
  for (const zone of zones) await writeFile(join(folder, `${zone.name}.zone`), zoneFile(zone));
  const run = (words: readonly string[], stdin = '') => startTool([...inside, ...words], folder, stdin).finished;

  const named = await startNamed({
    folder,
    inside,
    address,
    port,
    configuration: (free) => namedConf(zones, known, address, free),
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const at = ['-p', String(named.port), `@${address}`];
  return {
    server: { host: address, port: named.port },
    keys: known,
    async transfer(zone) {
      const { stdout } = await run(['dig', ...at, 'axfr', zone, '+noall', '+answer', '+onesoa']);
      const lines = stdout.split('\n').map((line) => line.replace(/\s+/g, ' '));
      return lines.filter((line) => line !== '' && !line.includes(' SOA ')).sort();
    },
    async nsupdate(key, lines) {
      await writeFile(join(folder, 'nsupdate.key'), key);
      return run(
        ['nsupdate', '-k', 'nsupdate.key'],
        [`server ${address} ${named.port}`, ...lines, 'send', ''].join('\n'),
      );
    },
    async stop() {
      await named.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The text of a key file as `tsig-keygen` writes it. */
export async function tsigKeygen(algorithm: string, name: string): Promise<string> {
  const { code, stdout, stderr } = await startTool(['tsig-keygen', '-a', algorithm, name], '/', '').finished;
  if (code !== 0) throw new Error(`tsig-keygen: ${stderr}`);
  return stdout;
}

/** Which of BIND's programs is not installed here; null where all are. */
export async function whatBindLacks(): Promise<string | null> {
  for (const words of [
    ['named', '-v'],
    ['tsig-keygen', '-h'],
    ['nsupdate', '-V'],
    ['dig', '-v'],
  ]) {
    const missing = await startTool(words, '/', '').finished.then(
      () => false,
      () => true,
    );
    if (missing) return `${words[0]} is not installed`;
  }
  return null;
}

async function keysForAllAlgorithms(): Promise<ReadonlyMap<string, string>> {
  const names = tsigAlgorithms.map((algorithm) => [algorithm, `${algorithm}.tsig.dynv6.com`] as const);
  return new Map(
    await Promise.all(names.map(async ([algorithm, name]) => [name, await tsigKeygen(algorithm, name)] as const)),
  );
}
