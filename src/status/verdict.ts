import { type AddressType, addressTypes, type Expected, type ServerAnswer, type Verdict } from '../verification.ts';

export interface Judgement {
  readonly verdict: Verdict;
  readonly verdicts: Readonly<Record<AddressType, Verdict | null>>;
}

/** The worst first. */
const bySeverity: readonly Verdict[] = ['differs', 'lags', 'unknown', 'agrees'];

/**
 * Compares what the name servers say with what they should. `settling`: the last change is so young that all of them
 * may still have the state before it.
 */
export function judge(expected: Expected, answers: readonly ServerAnswer[], settling: boolean): Judgement {
  const verdicts = {
    A: judgeType(expected.A, voicesOf(answers, 'A'), settling),
    AAAA: judgeType(expected.AAAA, voicesOf(answers, 'AAAA'), settling),
  };
  if (addressTypes.every((type) => expected[type] === null)) {
    return { verdict: Object.values(verdicts).includes('lags') ? 'lags' : 'unknown', verdicts };
  }
  const found = addressTypes.map((type) => verdicts[type]);
  return { verdict: bySeverity.find((verdict) => found.includes(verdict)) ?? 'unknown', verdicts };
}

/** What one name server says; null where it says nothing. */
type Voice = readonly string[] | null;

function judgeType(expected: readonly string[] | null, voices: readonly Voice[], settling: boolean): Verdict | null {
  const heard = voices.filter((voice) => voice !== null);
  const [first] = heard;
  if (first === undefined) return expected === null ? null : 'unknown';
  if (heard.some((voice) => !isSame(voice, first))) return 'lags';
  if (expected === null) return null;
  if (isSame(first, [...expected].sort())) return 'agrees';
  if (settling) return 'lags';
  // One server that lags while the others are silent is no proof that somebody changed the zone.
  return heard.length * 2 > voices.length ? 'differs' : 'unknown';
}

/** A server that answers at one of its addresses is not silent, even where others cannot be reached from here. */
function voicesOf(answers: readonly ServerAnswer[], type: AddressType): readonly Voice[] {
  return [...new Set(answers.map(({ server }) => server))].flatMap((name) => {
    const said = answers.flatMap(({ server, says }) => (server === name && says[type].ok ? [says[type].value] : []));
    return said.length === 0 ? [null] : said;
  });
}

/** The servers that said nothing at any of their addresses. */
export function silentServers(answers: readonly ServerAnswer[]): readonly string[] {
  const names = [...new Set(answers.map(({ server }) => server))];
  return names.filter((name) =>
    addressTypes.some((type) => answers.every(({ server, says }) => server !== name || !says[type].ok)),
  );
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((address, index) => address === other[index]);
}
