import type { Answer } from './handler.ts';
import type { Switches } from './switches.ts';

export interface InvalidField {
  readonly name: string;
  readonly message: string;
}

export function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

export const noContent: Answer = { status: 204, headers: {}, body: '' };

/** Documented for 422 alone. */
export function invalid(fields: readonly InvalidField[]): Answer {
  return json(422, { error: { name: 'ValidationError', message: 'Validation failed', fields } });
}

const words: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
};

/** What these bodies hold is not known. */
export function refused(status: 400 | 401 | 403 | 404, { restErrors }: Switches): Answer {
  const message = words[status] ?? '';
  switch (restErrors) {
    case 'as of a validation':
      return json(status, { error: { name: message.replace(' ', ''), message } });
    case 'plain text':
      return { status, headers: { 'content-type': 'text/plain' }, body: message };
    case 'a web page':
      return { status, headers: { 'content-type': 'text/html' }, body: `<html><h1>${message}</h1></html>` };
    case 'none':
      return { status, headers: {}, body: '' };
  }
}
