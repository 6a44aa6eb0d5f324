import { fail, ok, type Result } from '../result.ts';

/** JSON (RFC 8259) that remembers where each value began: an offset into the text. */
export type JsonTree = { readonly at: number } & (
  | { readonly kind: 'object'; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'plain'; readonly value: string | number | boolean | null }
);

export interface JsonEntry {
  readonly key: string;
  readonly at: number;
  readonly value: JsonTree;
}

/** Where a text stops being what it should be. */
export interface Misplaced {
  readonly at: number;
  readonly message: string;
}

/** `JSON.parse` would not tell the place, or tell it otherwise in every version of Node.js. */
export function parseJsonTree(text: string): Result<JsonTree, Misplaced> {
  const reader = new JsonReader(text);
  try {
    return ok(reader.whole());
  } catch (error) {
    if (error instanceof SyntaxFault) return fail({ at: error.at, message: error.message });
    throw error;
  }
}

/** Line and column, counted from 1. */
export function placeOf(text: string, at: number): string {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

class SyntaxFault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const deepest = 100;
const blank = /[ \t\r\n]*/y;
const string = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const bare = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): JsonTree {
    const tree = this.#value(0);
    if (this.#next() !== '') this.#refuse('the end of the file');
    return tree;
  }

  #value(depth: number): JsonTree {
    const next = this.#next();
    if (depth > deepest) throw new SyntaxFault(this.#at, 'nested too deeply');
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#array(depth);
    const at = this.#at;
    const token = this.#take(next === '"' ? string : bare) ?? this.#refuse('a value');
    return { kind: 'plain', at, value: plainValue(token) };
  }

  #object(depth: number): JsonTree {
    const at = this.#at;
    const entries = this.#list('}', () => this.#entry(depth));
    return { kind: 'object', at, entries };
  }

  #entry(depth: number): JsonEntry {
    this.#next();
    const at = this.#at;
    const key = String(plainValue(this.#take(string) ?? this.#refuse('a name in double quotes')));
    if (this.#next() !== ':') this.#refuse('":"');
    this.#at += 1;
    return { key, at, value: this.#value(depth + 1) };
  }

  #array(depth: number): JsonTree {
    const at = this.#at;
    return { kind: 'array', at, items: this.#list(']', () => this.#value(depth + 1)) };
  }

  #list<Item>(end: string, read: () => Item): readonly Item[] {
    this.#at += 1;
    const items: Item[] = [];
    if (this.#next() !== end) {
      items.push(read());
      while (this.#next() === ',') {
        this.#at += 1;
        items.push(read());
      }
    }
    if (this.#next() !== end) this.#refuse(`"," or "${end}"`);
    this.#at += 1;
    return items;
  }

  /** The next character that is no blank; empty at the end. */
  #next(): string {
    this.#take(blank);
    return this.#text.charAt(this.#at);
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const [token] = pattern.exec(this.#text) ?? [];
    if (token === undefined) return null;
    this.#at += token.length;
    return token;
  }

  #refuse(expected: string): never {
    throw new SyntaxFault(this.#at, `${expected} is expected here`);
  }
}

function plainValue(token: string): string | number | boolean | null {
  const value: unknown = JSON.parse(token);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
