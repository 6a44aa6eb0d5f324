import type { Failure } from '../../failure.ts';
import { isObject } from '../../json-object.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Secret } from '../../secret.ts';
import type { HttpAnswer } from '../http.ts';
import { excerpt, isHtml, statusFailure } from '../http-status.ts';

/** What a request was about; its absence then has a name. */
export type Subject = 'zones' | 'zone' | 'record';

/** Where an answer comes from, and what must not show in a message about it. */
export interface AnswerContext {
  readonly subject: Subject;
  readonly host: string;
  readonly token: Secret;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The JSON that came with a success, read by `parse`; anything else is a failure. */
export function readJson<Value>(
  answer: HttpAnswer,
  context: AnswerContext,
  parse: (json: unknown) => Value | null,
): Result<Value, Failure> {
  const failure = failureOf(answer, context);
  if (failure !== null) return fail(failure);
  const value = parse(parseBody(answer.body));
  return value === null ? fail(foreign(answer, context)) : ok(value);
}

/** A success that carries nothing: 204, or a 200 whose body is no web page. */
export function readEmpty(answer: HttpAnswer, context: AnswerContext): Result<null, Failure> {
  const failure = failureOf(answer, context);
  if (failure !== null) return fail(failure);
  const empty = answer.body.trim() === '' || parseBody(answer.body) !== undefined;
  return empty && !isHtml(answer) ? ok(null) : fail(foreign(answer, context));
}

function failureOf(answer: HttpAnswer, context: AnswerContext): Failure | null {
  const byStatus = statusFailure(answer, context.host, context.now, [context.token]);
  if (answer.status === 422 || answer.status === 400) return refusedValue(answer, context) ?? byStatus;
  if (byStatus?.code !== 'zone-unknown') return byStatus;
  if (context.subject === 'zone') return byStatus;
  return context.subject === 'zones' ? noApi(context) : gone;
}

const gone: Failure = {
  code: 'unavailable',
  message: 'a record is no longer there: somebody else is changing the zone',
  advice: 'Run the command again',
};

function noApi({ host }: AnswerContext): Failure {
  return {
    code: 'unexpected-answer',
    message: `${host} knows no REST API`,
    advice: 'Check --server',
  };
}

const longestRefusal = 200;

/** The service's own words about the value that it refuses; null where the answer does not have its form. */
function refusedValue({ body }: HttpAnswer, { token }: AnswerContext): Failure | null {
  const json = parseBody(body);
  const error = isObject(json) ? json['error'] : undefined;
  if (!isObject(error)) return null;
  const fields = Array.isArray(error['fields']) ? error['fields'].filter(isObject) : [];
  const words =
    fields.length > 0 ? fields.map(({ name, message }) => `${text(name)}: ${text(message)}`) : [text(error['message'])];
  const refusal = [...words.map((word) => excerpt(word, [token])).join('; ')].slice(0, longestRefusal).join('');
  return { code: 'usage', message: `the service refuses this${refusal === '' ? '' : `: ${refusal}`}` };
}

function text(json: unknown): string {
  return typeof json === 'string' ? json : '';
}

/** Undefined where it is not JSON. */
function parseBody(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function foreign(answer: HttpAnswer, { host, token }: AnswerContext): Failure {
  const words = excerpt(answer.body, [token]);
  const what = isHtml(answer) ? 'a web page' : words === '' ? 'nothing' : `"${words}"`;
  return {
    code: 'unexpected-answer',
    message: `${host} answered ${answer.status} with ${what}, which is not what its REST API says`,
    advice: 'A captive portal or a proxy may stand in between: try again from another network, or check --server',
  };
}
