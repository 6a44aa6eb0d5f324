import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { Answer } from './handler.ts';

type Transmission = Exclude<Fault, { readonly kind: 'answer' | 'reset' | 'hang' | 'body' }>['kind'] | 'whole';

/** Writes the answer, well or badly. Ends with the answer or with the connection, whichever is first. */
export async function transmit(
  { status, headers, body }: Answer,
  response: ServerResponse,
  how: { readonly kind: Transmission; readonly every?: number },
): Promise<void> {
  const bytes = Buffer.from(body);
  switch (how.kind) {
    case 'whole':
    case 'silent close':
      response.writeHead(status, { ...headers, 'content-length': bytes.length });
      await ended(response, () => response.end(bytes));
      if (how.kind === 'silent close') response.socket?.destroy();
      return;
    case 'half':
      response.writeHead(status, { ...headers, 'content-length': bytes.length * 2 });
      await ended(response, () => response.write(bytes, () => response.socket?.end()));
      return;
    case 'single bytes':
      response.writeHead(status, { ...headers });
      for (const byte of bytes) response.write(Buffer.of(byte));
      await ended(response, () => response.end());
      return;
    case 'drip':
      response.writeHead(status, { ...headers, 'content-length': bytes.length });
      await ended(response, () => drip(bytes, response, how.every ?? 0));
  }
}

function drip(bytes: Buffer, response: ServerResponse, every: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, every);
  response.once('close', () => clearInterval(timer));
}

function ended(response: ServerResponse, begin: () => void): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', () => resolve());
    begin();
  });
}
