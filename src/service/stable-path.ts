/**
 * Node.js by a path that is still right after the next upgrade: Homebrew keeps each version in a folder of its own,
 * and a link that follows.
 */
export function stableNode(path: string, isSameFile: (one: string, other: string) => boolean): string {
  const [, prefix, formula] = /^(.*)\/Cellar\/([^/]+)\/[^/]+\/bin\/node$/.exec(path) ?? [];
  if (prefix === undefined || formula === undefined) return path;
  const link = `${prefix}/opt/${formula}/bin/node`;
  return isSameFile(link, path) ? link : path;
}

/** The script itself, not a link in a folder of links; but pnpm's real folders carry the version in their names. */
export function stableScript(path: string, real: string): string {
  return real.includes('/.pnpm/') ? path : real;
}

/** Whether the script is in a folder that is emptied without notice. */
export function isPassing(script: string): boolean {
  return /[/\\]_npx[/\\]/.test(script);
}
