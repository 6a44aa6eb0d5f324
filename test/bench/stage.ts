import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBind, whatBindLacks } from '../double/bind.ts';
import { type Double, startDouble } from '../double/double.ts';
import { environment } from '../lab/command.ts';

/** What every program that is measured finds. */
export interface Stage {
  /** Empty at the start, and gone at the end. */
  readonly folder: string;
  readonly double: Double;
  /** Null where there is no BIND. */
  readonly nameServer: NameServer | null;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file that nobody else can read, and gives its path. */
  write(name: string, content: string): Promise<string>;
  close(): Promise<void>;
}

interface NameServer {
  readonly host: string;
  readonly port: number;
  readonly keyFile: string;
}

export const zone = 'example.dynv6.net';
/** As long as the service's are: what takes its time with each character shows. */
export const token = 'Zq8xR2mWc5LkVt7YbHs3NpJd9FgAeU';
export const manyZones: readonly string[] = Array.from({ length: 200 }, (_, index) => `host${index}.dynv6.net`);

/** The services are the same for all programs. They run in this process and beside it. */
export async function openStage(folder: string): Promise<Stage> {
  const write: Stage['write'] = async (name, content) => {
    const file = join(folder, name);
    await writeFile(file, content, { mode: 0o600 });
    return file;
  };
  const home = join(folder, 'home');
  await mkdir(home);
  const zones = Object.fromEntries([zone, ...manyZones].map((name) => [name, {}]));
  const double = await startDouble({ zones, tokens: { [token]: 'all' } });
  const bind = (await whatBindLacks()) === null ? await startBind() : null;
  const key = bind?.keys.get('hmac-sha256.tsig.dynv6.com') ?? '';
  return {
    folder,
    double,
    nameServer: bind === null ? null : { ...bind.server, keyFile: await write('tsig.key', key) },
    env: { ...environment, HOME: home, token },
    write,
    close: async () => void (await Promise.all([double.close(), bind?.stop()])),
  };
}
