import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Family } from '../../src/machine.ts';
import type { Certificates } from './certificates.ts';
import { connectionBook } from './connection-book.ts';
import { type FaultRule, never } from './faults.ts';
import { answerTo } from './handlers.ts';
import { type Endpoint, listen } from './listen.ts';
import { type DoubleRequest, readRequest } from './request.ts';
import { type HeldRecord, restStateOf } from './rest-state.ts';
import { emptyZone, type HeldZone, type State } from './state.ts';
import { type Switches, withDefaults } from './switches.ts';
import { transmit } from './transmit.ts';

export interface DoubleOptions {
  /** What the service holds at the start; `example.dynv6.net` with nothing set where nothing is said. */
  readonly zones?: Readonly<Record<string, Partial<HeldZone>>>;
  /** The records of each zone; none where nothing is said. */
  readonly records?: Readonly<Record<string, readonly Partial<HeldRecord>[]>>;
  /** Each token with the zones that it opens; `T0ken` for all where nothing is said. */
  readonly tokens?: Readonly<Record<string, 'all' | readonly string[]>>;
  readonly switches?: Partial<Switches>;
  readonly faults?: FaultRule;
  /** The addresses as which the service sees the client. */
  readonly seenAs?: Readonly<Partial<Record<Family, string>>>;
  /** Where to listen, on one port; `127.0.0.1` alone where nothing is said. */
  readonly addresses?: readonly string[];
  /** Listens for TLS too, on a port of its own. */
  readonly certificates?: Certificates;
  /** Free ones where nothing is said. */
  readonly ports?: { readonly http?: number; readonly https?: number };
}

/** The local double of dynv6's HTTP side. */
export interface Double {
  /** Where a client is to be sent: TLS if there is any, by the first address. */
  readonly url: string;
  readonly http: Endpoint;
  readonly https: Endpoint | null;
  /** Every request, in order of arrival. */
  readonly log: readonly DoubleRequest[];
  /** How many connections were opened, with or without a request. */
  readonly connections: number;
  readonly zones: ReadonlyMap<string, HeldZone>;
  readonly records: ReadonlyMap<string, readonly HeldRecord[]>;
  /** From now on, these faults. */
  misbehave(faults: FaultRule): void;
  /** Resolves when the request of that number has come in; at once where it has. */
  arrival(number: number): Promise<DoubleRequest>;
  /** Ends every connection, hanging ones too. */
  close(): Promise<void>;
}

/** Starts the double; it listens when the promise resolves. */
export async function startDouble(options: DoubleOptions = {}): Promise<Double> {
  const state = stateFrom(options);
  const log: DoubleRequest[] = [];
  const waiting: { readonly number: number; readonly resolve: (request: DoubleRequest) => void }[] = [];
  const connections = connectionBook();
  let faults = options.faults ?? never;
  let arrived = 0;

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    arrived += 1;
    const { number: connection, socket } = connections.entry(message.socket);
    const request = await readRequest(message, { number: arrived, connection, at: Date.now() });
    log.push(request);
    for (const { number, resolve } of waiting) if (number === request.number) resolve(request);
    await serve({ request, response, socket, state, faults });
  };
  // A client that goes away in the middle is an ordinary thing here.
  const onRequest = (message: IncomingMessage, response: ServerResponse) =>
    void answer(message, response).catch(() => response.destroy());

  const plain = () => createServer(onRequest).on('connection', connections.open);
  const { certificates } = options;
  const addresses = options.addresses ?? ['127.0.0.1'];
  const http = await listen('http', plain, addresses, options.ports?.http);
  const https =
    certificates === undefined
      ? null
      : await listen(
          'https',
          () => createTlsServer(certificates.server, onRequest).on('connection', connections.open),
          addresses,
          options.ports?.https,
        );

  return {
    url: (https ?? http).url,
    http,
    https,
    log,
    get connections() {
      return connections.opened;
    },
    zones: state.zones,
    records: state.rest.records,
    misbehave(rule) {
      faults = rule;
    },
    arrival(number) {
      const there = log.find((request) => request.number === number);
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push({ number, resolve }));
    },
    async close() {
      await Promise.all([http.close(), https?.close()]);
    },
  };
}

interface Serving {
  readonly request: DoubleRequest;
  readonly response: ServerResponse;
  /** The bare one, below TLS. */
  readonly socket: Socket;
  readonly state: State;
  readonly faults: FaultRule;
}

async function serve({ request, response, socket, state, faults }: Serving): Promise<void> {
  const fault = faults(request);
  if (fault?.kind === 'answer') return transmit(fault.answer, response, { kind: 'whole' });
  if (fault?.kind === 'reset' && fault.when === 'before') return void socket.resetAndDestroy();
  if (fault?.kind === 'hang' && fault.when === 'before') return;

  const answer = answerTo(request, state);
  if (fault === null) return transmit(answer, response, { kind: 'whole' });
  if (fault.kind === 'reset') return void socket.resetAndDestroy();
  if (fault.kind === 'hang') return;
  if (fault.kind === 'body') return transmit({ ...answer, body: fault.body }, response, { kind: 'whole' });
  return transmit(answer, response, fault);
}

function stateFrom({
  zones = { 'example.dynv6.net': {} },
  tokens = { T0ken: 'all' },
  ...options
}: DoubleOptions): State {
  return {
    zones: new Map(Object.entries(zones).map(([name, held]) => [name, { ...emptyZone, ...held }])),
    tokens: new Map(Object.entries(tokens)),
    rest: restStateOf(Object.keys(zones), options.records ?? {}),
    switches: withDefaults(options.switches ?? {}),
    seenAs: options.seenAs ?? {},
  };
}
