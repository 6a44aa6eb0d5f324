import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { mustRun, run, type Words } from '../../lab/command.ts';
import type { Run } from '../../support/run-command.ts';

/** A machine whose init is a real systemd, with files of its own where services are put; the network is this machine's. */
export interface SystemdMachine {
  /** Runs a command there, with this environment and nothing else. */
  run(words: Words, env?: Readonly<Record<string, string>>): Promise<Run>;
  /** A bash script in which `"$@"` is a command line that runs there. */
  readonly shell: string;
  close(): Promise<void>;
}

/** Where Node.js and the project are on that machine: nobody's home, and names that need quoting. */
export const node = '/opt/n o%de/bin/node';
export const script = "/opt/dynv6's/bin/dynv6.js";

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** Targets that a service names, and that do nothing here: of the machine's own services none is started. */
const targets = ['basic', 'default', 'multi-user', 'network-online', 'nss-lookup', 'shutdown', 'sysinit', 'timers'];

/**
 * Folders in memory stand where services and their state are put, so that nothing of it reaches the machine; the
 * control groups are one below the others, for the same reason.
 */
const boot = `
set -eu
umount --lazy --recursive /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
for folder in /run /var/lib /opt /var/spool/cron; do
  mkdir -p "$folder"
  mount -t tmpfs -o mode=755 tmpfs "$folder"
done
mkdir -p /run/systemd/system /run/etc /run/units /var/lib/private /var/spool/cron/crontabs
chmod 700 /var/lib/private
cp -a /etc/. /run/etc
rm -rf /run/etc/systemd/system /run/etc/dynv6 /run/etc/cron.d
mkdir -p /run/etc/systemd/system /run/etc/cron.d
mount --bind /run/etc /etc
for target in ${targets.join(' ')}; do printf '[Unit]\\nDefaultDependencies=no\\n' >"/run/units/$target.target"; done
mkdir -p '/opt/n o%de/bin' "/opt/dynv6's"
touch '${node}'
mount --bind "$NODE" '${node}'
mount --bind "$PROJECT" "/opt/dynv6's"
unset NODE PROJECT
# As on a machine: what is mounted for a service has to reach it.
mount --make-rshared /
export container=other SYSTEMD_UNIT_PATH=/etc/systemd/system:/run/units
exec "$(command -v /lib/systemd/systemd || command -v /usr/lib/systemd/systemd)" \\
  --system --unit=basic.target --show-status=no --log-target=console --log-level=warning
`;

const enclose = `
set -eu
groups=$(mktemp -d)
mount --make-rprivate /
mount -t cgroup2 cgroup2 "$groups"
mkdir "$groups/dynv6-test-$$"
echo $$ >"$groups/dynv6-test-$$/cgroup.procs"
umount "$groups"
rmdir "$groups"
exec unshare --fork --pid --kill-child --mount --mount-proc --cgroup --uts --ipc bash -c "$BOOT"
`;

/** Throws, with the reason, where this machine does not allow it. */
export async function bootSystemd(): Promise<SystemdMachine> {
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', BOOT: boot, NODE: process.execPath, PROJECT: project };
  const [file, ...options]: Words = ['unshare', '--mount', 'bash', '-c', enclose];
  const holder = spawn(file, options, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  holder.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = new Promise<void>((resolve) => holder.once('close', () => resolve()).once('error', () => resolve()));
  const alive = () => holder.exitCode === null && holder.signalCode === null && holder.pid !== undefined;
  const kill = () => void holder.kill('SIGKILL');
  process.once('exit', kill);

  let inside: Words | null = null;
  while (inside === null && alive()) inside = await whenUp(holder.pid ?? 0);
  const words = inside;
  const close = async () => {
    process.off('exit', kill);
    // The kernel ends everything inside with the first process there.
    if (alive()) await killChildOf(holder.pid ?? 0);
    await ended;
    await removeGroup(holder.pid ?? 0);
  };
  if (words === null) {
    await close();
    throw new Error(`systemd does not start: ${complaint.trim()}`);
  }
  return {
    shell: `exec ${words.join(' ')} "$@"`,
    run(line, variables = {}) {
      const set = Object.entries({ PATH: env.PATH, ...variables }).map(([name, value]) => `${name}=${value}`);
      return run([...words, 'env', '-i', ...set, ...line]);
    },
    close,
  };
}

/** The words that run a command beside systemd, once it is up; null: not yet. */
async function whenUp(holder: number): Promise<Words | null> {
  const init = await childOf(holder);
  if (init === null) return null;
  const inside = ['nsenter', `--target=${init}`, '--pid', '--mount', '--cgroup', '--uts', '--ipc', '--'] as const;
  const { stdout } = await run([...inside, 'systemctl', 'is-system-running']);
  return /^(running|degraded)$/m.test(stdout) ? inside : null;
}

async function childOf(pid: number): Promise<number | null> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const child = Number.parseInt(children, 10);
  return Number.isNaN(child) ? null : child;
}

async function killChildOf(pid: number): Promise<void> {
  const child = await childOf(pid);
  if (child !== null) process.kill(child, 'SIGKILL');
}

/** The kernel takes a moment to empty the control groups of what was killed. */
async function removeGroup(pid: number): Promise<void> {
  const remove = `
groups=$(mktemp -d)
mount -t cgroup2 cgroup2 "$groups"
until ! [ -d "$groups/dynv6-test-${pid}" ] || find "$groups/dynv6-test-${pid}" -depth -type d -exec rmdir {} + 2>/dev/null; do :; done
umount "$groups"
rmdir "$groups"
`;
  await mustRun(['unshare', '--mount', 'timeout', '10', 'sh', '-c', remove]);
}
