import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Words } from '../../lab/command.ts';
import { serviceAddresses } from '../../lab/service.ts';

/** A client that stays and keeps the zone up to date. */
export interface Client {
  readonly name: string;
  readonly words: Words;
  /** Its requests, by what they say of the client. */
  readonly userAgent: RegExp;
}

const zone = 'example.dynv6.net';
const token = 'T0ken';
const server = serviceAddresses.ipv4;

/** What the peers are told to look with: by themselves they would take a deprecated address. */
const lookUp = `#!/bin/sh
ip -6 -o addr show dev eth0 scope global -deprecated -temporary | sed -n 's/.* inet6 \\([^/]*\\).*/\\1/p' | head -n 1
`;

/** `dynv6 watch` as it comes, and the peers at their shortest interval. */
export async function clientsIn(folder: string): Promise<readonly Client[]> {
  const script = join(folder, 'look-up');
  await writeFile(script, lookUp);
  await chmod(script, 0o755);
  return [await dynv6(folder), await ddclient(folder, script), await inadyn(folder, script)];
}

async function dynv6(folder: string): Promise<Client> {
  const home = join(folder, 'dynv6');
  await mkdir(home);
  const environment = [`HOME=${home}`, `token=${token}`, `PATH=${process.env['PATH']}`];
  const command = [process.execPath, join(process.cwd(), 'bin', 'dynv6.js')];
  return {
    name: 'dynv6 watch',
    words: ['env', '-i', ...environment, ...command, 'watch', '-6', '--server', `http://${server}`, zone],
    userAgent: /^dynv6/,
  };
}

/** Shorter than 60 s is refused. */
async function ddclient(folder: string, script: string): Promise<Client> {
  const file = join(folder, 'ddclient.conf');
  await writeFile(
    file,
    `ssl=no
use=cmd, cmd=${script}
protocol=dyndns2, server=${server}, login=none, password=${token} ${zone}
`,
  );
  await chmod(file, 0o600);
  const cache = join(folder, 'ddclient.cache');
  return {
    name: 'ddclient, 60 s',
    words: ['ddclient', '-foreground', '-daemon', '60', '-file', file, '-cache', cache],
    userAgent: /^ddclient/,
  };
}

async function inadyn(folder: string, script: string): Promise<Client> {
  const file = join(folder, 'inadyn.conf');
  await writeFile(
    file,
    `period = 1
allow-ipv6 = true
custom dynv6 {
  hostname = ${zone}
  username = none
  password = ${token}
  ddns-server = ${server}
  ddns-path = "/api/update?zone=%h&token=%p&ipv6=%i"
  ssl = false
  append-myip = false
  checkip-command = "${script}"
}
`,
  );
  const cache = join(folder, 'inadyn');
  await mkdir(cache);
  return {
    name: 'inadyn, 1 s',
    words: ['inadyn', '-n', '-f', file, '--no-pidfile', `--cache-dir=${cache}`, '-l', 'none'],
    userAgent: /^inadyn/,
  };
}
