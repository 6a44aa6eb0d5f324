import { cameWith, isOurs } from './banner.ts';
import { filesOfSection, sectionOf } from './crontab.ts';
import type { Ended, ServiceEffects } from './effects.ts';
import type { Command, Place } from './service.ts';

/** What is there of a service. */
export interface Observed {
  /** The texts of the place's files that are there. */
  readonly files: ReadonlyMap<string, string>;
  /** The user's crontab; null where the place is none. */
  readonly crontab: string | null;
  readonly installed: boolean;
  /** The files that came with it. */
  readonly wrote: readonly string[];
  /** Enabled, and at work where the supervisor can tell. */
  readonly running: boolean;
  /** What is missing, so that this supervisor is not here; null: it is. */
  readonly missing: string | null;
}

const listCrontab: Command = { file: 'crontab', words: ['-l'] };

/** `probe`: the supervisor is asked even where nothing is installed, to see whether it is there. */
export async function observe(
  place: Place,
  effects: ServiceEffects,
  { probe }: { readonly probe: boolean },
): Promise<Observed> {
  const files = textsOf(place.files, effects);
  const listed = place.crontab ? await effects.run(listCrontab) : null;
  const crontab = listed === null ? null : outputOf(listed);
  const ours = [...files].filter(([, text]) => isOurs(text));
  const installed = ours.length > 0 || sectionOf(crontab ?? '') !== null;

  const ended: Ended[] = [];
  const checks = installed || probe ? place.checks(ours.map(([path]) => path)) : [];
  for (const check of checks) ended.push(await effects.run(check));
  return {
    files,
    crontab,
    installed,
    wrote: [...ours.flatMap(([, text]) => cameWith(text)), ...filesOfSection(crontab ?? '')],
    running: installed && ended.every(isSuccess),
    missing: whatIsMissing(place, [...(listed === null ? [] : [listed]), ...ended], effects),
  };
}

function textsOf(paths: readonly string[], { read }: Pick<ServiceEffects, 'read'>): ReadonlyMap<string, string> {
  return new Map(
    paths.flatMap((path) => {
      const bytes = read(path);
      return bytes === null ? [] : [[path, decode(bytes)] as const];
    }),
  );
}

function whatIsMissing(
  { sign, tool }: Place,
  ended: readonly Ended[],
  { exists }: Pick<ServiceEffects, 'exists'>,
): string | null {
  if (sign !== null && !exists(sign)) return sign;
  return ended.includes('missing') ? tool : null;
}

/** Where there is no crontab yet, the command fails and says so. */
function outputOf(ended: Ended): string {
  return isSuccess(ended) ? ended.stdout : '';
}

function isSuccess(ended: Ended): ended is Exclude<Ended, 'missing'> {
  return ended !== 'missing' && ended.code === 0;
}

function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
