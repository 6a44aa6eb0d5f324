/** Record types that this client reads or writes (RFC 1035, 3596, 8945); any other stays opaque. */
export const types = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, TSIG: 250 } as const;

/** RFC 2136, section 2.4 and 2.5: in an update, NONE and ANY say what is to be deleted. */
export const classes = { IN: 1, NONE: 254, ANY: 255 } as const;

export const opcodes = { query: 0, update: 5 } as const;

/** The words of RFC 1035, section 4.1.1, and RFC 2136, section 2.2, by their number. */
const responseCodes: readonly string[] = [
  'NOERROR',
  'FORMERR',
  'SERVFAIL',
  'NXDOMAIN',
  'NOTIMP',
  'REFUSED',
  'YXDOMAIN',
  'YXRRSET',
  'NXRRSET',
  'NOTAUTH',
  'NOTZONE',
];

/** `NOERROR`, `REFUSED`, …; `RCODE 11` where there is no word. */
export function describeResponseCode(code: number): string {
  return responseCodes[code] ?? `RCODE ${code}`;
}
