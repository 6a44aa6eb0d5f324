import { homedir } from 'node:os';

/** The user's home folder; null where there is none: HOME is unset, and the user is in no passwd file. */
export function homeFolder(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}
