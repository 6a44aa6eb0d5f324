import { exitCodes, type FailureCode } from '../failure.ts';
import { isObject } from '../json-object.ts';
import type { AcceptedValue, Refusal, Remembered } from '../remembered.ts';
import { type Field, fields } from '../update.ts';

/** The entry of a cache file, or null where any of its fields is not what this version writes. */
export function parseEntry(raw: unknown): Remembered | null {
  if (!isObject(raw)) return null;
  const accepted = parseAccepted(raw['accepted']);
  const { response, changedAt } = raw;
  const refusal = raw['refusal'] === null ? null : parseRefusal(raw['refusal']);
  if (accepted === null || refusal === undefined) return null;
  if (response !== null && typeof response !== 'string') return null;
  if (changedAt !== null && !isTime(changedAt)) return null;
  return { accepted, response, changedAt, refusal };
}

function parseAccepted(raw: unknown): Remembered['accepted'] | null {
  if (!isObject(raw)) return null;
  const accepted: Partial<Record<Field, AcceptedValue>> = {};
  for (const [name, entry] of Object.entries(raw)) {
    const field = fields.find((known) => known === name);
    if (field === undefined || !isObject(entry)) return null;
    const { value, at } = entry;
    if (!isText(value) || !isTime(at)) return null;
    accepted[field] = { value, at };
  }
  return accepted;
}

function parseRefusal(raw: unknown): Refusal | undefined {
  if (!isObject(raw)) return undefined;
  const { code, message, tokenHash, at, until, times } = raw;
  if (!isFailureCode(code) || !isText(message) || typeof tokenHash !== 'string') return undefined;
  if (!isTime(at) || !isTime(until) || !isTime(times)) return undefined;
  return { code, message, tokenHash, at, until, times };
}

function isFailureCode(raw: unknown): raw is FailureCode {
  return typeof raw === 'string' && Object.hasOwn(exitCodes, raw);
}

function isText(raw: unknown): raw is string {
  return typeof raw === 'string' && raw.trim() !== '';
}

/** `1e999` is a number of JSON, and no time. */
function isTime(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isFinite(raw) && raw >= 0;
}
