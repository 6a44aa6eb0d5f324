const plain = /^[A-Za-z0-9_@+=:,./-]+$/;

/** A word of `ExecStart=`, as systemd reads it again: systemd.service(5), "Command lines"; systemd.unit(5), "Specifiers". */
export function systemdWord(word: string): string {
  return plain.test(word) ? word : `"${quotable(word).replaceAll('$', '$$$$')}"`;
}

/** The program of `ExecStart=`, in which no variables are looked for, or a path in a list. */
export function systemdPath(path: string): string {
  return plain.test(path) ? path : `"${quotable(path)}"`;
}

/** The rest of a line that is taken as it is, such as the path of `LoadCredential=`. */
export function systemdRest(path: string): string {
  return path.replaceAll('%', '%%');
}

function quotable(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%');
}
