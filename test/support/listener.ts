import { createServer } from 'node:http';

interface Heard {
  readonly method: string;
  /** What comes after the secret path. */
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

/** A server of somebody who wants to hear of updates, at a path that is a secret. */
export interface Listener {
  readonly url: string;
  /** The part of the URL that may show nowhere. */
  readonly secret: string;
  readonly heard: readonly Heard[];
  close(): void;
}

export async function startListener(): Promise<Listener> {
  const secret = 's3cr3t-f00-ba4';
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', url = '', headers } = request;
    const path = url.replace(`/${secret}`, '');
    heard.push({ method, path, contentType: headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() });
    response.end('OK');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/${secret}`,
    secret,
    heard,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
