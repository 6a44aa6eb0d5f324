import { fail, ok, type Result } from '../result.ts';
import { systemCode } from '../system-code.ts';

/** Why the system did not let something be read. */
export interface Refusal {
  /** A system error's name (`EACCES`), else empty. */
  readonly code: string;
  readonly message: string;
}

/** What the call gives, or why it threw. For calls into Node that throw for the system's reasons. */
export function attempt<Value>(call: () => Value): Result<Value, Refusal> {
  try {
    return ok(call());
  } catch (error) {
    if (!(error instanceof Error)) return fail({ code: '', message: String(error) });
    return fail({ code: systemCode(error) ?? '', message: error.message });
  }
}
