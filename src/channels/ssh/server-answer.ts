import { stripVTControlCharacters } from 'node:util';
import type { Failure, FailureCode } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Acceptance } from '../../update.ts';
import { type Command, dataOf } from './commands.ts';
import type { ProcessEnd } from './run-process.ts';

const longestAnswer = 200;

/**
 * What the service's shell made of a command. Its sentences and exit codes are not known: nothing but the exit code 0
 * is a success, and that not if the words complain.
 */
export function readAnswer({ code, stdout, stderr }: ProcessEnd, command: Command): Result<Acceptance, Failure> {
  const response = oneLine(`${stdout}\n${stderr}`);
  const words = withoutOwnWords(response, command);
  const complained = complaints.find(([, sentence]) => sentence.test(words))?.[0];

  if (code === 0 && complained === undefined) {
    if (response.length > longestAnswer) return fail(foreign(response));
    return ok({
      outcome: /\bunchanged\b|\bno(?:thing)?\b.*\bchanged?\b|\balready\b/i.test(words) ? 'unchanged' : 'updated',
      response,
    });
  }
  // A shell of another kind looks for a program of that name (POSIX, 2.8.2 Exit Status for Commands).
  if (code === 126 || code === 127 || complained === undefined) return fail(foreign(response, code));
  return fail(failureOf(complained, response, code));
}

/** The first that fits counts. */
const complaints: readonly (readonly [FailureCode, RegExp])[] = [
  ['unexpected-answer', /\b(?:command not found|unknown (?:sub)?command|usage:|no such command|invalid command)/i],
  ['rate-limited', /\btoo (?:many|often|fast)\b|\brate limit|\bslow down\b/i],
  [
    'unavailable',
    /\btry again\b|\btemporar|\bunavailable\b|\bmaintenance\b|\binternal (?:server )?error\b|\btimed? ?out\b/i,
  ],
  [
    'token-rejected',
    /\b(?:permission|access) denied\b|\bforbidden\b|\bnot (?:allowed|permitted|authori[sz]ed)\b|\bunauthori[sz]ed\b/i,
  ],
  [
    'zone-unknown',
    /\bnot found\b|\bno such (?:zone|host|domain|name)\b|\bunknown (?:zone|host|domain|name)|\b(?:does not|doesn't) exist\b/i,
  ],
  [
    'unexpected-answer',
    /\b(?:error|failed|failure|invalid|unknown|no such|denied|refused|cannot|can't|could not|missing|not (?:a )?valid)\b/i,
  ],
];

function failureOf(code: FailureCode, response: string, exitCode: number | null): Failure {
  const said = `the service answered ${quoted(response)}`;
  switch (code) {
    case 'zone-unknown':
      return {
        code,
        message: `the service does not know this zone: it answered ${quoted(response)}`,
        advice: 'Check its spelling at dynv6.com/zones',
      };
    case 'token-rejected':
      return {
        code,
        message: `the key may not change this zone: the service answered ${quoted(response)}`,
        advice: 'Check at dynv6.com/keys whose key it is',
      };
    case 'unexpected-answer':
      return foreign(response, exitCode);
    default:
      return { code, message: said };
  }
}

function foreign(response: string, code: number | null = 0): Failure {
  const ending = code === 0 ? '' : code === null ? ' and was killed' : ` (exit code ${code})`;
  return {
    code: 'unexpected-answer',
    message: `the service answered ${response === '' ? 'nothing' : quoted(response)}${ending}; nothing is known to have changed`,
    advice: 'Check --server',
  };
}

/** The zone or an address may be made of the very words of a complaint. */
function withoutOwnWords(response: string, command: Command): string {
  const own = new Set(dataOf(command).flatMap((word) => word.toLowerCase().split(' ')));
  const isOwn = (word: string) => own.has(word.toLowerCase().replace(/^["'`(]+|["'`),;:.!]+$/g, ''));
  return response
    .split(' ')
    .filter((word) => !isOwn(word))
    .join(' ');
}

/** One line, without what a terminal would obey. */
function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
}

function quoted(response: string): string {
  return `"${response.length > 80 ? `${response.slice(0, 79)}…` : response}"`;
}
