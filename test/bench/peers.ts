import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type Words } from '../lab/command.ts';
import { interfaceName, ipv4, ipv6 } from './network.ts';
import { type Stage, token, zone } from './stage.ts';
import { names, type Subject } from './subject.ts';

interface Peer {
  /** They show that it is installed, and which version. */
  readonly versionWords: Words;
  readonly subjects: (stage: Stage) => Promise<readonly (readonly [name: string, words: Words])[]>;
}

/** Other programs that do the same job against the same service; what is not installed is said. */
export async function peerSubjects(stage: Stage, say: (line: string) => void): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const { versionWords, subjects: made } of [ddclient, inadyn, curl, nsupdate]) {
    const [program] = versionWords;
    const shown = await run(versionWords).catch(() => null);
    if (shown === null) {
      say(`${program} is not installed and is left out; WITH_PEERS=1 test/setup installs it`);
      continue;
    }
    const version = `${shown.stdout}${shown.stderr}`.split('\n').find((line) => /\d\.\d/.test(line));
    for (const [name, command] of await made(stage)) subjects.push({ group: 'Others', name, words: command });
    say(`${program}: ${version?.trim() ?? 'version unknown'}`);
  }
  return subjects;
}

/** IPv4 alone: the protocol knows no more. */
const ddclient: Peer = {
  // It tells its version to nobody.
  versionWords: ['ddclient', '-help'],
  async subjects({ double, folder, write }) {
    const file = await write(
      'ddclient.conf',
      `
daemon=0
syslog=no
ssl=no
use=if, if=${interfaceName}
protocol=dyndns2
server=127.0.0.1:${double.http.port}
login=none
password='${token}'
${zone}
`,
    );
    const words = ['ddclient', '-file', file, '-cache', join(folder, 'ddclient.cache')] as const;
    return [
      ['ddclient, one request', [...words, '-force']],
      [names.ddclientUnchanged, words],
    ];
  },
};

/** IPv4 alone, as its documentation has it for services of one's own. */
const inadyn: Peer = {
  versionWords: ['inadyn', '--version'],
  async subjects({ double, folder, write }) {
    const file = await write(
      'inadyn.conf',
      `
iface = ${interfaceName}
custom dynv6 {
  ssl = false
  username = none
  password = ${token}
  hostname = ${zone}
  ddns-server = 127.0.0.1:${double.http.port}
  ddns-path = "/api/update?zone=%h&token=%p&ipv4=%i"
  ddns-response = "addresses"
}
`,
    );
    const cache = join(folder, 'inadyn');
    await mkdir(cache);
    const words = [
      ...(['inadyn', '--once', '--foreground', '--loglevel=none', '-f', file] as const),
      ...[`--cache-dir=${cache}`, `--pidfile=${join(cache, 'pid')}`],
    ] as const;
    return [
      ['inadyn, one request', [...words, '--force']],
      ['inadyn, nothing to send', words],
    ];
  },
};

/** The request alone: it neither looks for addresses nor remembers them. */
const curl: Peer = {
  versionWords: ['curl', '--version'],
  async subjects({ double }) {
    const query = new URLSearchParams({ zone, token, ipv4, ipv6, ipv6prefix: '2a02:12ab:34c:ef::/64' });
    return [['curl, one request', ['curl', '-s', `${double.url}/api/update?${query}`]]];
  },
};

/** The update alone, of the same records. */
const nsupdate: Peer = {
  versionWords: ['nsupdate', '-V'],
  async subjects({ nameServer, write }) {
    if (nameServer === null) return [];
    const file = await write(
      'nsupdate.txt',
      `
server ${nameServer.host} ${nameServer.port}
zone ${zone}
update delete ${zone} A
update add ${zone} 60 A ${ipv4}
update delete ${zone} AAAA
update add ${zone} 60 AAAA ${ipv6}
send
`,
    );
    return [['nsupdate, one update', ['nsupdate', '-k', nameServer.keyFile, file]]];
  },
};
