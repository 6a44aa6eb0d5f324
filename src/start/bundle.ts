import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import type { CodeStore } from './code-store.ts';

export interface Bundle {
  /** As `require` does: a file of the bundle (`./main.cjs`), or one of Node's own modules. */
  load(id: string): unknown;
  /** Keeps the code that this run has compiled, for later ones. */
  keep(): void;
}

/**
 * The files of the bundle, run with the code that earlier runs have compiled. Node.js 20 keeps none. Node.js 22 keeps
 * what is compiled when a file is loaded, but not the functions that are compiled when they are first called, which
 * is most of a start.
 */
export function openBundle(folder: string, requireBuiltin: (id: string) => unknown, store: CodeStore | null): Bundle {
  const modules = new Map<string, { readonly exports: unknown }>();
  const unkept = new Map<string, Script>();

  function load(id: string): unknown {
    if (!id.startsWith('./')) return requireBuiltin(id);
    const known = modules.get(id);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(id, module);
    compile(id.slice(2)).runInThisContext()(module.exports, load, module, `${folder}/${id.slice(2)}`, folder);
    return module.exports;
  }

  function compile(name: string): Script {
    const filename = `${folder}/${name}`;
    const recalled = store?.recall(name) ?? null;
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'utf8')}\n})`,
      {
        filename,
        ...(recalled === null ? {} : { cachedData: recalled.code }),
      },
    );
    // What is made anew also holds what was compiled in the runs since.
    if (recalled === null || recalled.aged || script.cachedDataRejected === true) unkept.set(name, script);
    return script;
  }

  return {
    load,
    keep() {
      for (const [name, script] of unkept) store?.keep(name, () => script.createCachedData());
    },
  };
}
