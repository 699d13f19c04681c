import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** An export of a package, with the specifier that it is imported from: `vision-heatmaps`, `vision-heatmaps/png`. */
export interface Export {
  readonly name: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly declarations: readonly ts.Declaration[];
}

interface Manifest {
  name: string;
  exports?: Record<string, unknown>;
  dependencies?: Record<string, string>;
}

const manifestOf = (packageDirectory: string): Manifest =>
  JSON.parse(readFileSync(path.join(packageDirectory, 'package.json'), 'utf8'));

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noLib: true,
  types: [],
};

/** What a package exports from `src/index.ts` and its other entries. Other packages are not looked into, which keeps it fast. */
export function exportsOf(packageDirectory: string): Export[] {
  const { name, exports = {} } = manifestOf(packageDirectory);
  const subpaths = Object.keys(exports).filter((subpath) => !subpath.endsWith('.json'));
  const sourceOf = (subpath: string) =>
    path.join(packageDirectory, 'src', subpath === '.' ? 'index.ts' : `${subpath.slice(2)}.ts`);
  const host = ts.createCompilerHost(OPTIONS);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) =>
      text.startsWith('.') ? ts.resolveModuleName(text, from, OPTIONS, host) : { resolvedModule: undefined },
    );
  const program = ts.createProgram(subpaths.map(sourceOf), OPTIONS, host);
  const checker = program.getTypeChecker();
  return subpaths.flatMap((subpath) => {
    const source = program.getSourceFile(sourceOf(subpath));
    const module = source && checker.getSymbolAtLocation(source);
    return (module ? checker.getExportsOfModule(module) : []).map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return {
        name: symbol.name,
        specifier: subpath === '.' ? name : name + subpath.slice(1),
        typeOnly: !(target.flags & ts.SymbolFlags.Value),
        declarations: target.declarations ?? [],
      };
    });
  });
}

/** The exports of a package and of the workspace packages that it depends on; its own come first. */
export function exportsInReach(packageDirectory: string): Export[] {
  const siblings = Object.entries(manifestOf(packageDirectory).dependencies ?? {})
    .filter(([, version]) => version.startsWith('workspace:'))
    .map(([name]) => path.join(packageDirectory, '..', name))
    .filter(existsSync);
  return [packageDirectory, ...siblings].flatMap(exportsOf);
}
