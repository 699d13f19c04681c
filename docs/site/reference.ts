import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Application, Converter, ReflectionKind } from 'typedoc';

const site = path.resolve(import.meta.dirname, '..');
const packages = path.resolve(site, '../packages');
const out = path.join(site, 'pages/api');

/** The entries of a package by what they are imported as: `vision-heatmaps`, `vision-heatmaps/png`. */
function entriesOf(name: string): [specifier: string, file: string][] {
  const { exports } = JSON.parse(readFileSync(path.join(packages, name, 'package.json'), 'utf8'));
  const subpaths = Object.keys(exports).filter((subpath) => !subpath.endsWith('.json'));
  return subpaths.map((subpath) => [
    subpath === '.' ? name : `${name}/${subpath.slice(2)}`,
    path.join(packages, name, 'src', subpath === '.' ? 'index.ts' : `${subpath.slice(2)}.ts`),
  ]);
}

const names = readdirSync(packages);
const entries = names.flatMap(entriesOf).filter(([, file]) => existsSync(file));
const specifierOf = new Map(entries.map(([specifier, file]) => [file, specifier]));
rmSync(out, { recursive: true, force: true });

const application = await Application.bootstrapWithPlugins({
  entryPoints: entries.map(([, file]) => file),
  tsconfig: path.resolve(site, '../tsconfig.json'),
  plugin: ['typedoc-plugin-markdown'],
  out,
  readme: 'none',
  skipErrorChecking: true,
  excludePrivate: true,
  excludeInternal: true,
  excludeExternals: true, // what elements inherit from Lit and from HTMLElement is not ours to document
  disableSources: true,
  logLevel: 'Error',
  ...({
    outputFileStrategy: 'modules',
    entryFileName: 'index',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    useHTMLAnchors: true,
  } as object),
});
application.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
  if (!reflection.kindOf(ReflectionKind.Module)) return;
  const file = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile().fileName;
  reflection.name = specifierOf.get(file ?? '') ?? reflection.name;
});
const project = await application.convert();
if (!project) throw new Error('typedoc found nothing to document');
await application.generateOutputs(project);

const versions = names.map((name) => {
  const { version, description } = JSON.parse(readFileSync(path.join(packages, name, 'package.json'), 'utf8'));
  return `| [${name}](./${name}) | ${version} | ${description} |`;
});
const rows = [
  '# Packages',
  '',
  'What each exports, from its doc comments.',
  '',
  '## Versions',
  '',
  '| package | version | what it is for |',
  '| --- | --- | --- |',
  ...versions,
];
writeFileSync(path.join(out, 'index.md'), `${rows.join('\n')}\n`);
