import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open as openFile, readdir, readFile, readlink } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Run } from '../support/run-command.ts';
import { environment, mustRun, run, type Words } from './command.ts';

/**
 * A network of its own, and a mount table of its own, so that `/etc/hosts` may differ. It has no name on the machine,
 * so that two runs cannot collide, and no life of its own: what holds it open is a process that ends with the pipe to
 * its owner, however the owner ends (namespaces(7), "namespace lifetime").
 */
export interface Namespace {
  /** For `ip link … netns`. */
  readonly path: string;
  /** Its name in the kernel: `net:[4026532265]`. */
  readonly network: string;
  /** Carries out `ip` commands, one a line (ip(8), `-batch`). */
  ip(lines: string): Promise<void>;
  /** Sets kernel settings, by their path below `/proc/sys`. */
  sysctl(settings: Readonly<Record<string, string | number>>): Promise<void>;
  /** A file of `/proc/net` as it reads inside. */
  procNet(name: string): Promise<string>;
  /** The words that run a command inside. It is killed when the process that started it ends. */
  inside(words: Words): Words;
  /** Runs a tool inside to its end. */
  run(words: Words): Promise<Run>;
  /** Starts a tool inside. */
  start(words: Words, stdio: StdioOptions): ChildProcess;
  /** Kills what runs inside. The kernel then takes the interfaces away, and the far ends of their cables. */
  close(): Promise<void>;
}

/** Says that it is inside, and ends with its input. */
const holdOpen: Words = ['unshare', '--net', '--mount', 'sh', '-c', 'echo open && exec cat'];

/** Throws, with the reason, where this machine does not allow it. */
export async function openNamespace(): Promise<Namespace> {
  const [unshare, ...words] = holdOpen;
  const holder = spawn(unshare, words, { env: environment });
  const complaint = text(holder.stderr);
  const [opened] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'close')]);
  if (!Buffer.isBuffer(opened)) throw new Error(await complaint);

  const path = `/proc/${holder.pid}/ns/net`;
  // As long as it is open, no other network can get the same name: what close() kills is ours.
  const pin = await openFile(path);
  const network = await readlink(path);
  const inside = (words: Words): Words => [
    ...(['nsenter', '--target', String(holder.pid), '--net', '--mount'] as const),
    ...(['setpriv', '--pdeathsig', 'KILL', '--'] as const),
    ...words,
  ];
  const ip = (lines: string) => mustRun(inside(['ip', '-batch', '-']), lines);
  await ip('link set lo up');

  return {
    path,
    network,
    inside,
    ip,
    sysctl(settings) {
      const lines = Object.entries(settings).map(([name, value]) => `echo '${value}' >'/proc/sys/${name}'\n`);
      return mustRun(inside(['sh', '-e']), lines.join(''));
    },
    procNet: (name) => readFile(`/proc/${holder.pid}/net/${name}`, 'utf8'),
    run: (words) => run(inside(words)),
    start(words, stdio) {
      const [file, ...rest] = inside(words);
      return spawn(file, rest, { env: environment, stdio });
    },
    async close() {
      if (pin.fd < 0) return;
      // What is killed takes a moment to leave.
      for (let pids = await processesIn(network); pids.length > 0; pids = await processesIn(network))
        pids.forEach(kill);
      await pin.close();
    },
  };
}

/** The processes of a network, by what `/proc/PID/ns/net` is a link to. */
export async function processesIn(network: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const networks = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/ns/net`).catch(() => null)));
  return pids.filter((_, index) => networks[index] === network).map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
