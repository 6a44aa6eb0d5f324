import { cron } from './cron.ts';
import { freebsdRc } from './freebsd-rc.ts';
import { launchd } from './launchd.ts';
import { openwrtProcd } from './openwrt-procd.ts';
import { type Kind, kinds, type Supervisor } from './service.ts';
import { systemd } from './systemd.ts';
import { taskScheduler } from './task-scheduler.ts';

export const supervisors: Readonly<Record<Kind, Supervisor>> = {
  systemd,
  cron,
  launchd,
  'task-scheduler': taskScheduler,
  'freebsd-rc': freebsdRc,
  'openwrt-procd': openwrtProcd,
};

export function kindNamed(word: string): Kind | null {
  return kinds.find((kind) => kind === word) ?? null;
}

/** What keeps services on this machine; `exists` tells of a file or folder. */
export function usualKind(platform: string, exists: (path: string) => boolean): Kind {
  switch (platform) {
    case 'win32':
      return 'task-scheduler';
    case 'darwin':
      return 'launchd';
    case 'freebsd':
      return 'freebsd-rc';
    default:
      if (exists('/etc/openwrt_release')) return 'openwrt-procd';
      // As sd_booted(3) tells it.
      return exists('/run/systemd/system') ? 'systemd' : 'cron';
  }
}
