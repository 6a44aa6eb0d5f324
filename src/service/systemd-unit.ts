import { posix } from 'node:path';
import { banner } from './banner.ts';
import { commandLine } from './command-line.ts';
import type { Service } from './service.ts';
import { credentialsFolder, type Reach } from './systemd-reach.ts';
import { systemdPath, systemdRest, systemdWord } from './systemd-word.ts';

/** The folder below /var/lib that systemd makes for the service. */
export const stateFolder = 'dynv6';

/** The service of the whole system, shut off from all that it does not need. */
export function systemUnit(service: Service, reach: Reach): string {
  const asked: Service = {
    ...service,
    config: reach.config === null ? null : { path: reach.config, open: true },
    files: reach.files,
    tokenFile: null,
    cacheFolder: `/var/lib/${stateFolder}`,
  };
  const network = 'Wants=network-online.target\nAfter=network-online.target nss-lookup.target\n';
  return `${head(service, network)}
[Service]
${behaviour(asked, reach.config === service.config?.path)}
${identity(reach)}StateDirectory=${stateFolder}
StateDirectoryMode=0700
${reach.credentials.map(({ name, path }) => `LoadCredential=${name}:${systemdRest(path)}\n`).join('')}
${confinement}${places(service, reach)}
${service.period === null ? install('multi-user.target') : ''}`;
}

/** The service of one user, by that user's own systemd: what needs no privileges shuts it off. */
export function userUnit(service: Service): string {
  return `${head(service, '')}
[Service]
${behaviour(service, true)}UMask=0077

${unprivileged}
${service.period === null ? install('default.target') : ''}`;
}

export function timerUnit({ period, wrote }: Service): string {
  const seconds = Math.max(1, Math.round((period ?? 0) / 1000));
  return `${banner(wrote)}
[Unit]
Description=${description}

[Timer]
OnActiveSec=5s
OnUnitInactiveSec=${seconds}s
# Not all the world's clients at once, but each always at its own moment.
RandomizedDelaySec=${Math.ceil(seconds / 10)}s
FixedRandomDelay=yes
AccuracySec=10s

${install('timers.target')}`;
}

const description = 'Keeps a dynv6.com zone pointing at this machine';

function head({ wrote, period }: Service, network: string): string {
  return `${banner(wrote)}
[Unit]
Description=${description}
Documentation=https://dynv6.com/docs
${network}${period === null ? '# However often it failed: a connection that was dead for days may come back.\nStartLimitIntervalSec=0\n' : ''}`;
}

function behaviour(service: Service, readsConfigItself: boolean): string {
  const [node = '', ...words] = commandLine(service);
  const command = [systemdPath(node), ...words.map(execWord)].join(' ');
  if (service.period !== null) return `Type=oneshot\nExecStart=${command}\n`;
  // What root handed over is a copy: to read it again would tell nothing new.
  const reload = service.config !== null && readsConfigItself ? 'ExecReload=kill -HUP $MAINPID\n' : '';
  return `Type=notify
# Node.js cannot write to systemd's socket by itself: a child process does.
NotifyAccess=all
ExecStart=${command}
${reload}WatchdogSec=5min
Restart=on-failure
RestartSec=30s
# A wrong word, a refused token or a broken setting does not get better by trying again.
RestartPreventExitStatus=64 77 78
`;
}

/** The folder of the credentials is told by a variable. */
function execWord(word: string): string {
  return word.startsWith(`${credentialsFolder}/dynv6-`) ? word : systemdWord(word);
}

function identity({ root }: Reach): string {
  if (root === null) return 'DynamicUser=yes\n';
  return `# Root, but with none of root's powers: ${root}.\n`;
}

/** Who may see the home folders, and what may be written. */
function places({ writes }: Service, { root }: Reach): string {
  const home = root === null ? 'ProtectHome=yes\n' : 'ProtectHome=read-only\n';
  const folders = [...new Set(writes.map((file) => posix.dirname(file)))];
  return `${home}${folders.map((folder) => `ReadWritePaths=${systemdPath(folder)}\n`).join('')}`;
}

/** What a user's own systemd can do as well: the filters of the kernel (seccomp). */
const unprivileged = `NoNewPrivileges=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
# Refused, not killed: what is not needed may be tried.
SystemCallErrorNumber=EPERM
# MemoryDenyWriteExecute= has to stay off: V8 writes machine code and then runs it.
`;

const confinement = `${unprivileged}CapabilityBoundingSet=
AmbientCapabilities=
PrivateDevices=yes
PrivateMounts=yes
PrivateTmp=yes
PrivateUsers=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
# ProcSubset=pid would hide /proc/net, where the flags of the addresses stand.
ProtectSystem=strict
RemoveIPC=yes
UMask=0077
`;

function install(target: string): string {
  return `[Install]
WantedBy=${target}
`;
}
