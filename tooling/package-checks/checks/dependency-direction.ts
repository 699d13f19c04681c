import path from 'node:path';
import { importsOf } from '../imports';
import { isWorkspacePackage, type Package } from '../workspace';

/** What a package may depend on in the workspace: gradients <- base <- methods and heatmaps; leaves on anything. */
export function mayDependOn(name: string): readonly string[] {
  if (name === 'tfjs-gradients') return [];
  if (name === 'xai-base') return ['tfjs-gradients'];
  return ['tfjs-gradients', 'xai-base'];
}

/** Dependencies run one way, sources import only what package.json declares, and relative imports stay in the package. */
export function dependencyDirection(one: Package): string[] {
  return [...wrongDependencies(one), ...one.sources.flatMap((file) => wrongImports(one, file))];
}

function wrongDependencies({ name, directory, isLeaf, manifest }: Package): string[] {
  if (isLeaf) return [];
  const allowed = mayDependOn(name);
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter((dependency) => isWorkspacePackage(dependency) && !allowed.includes(dependency))
    .map((dependency) => {
      const expected = allowed.length > 0 ? `only ${allowed.join(' and ')}` : 'no package of the workspace';
      return `${directory}/package.json: depends on ${dependency}; expected ${expected}. Move what both need to xai-base.`;
    });
}

function wrongImports({ name, directory, manifest }: Package, file: string): string[] {
  const declared = [name, ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })];
  return importsOf(file).flatMap(({ specifier }) => {
    if (specifier.startsWith('node:')) return [];
    if (specifier.startsWith('.')) {
      const inside = path.join(path.dirname(file), specifier).startsWith(path.join(directory, 'src') + path.sep);
      return inside || path.join(path.dirname(file), specifier) === path.join(directory, 'src')
        ? []
        : [`${file}: imports "${specifier}", which is outside of ${directory}/src; import the package by its name`];
    }
    const [imported] = /^(@[^/]+\/)?[^/]+/.exec(specifier)!;
    if (declared.includes(imported)) return [];
    return [
      `${file}: imports "${specifier}", but ${imported} is neither a dependency nor a peer in ${directory}/package.json`,
    ];
  });
}
