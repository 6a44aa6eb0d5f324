import { dyndns2Alternatives } from './dyndns2-switches.ts';
import { restAlternatives } from './rest-switches.ts';
import { updateApiAlternatives } from './update-api-switches.ts';

/**
 * Everything about the service that is only guessed, or not known, with the ways in which it may turn out. The first
 * of each is the double's default; the client has to work with all of them.
 */
export const alternatives = { ...updateApiAlternatives, ...dyndns2Alternatives, ...restAlternatives } as const;

/** One way in which the guesses turn out. */
export type Switches = {
  readonly [Name in keyof typeof alternatives]: (typeof alternatives)[Name][number];
};

/** The double's defaults, with some switches thrown. */
export function withDefaults(thrown: Partial<Switches>): Switches {
  return { ...defaults, ...thrown };
}

const defaults: Switches = {
  badTokenStatus: 401,
  unknownZoneStatus: 404,
  errorWords: 'as seen',
  lineEnd: '',
  contentType: 'text/plain',
  plainHttp: 'answered',
  aliases: 'accepted',
  ipv6Length: 'sets the prefix',
  hostBelowZone: 'zone not found',
  unchanged: 'told',
  invalidStatus: 422,
  wrongFamilyAuto: 'invalid',
  removal: 'removes',
  ipv6Removal: 'invalid',
  dyndns2Unchanged: 'good',
  dyndns2Address: 'left out',
  dyndns2Refusals: 'by status',
  restIpv6: 'an address with its length',
  restByName: 'known',
  restPatch: 'the zone',
  restErrors: 'as of a validation',
  restUnused: 'null',
  restApex: '',
  restLongText: 'in one piece',
};
