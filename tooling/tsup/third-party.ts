import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The file of a package that says whose code its bundles hold. */
export const NOTICE = 'third-party-licenses.txt';

/** Standard texts, from a package's folder, where its build runs: settings of a build are bundled themselves, and know no place of their own. */
const TEXTS = path.resolve('../../tooling/tsup/licenses');
/** Who holds the rights of packages that come without a text. */
const HOLDERS: readonly (readonly [name: RegExp, holder: string])[] = [
  [/^@tensorflow\//, 'Google LLC'],
  [/^onnxruntime-/, 'Microsoft Corporation'],
  [/^seedrandom$/, '2019 David Bau'],
  [/^@bufbuild\//, 'Buf Technologies, Inc., and Google Inc.'],
];
/** What binaries are built from beside their own sources. */
const BINARIES: Record<string, string> = {
  '@tensorflow/tfjs-backend-wasm':
    'Its .wasm files hold XNNPACK, pthreadpool, cpuinfo (BSD) and Eigen (MPL 2.0): see https://github.com/tensorflow/tfjs',
  'onnxruntime-web':
    'What its .wasm files hold: https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt',
  h5wasm: 'It holds HDF5, copyright by The HDF Group: https://github.com/HDFGroup/hdf5/blob/develop/LICENSE',
};

/**
 * The names, versions and licences of all packages that have a part in a bundle, and those of data and tables that packages of this workspace
 * hold (their folder `licenses`, or `models/LICENSES.md`).
 *
 * @param files what was bundled or copied
 * @throws Error for a package whose licence is not known
 */
export function thirdPartyNotice(files: Iterable<string>): string {
  const folders = new Set(Array.from(files, packageOf).filter((folder) => folder !== undefined));
  const parts = [...folders].map((folder) => ({ folder, ...manifestOf(folder) }));
  const foreign = parts.filter(({ folder }) => folder.includes('node_modules'));
  const own = parts.filter(({ folder }) => !folder.includes('node_modules') && ownTexts(folder) !== '');
  const sections = [
    ...foreign.map(({ folder, name, version, license }) => ({
      title: [`${name} ${version} (${license})`, BINARIES[name]].filter(Boolean).join('\n'),
      text: textsOf(folder, name, license).join('\n\n'),
    })),
    ...own.map(({ folder, name }) => ({ title: `What is in ${name}`, text: ownTexts(folder) })),
  ].sort((a, b) => (a.title < b.title ? -1 : 1));
  const texts = [...new Set(sections.map(({ text }) => text))];
  const blocks = texts.map((text) => {
    const titles = new Set(sections.filter((one) => one.text === text).map(({ title }) => title));
    return `${'='.repeat(80)}\n${[...titles].join('\n')}\n\n${text}`;
  });
  return `${['What this package holds that is by others, and their licences.', ...blocks].join('\n\n')}\n`;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

/** The folder of the package that a file belongs to. */
function packageOf(file: string): string | undefined {
  for (let folder = path.dirname(path.resolve(file)); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const isThere = existsSync(path.join(folder, 'package.json'));
    if (isThere && manifestOf(folder).name && manifestOf(folder).version) return folder; // a folder inside of one may say its `type` alone
  }
  return undefined;
}

/** The licences that come with a package; where none does, the standard texts of those that it names. */
function textsOf(folder: string, name: string, license: string): string[] {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length > 0) return files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  const holder = HOLDERS.find(([one]) => one.test(name))?.[1];
  const names = license.match(/[\w.-]+/g)?.filter((word) => !/^(AND|OR)$/.test(word)) ?? [];
  const standard = names.map((one) => path.join(TEXTS, `${one}.txt`));
  if (!holder || standard.length === 0 || !standard.every((file) => existsSync(file)))
    throw new Error(
      `${name} (${license}) has no file LICENSE; add who holds its rights, and the text, to tooling/tsup`,
    );
  return [`Copyright (c) ${holder}`, ...standard.map((file) => readFileSync(file, 'utf8').trim())];
}

/** What a package of this workspace says of its tables and data, before the licences that it names. */
function ownTexts(folder: string): string {
  const licenses = path.join(folder, 'licenses');
  const inFolder = existsSync(licenses) ? readdirSync(licenses).map((name) => path.join(licenses, name)) : [];
  return [path.join(folder, 'models/LICENSES.md'), ...inFolder]
    .filter((file) => existsSync(file))
    .sort((a, b) => Number(b.endsWith('.md')) - Number(a.endsWith('.md')))
    .map((file) => readFileSync(file, 'utf8').trim())
    .join('\n\n');
}
