import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isWorkspacePackage, type Manifest, type Package } from '../workspace';

const FIELDS = [
  ...['name', 'version', 'description', 'keywords', 'author', 'license', 'homepage', 'repository', 'bugs'],
  ...['type', 'sideEffects'],
  ...['main', 'module', 'types', 'exports', 'typesVersions', 'bin', 'files', 'engines', 'scripts'],
  ...['dependencies', 'peerDependencies', 'peerDependenciesMeta', 'devDependencies'],
];
const OPTIONAL = ['typesVersions', 'bin', 'dependencies', 'peerDependencies', 'peerDependenciesMeta'];
const FILES = ['README.md', 'LICENSE', 'tsconfig.json', 'tsup.config.ts', 'jest.config.cjs', 'test/examples.test.ts'];
/** Files that are the same everywhere; `xai-base` has the original. */
const SAME_FILES = ['LICENSE', 'tsconfig.json', 'jest.config.cjs', 'test/examples.test.ts'];
const CORE = '@tensorflow/tfjs-core';

/** The values that are the same everywhere, or follow from the package's name. */
const valuesOf = (name: string, { exports = {} }: Manifest): Record<string, unknown> => ({
  name,
  author: 'The xai-ts authors',
  license: 'MIT',
  homepage: `https://github.com/xai-ts/xai-ts/tree/main/packages/${name}#readme`,
  repository: { type: 'git', url: 'git+https://github.com/xai-ts/xai-ts.git', directory: `packages/${name}` },
  bugs: { url: 'https://github.com/xai-ts/xai-ts/issues' },
  type: 'module',
  sideEffects: false,
  main: './dist/index.cjs',
  module: './dist/index.js',
  types: './dist/index.d.ts',
  exports: Object.fromEntries(['.', ...Object.keys(exports)].map((subpath) => [subpath, exportOf(subpath)])),
  typesVersions: typesVersionsOf(Object.keys(exports)),
  engines: { node: '>=20' },
  scripts: { build: 'tsup', prepack: 'tsup', test: 'jest' },
});

/** Where TypeScript finds the types of the entries beside the main one, when it resolves modules as Node 10 did, without \`exports\`. */
function typesVersionsOf(subpaths: readonly string[]): unknown {
  const beside = subpaths.filter((subpath) => subpath !== '.' && !isFile(subpath)).map((subpath) => subpath.slice(2));
  if (beside.length === 0) return undefined;
  return { '*': Object.fromEntries(beside.map((name) => [name, [`./dist/${name}.d.ts`]])) };
}

/** Whether what is exported is a file as it is: a font, package.json. */
function isFile(subpath: string): boolean {
  return /\.\w+$/.test(subpath);
}

function exportOf(subpath: string): unknown {
  if (isFile(subpath)) return subpath;
  const file = `./dist/${subpath === '.' ? 'index' : subpath.slice(2)}`;
  return {
    import: { types: `${file}.d.ts`, default: `${file}.js` },
    require: { types: `${file}.d.cts`, default: `${file}.cjs` },
  };
}

/** Every package has the same files, and a complete package.json with the same fields in the same order. */
export function uniform(one: Package): string[] {
  const { directory, manifest } = one;
  const inManifest = [...fields(manifest), ...values(one), ...versions(manifest), ...peers(one)];
  return [...inManifest.map((problem) => `${directory}/package.json: ${problem}`), ...files(directory)];
}

function fields(manifest: Manifest): string[] {
  const present = Object.keys(manifest);
  const expected = FIELDS.filter((field) => present.includes(field) || !OPTIONAL.includes(field));
  if (isDeepStrictEqual(present, expected)) return [];
  return [`the fields are ${present.join(', ')}; expected, in this order: ${expected.join(', ')}`];
}

function values({ name, manifest }: Package): string[] {
  const wrong = Object.entries(valuesOf(name, manifest))
    .filter(([field, expected]) => !isDeepStrictEqual(manifest[field], expected))
    .map(([field, expected]) => `${field} is ${JSON.stringify(manifest[field])}; expected ${JSON.stringify(expected)}`);
  if (!manifest.exports?.['./package.json']) wrong.push('exports lacks "./package.json": "./package.json"');
  if (!manifest.description) wrong.push('description is empty; expected one sentence');
  for (const [field, least] of [
    ['keywords', 3],
    ['files', 1],
  ] as const) {
    const length = (manifest[field] as unknown[] | undefined)?.length ?? 0;
    if (length < least) wrong.push(`${field} has ${length} entries; expected at least ${least}`);
  }
  return wrong;
}

function versions({ dependencies, devDependencies, peerDependencies = {} }: Manifest): string[] {
  const wrong = Object.entries({ ...dependencies, ...devDependencies }).flatMap(([name, version]) => {
    const expected = isWorkspacePackage(name) ? 'workspace:^' : 'catalog:';
    return version === expected ? [] : [`the version of ${name} is "${version}"; expected "${expected}"`];
  });
  const exact = Object.entries(peerDependencies).filter(([, version]) => !/^(\^|>=)\d/.test(version));
  return [
    ...wrong,
    ...exact.map(([name, version]) => `the peer ${name} is "${version}"; expected a range such as "^4.22.0"`),
  ];
}

function peers({ isLeaf, manifest: { dependencies = {} } }: Package): string[] {
  if (isLeaf || !(CORE in dependencies)) return [];
  return [`${CORE} is a dependency; expected in peerDependencies only, so that a program has one copy`];
}

function files(directory: string): string[] {
  const read = (file: string, folder = directory) => readFileSync(path.join(folder, file), 'utf8');
  const missing = FILES.filter((file) => !existsSync(path.join(directory, file)));
  const different = SAME_FILES.filter(
    (file) => !missing.includes(file) && read(file) !== read(file, 'packages/xai-base'),
  );
  return [
    ...missing.map((file) => `${directory}/${file} is missing`),
    ...different.map((file) => `${directory}/${file} differs from packages/xai-base/${file}; copy that one`),
  ];
}
