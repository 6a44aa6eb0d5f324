import { expect, test } from 'vitest';
import type { HttpAnswer, HttpRequest, Send } from '../../../../src/channels/http.ts';
import type { Failure } from '../../../../src/failure.ts';
import { patientSend } from '../../../../src/pipeline/records/patient-send.ts';
import { fail, ok, type Result } from '../../../../src/result.ts';

type Answer = Result<HttpAnswer, Failure>;

const lost: Answer = fail({ code: 'network', message: 'the connection was reset' });
const refused: Answer = fail({ code: 'config', message: 'a proxy forbids it' });

function answered(status: number, retryAfter: string | null = null): Answer {
  return ok({ status, contentType: 'text/plain', body: '', retryAfter });
}

/** Sends one request through answers that come in turn. */
async function attempts(method: HttpRequest['method'], answers: readonly Answer[], retries = 3) {
  const pauses: number[] = [];
  let asked = 0;
  const send: Send = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    return answer ?? lost;
  };
  const effects = {
    now: () => 0,
    random: () => 1,
    sleep: async (pause: number) => void pauses.push(pause),
  };
  const request: HttpRequest = { method, url: new URL('https://dynv6.com/api/v2/zones'), headers: {}, over: 'any' };
  const answer = await patientSend(send, retries, effects)(request, new AbortController().signal);
  return { answer, asked, pauses };
}

test.for<{
  readonly is: string;
  readonly method: HttpRequest['method'];
  readonly first: Answer;
  readonly asked: number;
}>([
  { is: 'reading, after a lost connection', method: 'GET', first: lost, asked: 2 },
  { is: 'reading, after an error of the service', method: 'GET', first: answered(500), asked: 2 },
  { is: 'a change, after a lost connection', method: 'PATCH', first: lost, asked: 2 },
  { is: 'an addition that was not taken', method: 'POST', first: answered(503), asked: 2 },
  { is: 'a deletion that came too fast', method: 'DELETE', first: answered(429), asked: 2 },
  { is: 'not an addition whose fate is unknown', method: 'POST', first: lost, asked: 1 },
  { is: 'not an addition that broke the service', method: 'POST', first: answered(500), asked: 1 },
  { is: 'not a deletion whose fate is unknown', method: 'DELETE', first: lost, asked: 1 },
  { is: 'not what no waiting helps', method: 'GET', first: refused, asked: 1 },
  { is: 'not a refusal', method: 'GET', first: answered(401), asked: 1 },
  { is: 'not what is to wait for a minute', method: 'GET', first: answered(429, '60'), asked: 1 },
])('sent again: $is', async ({ method, first, asked }) => {
  expect((await attempts(method, [first, answered(200)])).asked).toBe(asked);
});

test('the pause that the service asks for is kept, and the number of attempts too', async () => {
  const run = await attempts('GET', [answered(429, '2')], 2);
  expect(run).toEqual({ answer: answered(429, '2'), asked: 3, pauses: [2000, 2000] });
});
