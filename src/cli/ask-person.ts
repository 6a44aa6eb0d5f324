import { createInterface } from 'node:readline/promises';

/** The streams of a conversation. */
export interface Conversation {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** Yes or no. An end of the input is a no; null where there is nobody to ask. */
export async function askPerson(question: string, { input, output }: Conversation): Promise<boolean | null> {
  if (!input.isTTY || !output.isTTY) return null;
  const lines = createInterface({ input, output });
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
    return /^\s*y(?:es)?\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}
