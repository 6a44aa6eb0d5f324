import type { Failure } from '../failure.ts';
import { ok, type Result } from '../result.ts';
import { isOurs } from './banner.ts';
import { sectionOf, withoutSection } from './crontab.ts';
import type { ServiceEffects } from './effects.ts';
import { type Observed, observe } from './observe.ts';
import type { Place } from './service.ts';
import { carryOut, run, type Step, writeCrontab } from './step.ts';

export interface Removal {
  readonly result: 'removed' | 'absent' | 'planned';
  readonly steps: readonly Step[];
}

/** Takes back what install wrote, and what the supervisor made for it; nothing else. */
export async function uninstallService(
  place: Place,
  effects: ServiceEffects,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Result<Removal, Failure>> {
  const observed = await observe(place, effects, { probe: false });
  const steps = planUninstall(place, observed, effects);
  if (steps.length === 0) return ok({ result: 'absent', steps });
  if (dryRun) return ok({ result: 'planned', steps });
  const done = await carryOut(steps, effects);
  return done.ok ? ok({ result: 'removed', steps }) : done;
}

function planUninstall(
  place: Place,
  { files, crontab, installed, wrote }: Observed,
  { exists }: Pick<ServiceEffects, 'exists'>,
): readonly Step[] {
  if (!installed) return [];
  const ours = [...files].flatMap(([path, text]) => (isOurs(text) ? [path] : []));
  const rewrite = crontab === null || sectionOf(crontab) === null ? [] : [writeCrontab(withoutSection(crontab))];
  return [
    ...place.stop(ours).map(run),
    ...ours.map((path): Step => ({ do: 'remove', path })),
    ...rewrite,
    ...place.forget.map(run),
    ...wrote.filter(exists).map((path): Step => ({ do: 'remove', path, alone: true })),
    ...place.leftovers.filter(exists).map((path): Step => ({ do: 'remove', path })),
  ];
}
