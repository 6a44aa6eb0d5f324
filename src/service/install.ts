import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { isOurs } from './banner.ts';
import { sectionOf, withSection } from './crontab.ts';
import type { Described } from './describe.ts';
import type { ServiceEffects } from './effects.ts';
import { type Observed, observe } from './observe.ts';
import type { Definition, Kind, Place, Supervisor } from './service.ts';
import { carryOut, run, type Step, writeCrontab, writePart } from './step.ts';

export interface Installation {
  readonly result: 'installed' | 'changed' | 'unchanged' | 'planned';
  readonly steps: readonly Step[];
  readonly hints: readonly string[];
}

/** Brings the machine to what is described. Where it is so already, nothing is touched. */
export async function installService(
  kind: Kind,
  { place, define }: { readonly place: Place; readonly define: Supervisor['define'] },
  described: Described,
  effects: ServiceEffects,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Result<Installation, Failure>> {
  const observed = await observe(place, effects, { probe: true });
  if (observed.missing !== null) return fail(notHere(kind, observed.missing));
  const token = planToken(described, observed, effects);
  if (!token.ok) return token;
  const defined = define({ ...described.service, wrote: token.value.wrote });
  if (!defined.ok) return defined;
  const steps = planInstall(defined.value, place, observed, token.value.steps);
  if (!steps.ok) return steps;
  const { hints } = defined.value;
  if (steps.value.length === 0) return ok({ result: 'unchanged', steps: [], hints });
  if (dryRun) return ok({ result: 'planned', steps: steps.value, hints });
  const done = await carryOut(steps.value, effects);
  return done.ok ? ok({ result: observed.installed ? 'changed' : 'installed', steps: steps.value, hints }) : done;
}

interface TokenPlan {
  readonly steps: readonly Step[];
  /** What came with the service from then on. */
  readonly wrote: readonly string[];
}

/** A token file that somebody else made is neither overwritten nor, one day, removed. */
export function planToken(
  { service, token }: Described,
  { wrote }: Observed,
  effects: Pick<ServiceEffects, 'read' | 'mode'>,
): Result<TokenPlan, Failure> {
  const path = service.tokenFile?.path ?? null;
  const unused = wrote.filter((file) => file !== path).map((file): Step => ({ do: 'remove', path: file, alone: true }));
  if (path === null) return ok({ steps: unused, wrote: [] });
  const ours = wrote.includes(path);
  if (token === null) return ok({ steps: unused, wrote: ours ? [path] : [] });

  const bytes = effects.read(path);
  const same = bytes !== null && Buffer.from(bytes).toString().trim() === token.reveal();
  if (bytes !== null && !same && !ours) {
    return fail({
      code: 'config',
      message: `${path} is there already, with another token`,
      advice: `Name it with --token-file ${path} to use that one, or remove it`,
    });
  }
  const closed = ((effects.mode(path) ?? 0) & 0o077) === 0;
  // The folder of the whole system also holds the config file, which others may have to look for.
  const folderMode = service.scope === 'system' ? 0o755 : 0o700;
  const write: Step = { do: 'write', path, content: Buffer.from(`${token.reveal()}\n`), mode: 0o600, folderMode };
  const steps = same && (closed || !ours) ? unused : [...unused, write];
  return ok({ steps, wrote: bytes === null || ours ? [path] : [] });
}

/** What is left to do; empty where all is as it should be. */
function planInstall(
  { parts, crontab, start }: Definition,
  place: Place,
  observed: Observed,
  token: readonly Step[],
): Result<readonly Step[], Failure> {
  const foreign = parts.find(({ path }) => !isOurs(observed.files.get(path) ?? '') && observed.files.has(path));
  if (foreign !== undefined) {
    return fail({
      code: 'config',
      message: `${foreign.path} is there already, and dynv6 did not write it`,
      advice: 'Move it away first',
    });
  }
  const ours = [...observed.files].flatMap(([path, text]) => (isOurs(text) ? [path] : []));
  const obsolete = ours.filter((path) => !parts.some((part) => part.path === path));
  const changed = parts.filter(({ path, content }) => observed.files.get(path) !== content);
  const before = observed.crontab ?? '';
  const rewritten = crontab !== undefined && sectionOf(before) !== crontab ? withSection(before, crontab) : null;

  const nothing = changed.length + obsolete.length + token.length === 0 && rewritten === null;
  if (nothing && observed.running) return ok([]);
  const stop = observed.installed && !nothing ? place.stop(ours) : [];
  return ok([
    ...stop.map(run),
    ...obsolete.map((path): Step => ({ do: 'remove', path })),
    ...token,
    ...changed.map(writePart),
    ...(rewritten === null ? [] : [writeCrontab(rewritten)]),
    ...start.map(run),
  ]);
}

function notHere(kind: Kind, tool: string): Failure {
  return {
    code: 'usage',
    message: `there is no ${tool} here: this machine does not have ${kind}`,
    advice: 'Leave the kind out to take what the machine has, or take cron --user',
  };
}
