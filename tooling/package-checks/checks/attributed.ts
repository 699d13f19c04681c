import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NOTICE } from '../../tsup/third-party';
import { pack } from '../pack';
import { command } from '../processes';
import type { Package } from '../workspace';

/** What is left of packages in a bundle, however minified: a string of theirs that no program of this workspace has. */
const MARKS: Record<string, RegExp> = {
  '@bufbuild/protobuf': /google\.protobuf\.FieldDescriptorProto/,
  '@huggingface/tokenizers': /"Unigram"|`Unigram`|'Unigram'/,
  '@tensorflow/tfjs-core': /tfjsflags/,
  comlink: /Comlink\.proxy/,
  h5wasm: /H5Fopen/,
  'lit-element': /litElementVersions/,
  'onnxruntime-web': /OrtCreateSession/,
  seedrandom: /seedrandom/,
};
/** Binaries, by their names. */
const BINARIES: Record<string, RegExp> = {
  '@tensorflow/tfjs-backend-wasm': /tfjs-backend-wasm.*\.wasm$/,
  'onnxruntime-web': /ort-wasm.*\.wasm$/,
};
/** Tables and data that are by others, and the file that says so. */
const DATA: readonly (readonly [holds: RegExp, says: RegExp])[] = [
  [/^models\/.*(?:\.onnx|\.json|\.bin|\.png|\.csv)$/, /^models\/LICENSES\.md$/],
  [/^fonts\/.*\.(?:ttf|otf|woff2?)$/, /^fonts\/LICENSE\.txt$/],
  [/^dist\/app\/models\//, new RegExp(`^dist/app/${NOTICE}$`)],
];

/** Where a tarball holds code or data of others, it holds their names and licences, too. */
export async function attributed(one: Package): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attributed-'));
  try {
    await command('tar', ['-xzf', await pack(one), '-C', folder], folder);
    return problemsOf(path.join(folder, 'package'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function problemsOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const notices = files.filter((name) => path.basename(name) === NOTICE);
  const notice = notices.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
  const unnamed = [...new Set(files.flatMap((name) => partsOf(name, path.join(folder, name))))]
    .filter((name) => !notice.includes(`\n${name} `))
    .map(
      (name) => `the tarball holds code of ${name}, which no ${NOTICE} names; write it by tooling/tsup/third-party.ts`,
    );
  const unsaid = DATA.filter(
    ([holds, says]) => files.some((name) => holds.test(name)) && !files.some((name) => says.test(name)),
  );
  return [
    ...unnamed,
    ...unsaid.map(([holds, says]) => `the tarball has files ${holds}; expected one ${says}, which says whose they are`),
  ];
}

/** The packages of which a file holds something. */
function partsOf(name: string, file: string): string[] {
  const named = Object.entries(BINARIES).filter(([, mark]) => mark.test(name));
  const text = /\.(?:[cm]?js|map)$/.test(name) ? readFileSync(file, 'utf8') : '';
  if (name.endsWith('.map')) return sourcesOf(text);
  const marked = Object.entries(MARKS).filter(([, mark]) => mark.test(text));
  return [...named, ...marked].map(([part]) => part);
}

/** The packages in a source map, but for the lines by which the build helps itself, and sources that a package's own map says lie beside it (`.pnpm`): its modules are marked. */
function sourcesOf(map: string): string[] {
  const { sources } = JSON.parse(map) as { sources: string[] };
  const names = sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]);
  return names.filter((name) => name !== undefined && !['tsup', '.pnpm'].includes(name)) as string[];
}
