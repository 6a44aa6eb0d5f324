import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Kind, kinds, type Owner, type Place, type Scope } from './service.ts';
import { isPassing } from './stable-path.ts';
import { supervisors } from './supervisors.ts';

export interface KindPlace {
  readonly kind: Kind;
  readonly scope: Scope;
  readonly place: Place;
}

/** Where services of these kinds may be; a kind that has none of that scope is left out. */
export function placesOf(kind: Kind | null, scope: Scope, owner: Owner): readonly KindPlace[] {
  return (kind === null ? kinds : [kind]).flatMap((name) => {
    const place = supervisors[name].place(scope, owner);
    return place === null ? [] : [{ kind: name, scope, place }];
  });
}

export function placeOf(kind: Kind, scope: Scope, owner: Owner): Result<Place, Failure> {
  const place = supervisors[kind].place(scope, owner);
  if (place !== null) return ok(place);
  return fail({
    code: 'usage',
    message: `${kind} has no place for a service of one user alone`,
    advice: 'Leave --user out, or take cron',
  });
}

/** What keeps this user from changing a service of that scope; null: nothing that can be known before. */
export function obstacle(scope: Scope, { id }: Owner, platform: string): Failure | null {
  // Windows says itself who has to be an administrator.
  if (scope === 'user' || platform === 'win32' || id === 0) return null;
  return {
    code: 'usage',
    message: 'only root can install and remove a service of the whole system',
    advice: 'Run it with sudo, or make it a service of this user with --user',
  };
}

/** What keeps the script from being run later; null: nothing. */
export function passingScript(script: string): Failure | null {
  if (!isPassing(script)) return null;
  return {
    code: 'usage',
    message: `${script} is in a folder that npx may empty at any time`,
    advice: 'Install dynv6 first: npm install --global dynv6',
  };
}
