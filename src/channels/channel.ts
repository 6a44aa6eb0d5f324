import type { Failure } from '../failure.ts';
import type { Result } from '../result.ts';
import type { Acceptance, Update } from '../update.ts';

/**
 * One way into the service. It neither retries nor remembers nor prints: it builds the request, sends it over the
 * transport that it was given, and reads the answer. Several `publish` calls may be under way at once.
 * A failure is data; only a bug throws.
 */
export interface Channel {
  publish(update: Update, signal: AbortSignal): Promise<Result<Acceptance, Failure>>;
}
