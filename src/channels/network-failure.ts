import type { Failure } from '../failure.ts';

interface Circumstances {
  /** Whether our own limit ended the request. */
  readonly timedOut: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  /** The proxy that was used; empty without one. */
  readonly proxy: string;
}

/** What kept a request from being answered, in words: the host and, for each address that was tried, the reason. */
export function networkFailure(error: unknown, url: URL, { timedOut, timeout, proxy }: Circumstances): Failure {
  const host = url.host;
  const through = proxy === '' ? '' : ' through the proxy';
  const causes = causesOf(error);
  const codes = causes.map(({ code }) => code);

  if (timedOut || codes.includes('UND_ERR_CONNECT_TIMEOUT') || codes.includes('UND_ERR_HEADERS_TIMEOUT')) {
    return {
      code: 'timeout',
      message: `${host} did not answer${through} within ${timeout / 1000} s: the update could not be confirmed`,
      advice: 'It is tried again by the next run; --timeout gives more time',
      cause: error,
    };
  }
  if (codes.some((code) => code === 'EAI_AGAIN' || code === 'ENOTFOUND')) {
    const reason = codes.includes('EAI_AGAIN')
      ? 'the name server cannot be reached (EAI_AGAIN)'
      : 'there is no such name (ENOTFOUND)';
    return {
      code: 'network',
      message: `${host} could not be looked up: ${reason}`,
      advice: 'Check the network and the name server, or --server',
      cause: error,
    };
  }
  if (causes.some(({ message }) => /Proxy response \(407\)/.test(message))) {
    return {
      code: 'config',
      message: `the proxy on the way to ${host} asks for a password`,
      advice: 'Put user and password into the proxy setting',
      cause: error,
    };
  }
  if (codes.some(isCertificateCode)) {
    return {
      code: 'network',
      message: `${host} does not prove that it is ${url.hostname}: ${textOf(causes)}`,
      advice:
        'A captive portal or a proxy may stand in between, or the clock may be wrong; your own authority goes into NODE_EXTRA_CA_CERTS',
      cause: error,
    };
  }
  return {
    code: 'network',
    message: `${host} could not be reached${through}: ${textOf(causes)}`,
    advice: 'Check the network; the next run tries again',
    cause: error,
  };
}

interface Cause {
  readonly code: string;
  readonly address: string;
  readonly message: string;
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed out',
  ENETUNREACH: 'no route (unreachable)',
  EHOSTUNREACH: 'host unreachable',
  EADDRNOTAVAIL: 'the local address cannot be used for it (unreachable)',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut short',
  UND_ERR_BODY_TIMEOUT: 'timed out',
};

function textOf(causes: readonly Cause[]): string {
  const texts = causes.map(({ code, address, message }) => {
    const reason = words[code] ?? (code === '' ? message : `${message} (${code})`);
    return address === '' ? reason : `${address} ${reason}`;
  });
  return [...new Set(texts)].join(', ');
}

/** Node.js gathers the attempts of one connection in an error whose own message is empty. */
function causesOf(error: unknown): readonly Cause[] {
  if (!(error instanceof Error)) return [{ code: '', address: '', message: String(error) }];
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(causesOf);
  const { code = '', address = '' } = error as { code?: unknown; address?: unknown };
  const own = { code: String(code), address: String(address), message: error.message.replace(/\s+/g, ' ') };
  return own.code === '' && error.cause !== undefined ? causesOf(error.cause) : [own];
}

function isCertificateCode(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(code);
}
