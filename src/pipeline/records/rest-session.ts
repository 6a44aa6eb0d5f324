import type { Channels } from '../../channels/open-channel.ts';
import type { RestClient } from '../../channels/rest/client.ts';
import type { ZoneJob } from '../../job.ts';
import type { Secret } from '../../secret.ts';
import { type PatientSendEffects, patientSend } from './patient-send.ts';

/** The REST API of a server, and the token that opens it. */
export interface RestWay {
  readonly server: URL;
  readonly token: Secret;
}

/** A client that shares the connections of these channels. */
export async function openRestClient(
  { server, token }: RestWay,
  { timeout, retries }: Pick<ZoneJob, 'timeout' | 'retries'>,
  channels: Channels,
  effects: PatientSendEffects,
): Promise<RestClient> {
  const [{ restClient }, send] = await Promise.all([import('../../channels/rest/client.ts'), channels.sender(timeout)]);
  return restClient({ server, token, send: patientSend(send, retries, effects), now: () => effects.now() });
}
