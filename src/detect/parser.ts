import { isObject } from '../json-object.ts';
import { fail, ok, type Result } from '../result.ts';

/** Checks a value that came from outside; a failure is `PATH what is wrong with it`. */
export type Parser<Value> = (value: unknown, path: string) => Result<Value, string>;

export type Parsers<Shape> = { readonly [Field in keyof Shape]-?: Parser<Shape[Field]> };

/** What the guard takes, `is` saying in words what that is: `a text`. */
export function only<Value>(guard: (value: unknown) => value is Value, is: string): Parser<Value> {
  return (value, path) => (guard(value) ? ok(value) : fail(`${path} is not ${is}`));
}

export function oneOf<const Value>(...values: readonly Value[]): Parser<Value> {
  return (given, path) => {
    const found = values.find((value) => value === given);
    return found === undefined ? fail(`${path} is none of ${values.join(', ')}`) : ok(found);
  };
}

/** What the first parser takes, else what the second does. */
export function either<First, Second>(first: Parser<First>, second: Parser<Second>): Parser<First | Second> {
  return (value, path) => {
    const parsed = first(value, path);
    return parsed.ok ? parsed : second(value, path);
  };
}

export function list<Value>(item: Parser<Value>): Parser<readonly Value[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return fail(`${path} is not a list`);
    const items: Value[] = [];
    for (const [index, entry] of value.entries()) {
      const parsed = item(entry, `${path}[${index}]`);
      if (!parsed.ok) return parsed;
      items.push(parsed.value);
    }
    return ok(items);
  };
}

/** The fields named, each by its parser; others are left out. */
export function record<Shape>(parsers: Parsers<Shape>): Parser<Shape> {
  return (value, path) => {
    if (!isObject(value)) return fail(`${path === '' ? 'it' : path} is not an object`);
    const shape: Partial<Shape> = {};
    for (const field in parsers) {
      const parsed = parsers[field](value[field], path === '' ? field : `${path}.${field}`);
      if (!parsed.ok) return parsed;
      shape[field] = parsed.value;
    }
    // Every field of the shape has a parser, and each has given its value.
    return ok(shape as Shape);
  };
}
