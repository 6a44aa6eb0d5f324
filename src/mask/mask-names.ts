/** systemd names interfaces that have no place of their own after their MAC: `enx0200005e1020` (systemd.net-naming-scheme). */
const namedAfterMac = /^((?:en|ib|sl|wl|ww)x)[\da-f]{12}$/;

/** The names as they are, but for those that hold a MAC: `enx000000000001`. Each name has one. */
export function maskNames(names: readonly string[]): (name: string) => string {
  const speaking = [...new Set(names)].filter((name) => namedAfterMac.test(name)).sort();
  return (name) => {
    const [, kind] = namedAfterMac.exec(name) ?? [];
    if (kind === undefined) return name;
    return `${kind}${(speaking.indexOf(name) + 1).toString(16).padStart(12, '0')}`;
  };
}
