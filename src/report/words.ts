import type { Failure } from '../failure.ts';
import { type Field, fields, type Values } from '../update.ts';

const fieldNames: Readonly<Record<Field, string>> = { ipv4: 'IPv4', ipv6: 'IPv6', ipv6prefix: 'prefix' };

/** `IPv4 198.41.0.4, IPv6 2a02:…, prefix 2a02:…/64`. */
export function describeValues(values: Values): string {
  return fields
    .flatMap((field) => {
      const value = values[field];
      return value === undefined ? [] : [`${fieldNames[field]} ${value === '-' ? 'removed' : value}`];
    })
    .join(', ');
}

/** What went wrong and what to do next, in one line. */
export function describeFailure({ message, advice }: Failure): string {
  const sentence = /[.!?…]$/.test(message) ? message : `${message}.`;
  return advice === undefined ? sentence.replace(/\.$/, '') : `${sentence} ${capitalised(advice)}`;
}

/** `12 min`, `3 h`, `2 d`. */
export function describeSpan(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return `${Math.max(0, Math.floor(milliseconds / 1000))} s`;
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

/** Without what could move a terminal's cursor or change its colours; on one line. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
