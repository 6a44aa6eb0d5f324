/**
 * What was typed, with `--` before the value of a challenge that begins with a dash. It is base64url (RFC 8555, section
 * 8.1), one in 64 does, and those who call a program with it do not know that the program takes it for options.
 */
export function shieldChallenge(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => /^-[\w-]{42}$/.test(word));
  const isChallenge = words.slice(0, Math.max(at, 0)).some((word) => word === 'present' || word === 'cleanup');
  if (!isChallenge || words.includes('--')) return words;
  return [...words.slice(0, at), ...words.slice(at + 1), '--', ...words.slice(at, at + 1)];
}
