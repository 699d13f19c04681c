import { defineConfig } from 'tsup';
import { onlyWhereUsed } from './only-where-used';

/** The build of a package: each entry as an ES and as a CommonJS module, with types for both. */
export const library = (...entry: string[]) =>
  defineConfig({
    entry,
    format: ['esm', 'cjs'],
    dts: true,
    sourcemap: true,
    clean: true,
    target: 'es2022',
    treeshake: true,
    esbuildPlugins: [onlyWhereUsed],
  });
