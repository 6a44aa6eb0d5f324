import type { Send } from '../channels/http.ts';
import { type Errand, isErrand, isNotice, isRecall, replyWith } from './messages.ts';

/** The channel to the process that sent the courier: Node's `process` where it was started with one. */
export interface Sender {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  send(message: object): unknown;
}

/** Carries requests until nobody sends any more. */
export function serveCourier(sender: Sender, openSend: (timeout: number) => Promise<Send>): Promise<void> {
  const underWay = new Map<number, AbortController>();

  async function carry({ id, timeout, request }: Errand): Promise<void> {
    const recalled = new AbortController();
    underWay.set(id, recalled);
    const send = await openSend(timeout);
    const answer = await send({ ...request, url: new URL(request.url) }, recalled.signal);
    underWay.delete(id);
    sender.send(replyWith(id, answer));
  }

  return new Promise((resolve) => {
    sender.on('message', (message) => {
      if (isErrand(message)) void carry(message);
      else if (isNotice(message)) void openSend(message.expect);
      else if (isRecall(message)) underWay.get(message.recall)?.abort();
    });
    sender.on('disconnect', resolve);
  });
}
