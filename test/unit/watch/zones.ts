import type { Failure } from '../../../src/failure.ts';
import type { Outcome } from '../../../src/outcome.ts';
import { readSettings, type Settings } from '../../../src/settings/settings.ts';

/** The settings of a machine with nothing but a token, and these options. */
export function settingsWith(options: Readonly<Record<string, string>> = {}, zone = 'example.dynv6.net'): Settings {
  const settings = readSettings(
    { zone, device: null, options },
    {
      platform: 'linux',
      environment: { token: 'T0ken' },
      homeFolder: null,
      currentFolder: '/',
      files: { read: noFile, mode: noFile },
    },
  );
  if (!settings.ok) throw new Error(JSON.stringify(settings.failure));
  return settings.value;
}

function noFile(): never {
  throw Object.assign(new Error('there are no files'), { code: 'ENOENT' });
}

/** An update of the zone, which sent an address that is new. */
export function outcomeWith(what: Partial<Outcome> = {}): Outcome {
  const [zone] = settingsWith().zones;
  if (zone === undefined) throw new Error('no zone');
  return {
    zone: zone.zone,
    label: zone.label,
    channel: 'update-api',
    result: 'updated',
    sent: { ipv4: '198.41.0.4' },
    previous: null,
    response: 'addresses updated',
    failure: null,
    acceptedAt: null,
    choices: null,
    notes: [],
    at: 0,
    ...what,
  };
}

export function failedWith(failure: Failure): Outcome {
  return outcomeWith({ result: 'failed', sent: {}, response: null, failure });
}
