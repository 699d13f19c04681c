import { existsSync } from 'node:fs';
import path from 'node:path';
import { importsOf } from '../imports';
import { isWorkspacePackage, type Package } from '../workspace';

/**
 * What a package may depend on in the workspace: gradients <- base <- methods and heatmaps; trees, which have no gradients, on base alone; a rule on LRP; what draws on its colours and parts, and on what makes PNG files of SVG as an optional peer; what reads or writes ONNX files on their format;
 * perturbation methods on ONNX models, and what explains texts on the methods that it has by name, as optional peers that are loaded when they are asked for; pictures of metrics and of patterns, in an entry of their own, on what draws; recipes on methods, pictures and models; elements on pictures; leaves on anything.
 */
export function mayDependOn(name: string): readonly string[] {
  if (name === 'tfjs-gradients' || name === 'onnx-format') return [];
  if (name === 'xai-base') return ['tfjs-gradients'];
  if (name === 'tree-shap') return ['xai-base'];
  if (name.startsWith('lrp-rule-')) return ['relevance-propagation', 'xai-base'];
  if (/^(vision|text|timeseries|tabular)-heatmaps$/.test(name)) return ['svg-plots', 'svg-png', 'xai-base'];
  if (name === 'onnx-model' || name === 'xai-native') return ['onnx-format', 'tfjs-gradients', 'xai-base'];
  if (name === 'model-agnostic') {
    return ['explainable-ai', 'onnx-model', 'relevance-propagation', 'tfjs-gradients', 'xai-base'];
  }
  if (name === 'xai-metrics' || name === 'xai-patterns') return ['svg-plots', 'tfjs-gradients', 'xai-base'];
  if (name === 'xai-recipes') return belowRecipes;
  if (name === 'xai-elements')
    return ['vision-heatmaps', 'text-heatmaps', 'timeseries-heatmaps', 'tabular-heatmaps', 'svg-plots', 'xai-base'];
  return ['tfjs-gradients', 'xai-base'];
}

/** What recipes bring together: methods, pictures and models. */
const belowRecipes = [
  ...['explainable-ai', 'relevance-propagation', 'model-agnostic', 'tree-shap'],
  ...['vision-heatmaps', 'text-heatmaps', 'timeseries-heatmaps', 'tabular-heatmaps', 'svg-plots'],
  ...['onnx-model', 'onnx-format', 'tfjs-gradients', 'xai-base'],
];

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
  const source = path.join(directory, 'src');
  const isBundled = existsSync(path.join(directory, 'vite.config.ts')); // what its page needs is in the package, and need not be installed
  const needed = { ...manifest.dependencies, ...manifest.peerDependencies, ...(isBundled && manifest.devDependencies) };
  const declared = [name, ...Object.keys(needed)];
  return importsOf(file).flatMap(({ specifier }) => {
    if (specifier.startsWith('node:')) return [];
    if (specifier.startsWith('.')) {
      const isInside = !path.relative(source, path.join(path.dirname(file), specifier)).startsWith('..');
      return isInside
        ? []
        : [`${file}: imports "${specifier}", which is outside of ${source}; import a package by its name`];
    }
    const [imported] = /^(@[^/]+\/)?[^/]+/.exec(specifier)!;
    const isDeclared = declared.includes(imported);
    return isDeclared ? [] : [`${file}: imports "${specifier}"; declare ${imported} in ${directory}/package.json`];
  });
}
