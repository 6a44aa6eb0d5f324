/** A zone that BIND serves, and who may change it. */
export interface BindZone {
  readonly name: string;
  /** Lines of a zone file, relative to the zone; the SOA and the NS record are added. */
  readonly records: readonly string[];
  /** The names of the keys that may change any of its records; all keys where nothing is said. */
  readonly changedBy?: readonly string[];
}

/** What `named` is told in its configuration; nothing outside of its own folder, and nothing that needs root. */
export function namedConf(
  zones: readonly BindZone[],
  keys: ReadonlyMap<string, string>,
  address: string,
  port: number,
): string {
  const [four, six] = address.includes(':') ? ['none', address] : [address, 'none'];
  return [
    ...keys.values(),
    `options {
      directory "."; pid-file none; session-keyfile none;
      listen-on port ${port} { ${four}; }; listen-on-v6 port ${port} { ${six}; };
      recursion no; dnssec-validation no; notify no; allow-transfer { any; }; max-records-per-type 0;
    };
    controls { };`,
    ...zones.map(({ name, changedBy = [...keys.keys()] }) => {
      const grants = changedBy.map((key) => `grant "${key}" zonesub ANY;`).join(' ');
      return `zone "${name}" { type primary; file "${name}.zone"; update-policy { ${grants} }; };`;
    }),
  ].join('\n');
}

export function zoneFile({ records }: BindZone): string {
  return ['$TTL 300', '@ SOA ns1 hostmaster 1 3600 600 86400 60', '@ NS ns1', 'ns1 A 127.0.0.1', ...records, ''].join(
    '\n',
  );
}
