import type { Failure } from '../failure.ts';
import type { Secret } from '../secret.ts';
import type { Settings } from '../settings/settings.ts';
import { findToken } from '../settings/token.ts';
import { tokenPlaces } from '../settings/token-places.ts';
import type { Words } from '../settings/words.ts';
import type { SettingsWorld } from '../settings/world.ts';

/** Where the token of a service comes from. */
export type TokenSource =
  /** It stands in the environment, which a service does not have: it has to be written down. */
  | { readonly is: 'environment'; readonly token: Secret }
  | { readonly is: 'file'; readonly path: string }
  /** The config file says it, or no token is used. */
  | { readonly is: 'settled' }
  | { readonly is: 'missing'; readonly failure: Failure };

/** The nearest place that has one, as an update would find it. */
export function tokenSource(words: Words, { zones }: Settings, world: SettingsWorld): TokenSource {
  if (zones.every(({ channel }) => channel === 'dns' || channel === 'ssh')) return { is: 'settled' };
  for (const place of tokenPlaces(words, null, null, world)) {
    const found = findToken([place], world.files);
    if (!found.ok && found.failure.code === 'no-token' && place.kind === 'file' && place.mayBeMissing) continue;
    if (!found.ok) return { is: 'missing', failure: found.failure };
    return place.kind === 'file' ? { is: 'file', path: place.path } : { is: 'environment', token: found.value.token };
  }
  for (const { job } of zones)
    if (!job.ok && job.failure.code === 'no-token') return { is: 'missing', failure: job.failure };
  return { is: 'settled' };
}
