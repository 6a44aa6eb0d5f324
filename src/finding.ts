import type { Failure, FailureCode } from './failure.ts';
import type { ChannelName } from './update.ts';

/** What a look at one thing came to: what was found, in one line, or what stands in the way. */
export type Finding =
  | { readonly subject: string; readonly state: 'ok'; readonly message: string }
  | { readonly subject: string; readonly state: 'missing' | 'failed'; readonly failure: Failure };

/** What is known of one zone without anything being changed. */
export interface ZoneFindings {
  readonly zone: string;
  readonly label: string;
  /** The channel that an update would take. */
  readonly channel: ChannelName;
  /** What all its channels need. */
  readonly findings: readonly Finding[];
  /** Whether each channel would work; the subject is its name. */
  readonly channels: readonly (Finding & { readonly subject: ChannelName })[];
}

export function good<Subject extends string>(
  subject: Subject,
  message: string,
): Finding & { readonly subject: Subject } {
  return { subject, state: 'ok', message };
}

export function bad<Subject extends string>(
  subject: Subject,
  failure: Failure,
): Finding & { readonly subject: Subject } {
  return { subject, state: lacking.includes(failure.code) ? 'missing' : 'failed', failure };
}

/** What the user has to provide, and nothing has been tried yet. */
const lacking: readonly FailureCode[] = ['config', 'no-token', 'no-address'];
