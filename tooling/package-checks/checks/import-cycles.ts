import path from 'node:path';
import { importsOf } from '../imports';
import type { Package } from '../workspace';

/** No file imports itself through others. Imports of types count: files that need each other's types are one thought in two places. */
export function importCycles({ sources }: Package): string[] {
  const graph = new Map(sources.map((file) => [file, importedFiles(file, sources)]));
  return cycles(graph).map((cycle) => `${cycle.join('\n  imports ')}\nmove what they share to a file of its own`);
}

function importedFiles(file: string, sources: readonly string[]): string[] {
  return importsOf(file)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => path.join(path.dirname(file), specifier))
    .flatMap((target) => [target, `${target}.ts`, target.replace(/\.js$/, '.ts'), path.join(target, 'index.ts')])
    .filter((candidate) => sources.includes(candidate));
}

/** One cycle for each edge that closes one in a depth-first walk, as a list of nodes that ends where it starts. */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): void => {
    if (trail.includes(node)) found.push([...trail.slice(trail.indexOf(node)), node]);
    else if (!done.has(node)) for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}
