import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import kleur from 'kleur';
import { type HomeNetwork, openHomeNetwork, privateIpv4 } from '../../lab/home-network.ts';
import { addressesOf } from '../../lab/if-inet6.ts';
import { type Client, clientsIn } from './clients.ts';
import { figuresOf } from './process-figures.ts';
import { type Contestant, formatReport } from './report.ts';

// How long it takes from a new address being usable to the request for it, and what a client that stays costs: a home
// network whose router is renumbered again and again, and three clients on one host.

const rounds = 10;
/** Milliseconds in which nothing happens, while the clients' work is counted. */
const idle = 120_000;
/** Milliseconds: the longest beat of a client. The next renumbering comes at any moment of it. */
const beat = 60_000;
/** Milliseconds after which a client has missed a renumbering. */
const patience = 180_000;

const network = await openHomeNetwork(fileURLToPath(new URL('./service-process.mjs', import.meta.url)));
try {
  console.log(await bench(network));
} finally {
  await network.close();
}
process.exit();

async function bench(lab: HomeNetwork): Promise<string> {
  await lab.plug('eth0');
  await lab.host.ip(privateIpv4);
  await renumber(lab, 0);
  const clients = await clientsIn(lab.folder);
  const pids = clients.map(({ words }) => lab.host.start(words, ['ignore', 'ignore', 'ignore']).pid ?? 0);
  await Promise.all(clients.map((client) => requestFor(lab, client, 0)));
  // What a client needed to start and to send is put away.
  await wait(20_000);

  console.log(kleur.dim(`All have published once. Now nothing happens for ${idle / 1000} s.`));
  const before = pids.map(figuresOf);
  await wait(idle);
  const after = pids.map(figuresOf);
  const delays = clients.map((): number[] => []);
  for (let round = 1; round <= rounds; round += 1) {
    await wait(beat * Math.random());
    const usableAt = await renumber(lab, round);
    const found = await Promise.all(clients.map((client) => requestFor(lab, client, round)));
    for (const [index, at] of found.entries()) delays[index]?.push(at - usableAt);
    const line = clients.map(({ name }, index) => `${name} ${((found[index] ?? 0) - usableAt).toFixed()} ms`);
    console.log(kleur.dim(`Renumbering ${round}: ${line.join(', ')}`));
  }
  const contestants = clients.map(({ name }, index): Contestant => {
    const [begin, end] = [before[index], after[index]];
    if (begin === undefined || end === undefined) throw new Error(`${name} was not measured`);
    return { name, delays: delays[index] ?? [], begin, end, last: figuresOf(pids[index] ?? 0) };
  });
  return formatReport(contestants, idle, await memoryOfBareNode());
}

/** Announces another prefix in place of the one before; gives the time at which the address in it could be used. */
async function renumber(lab: HomeNetwork, round: number): Promise<number> {
  const old = round === 0 ? [] : [{ network: `${prefixOf(round - 1)}::/64`, preferred: 0 }];
  const announced = lab.advertisements.announce([...old, { network: `${prefixOf(round)}::/64` }]);
  for (;;) {
    const addresses = await addressesOf(lab.host);
    const at = Date.now();
    if (addresses.some(({ address, flags }) => address.startsWith(`${prefixOf(round)}:`) && flags.length === 0)) {
      await announced;
      return at;
    }
    await wait(10);
  }
}

function prefixOf(round: number): string {
  return `2a02:12ab:${(0x100 + round).toString(16)}:0`;
}

/** When the client's first request for the address of that renumbering came in; NaN where none came. */
async function requestFor(lab: HomeNetwork, { userAgent }: Client, round: number): Promise<number> {
  const prefix = `${prefixOf(round)}:`;
  for (const end = Date.now() + patience; Date.now() < end; await wait(100)) {
    const requests = await lab.service.requests();
    const found = requests.find(
      ({ headers, parameters }) =>
        userAgent.test(headers['user-agent'] ?? '') &&
        [parameters['ipv6'], parameters['myip']].some((value) => value?.startsWith(prefix)),
    );
    if (found !== undefined) return found.at;
  }
  return Number.NaN;
}

/** MiB. */
async function memoryOfBareNode(): Promise<number> {
  const script = 'setInterval(() => {}, 1000); console.log()';
  const node = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(node.stdout, 'data');
  await wait(2000);
  const { memory } = figuresOf(node.pid ?? 0);
  node.kill();
  return memory;
}
