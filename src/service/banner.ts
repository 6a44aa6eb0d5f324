const title = 'Written by "dynv6 service install"; "dynv6 service uninstall" removes it.';
const wrote = 'With it came ';

/**
 * The lines with which every file of ours begins, as comments of its language: by them uninstall knows what is ours.
 * A path is JSON, in which two hyphens do not stand together: they would end a comment in XML.
 */
export function banner(files: readonly string[], comment: (line: string) => string = hash): string {
  const lines = files.map((file) => `${wrote}${JSON.stringify(file).replaceAll('--', '-\\u002d')}`);
  return [title, ...lines].map((line) => `${comment(line)}\n`).join('');
}

export function isOurs(text: string): boolean {
  return text.includes(title);
}

/** The files that came with this one. */
export function cameWith(text: string): readonly string[] {
  return [...text.matchAll(/With it came ("(?:[^"\\\n]|\\.)*")/g)].flatMap(([, json = '']) => {
    const path: unknown = JSON.parse(json);
    return typeof path === 'string' ? [path] : [];
  });
}

function hash(line: string): string {
  return `# ${line}`;
}
