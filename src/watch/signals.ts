import { isatty } from 'node:tty';

/** What others want of the watcher. */
export interface SignalHandlers {
  /** SIGTERM, SIGINT; on Windows also the end of the console. */
  readonly end: () => void;
  /** SIGHUP. */
  readonly reload: () => void;
  /** SIGUSR1. */
  readonly look: () => void;
}

/**
 * Listens until the process ends. As process 1 of a container only signals that are listened to arrive at all, and
 * Node.js opens its debugger on a SIGUSR1 that nobody listens to.
 */
export function listenForSignals(process: NodeJS.Process, { end, reload, look }: SignalHandlers): void {
  const onTerminal = isatty(0);
  // Sent, too, when the terminal is closed that we run on.
  const hangUp = () => (onTerminal && !isatty(0) ? end() : reload());
  const handlers: Readonly<Partial<Record<NodeJS.Signals, () => void>>> =
    process.platform === 'win32'
      ? { SIGINT: end, SIGBREAK: end, SIGHUP: end }
      : { SIGTERM: end, SIGINT: end, SIGHUP: hangUp, SIGUSR1: look };
  for (const [name, handler] of Object.entries(handlers)) process.on(name, handler);
}
