import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Application, Converter, type Reflection, ReflectionKind } from 'typedoc';
import { ModuleRouter } from 'typedoc-plugin-markdown';
import { releasesOf, settingsFor } from './releases';

const site = path.resolve(import.meta.dirname, '..');
const packages = path.resolve(site, '../packages');
const out = path.resolve(process.argv[2] ?? path.join(site, 'pages/api'));

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
const manifests = names.map((name) => JSON.parse(readFileSync(path.join(packages, name, 'package.json'), 'utf8')));
/** With `DOCS_RELEASES=yes`, every release in the registry has its pages, too. */
const releases = process.env.DOCS_RELEASES ? releasesOf(manifests) : [];
const current = names.flatMap(entriesOf).filter(([, file]) => existsSync(file));
const entries = [...current, ...releases.flatMap(({ entries }) => entries)];
const specifierOf = new Map(entries.map(([specifier, file]) => [file, specifier]));
rmSync(out, { recursive: true, force: true });

const application = await Application.bootstrapWithPlugins({
  entryPoints: entries.map(([, file]) => file),
  tsconfig: settingsFor(releases),
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
/** Names pages of entries, such as `xai-metrics/journal`, as if nothing else had a name: what another exports, such as `Journal` of xai-metrics, has no page. */
class EntryRouter extends ModuleRouter {
  override getIdealBaseName(reflection: Reflection): string {
    const name = super.getIdealBaseName(reflection);
    return reflection.kindOf(ReflectionKind.Module) ? name : `${name} of an entry`;
  }
}
application.renderer.defineRouter('entry', EntryRouter);
application.options.setValue('router', 'entry');
application.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
  if (!reflection.kindOf(ReflectionKind.Module)) return;
  const file = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile().fileName;
  reflection.name = specifierOf.get(file ?? '') ?? reflection.name;
});
const project = await application.convert();
if (!project) throw new Error('typedoc found nothing to document');
await application.generateOutputs(project);

const others = (name: string, from: string) =>
  releases.filter((one) => one.name === name).map(({ version }) => `[${version}](${from}${name}/${version})`);
const rows = manifests.map(({ name, version, description }) => {
  const cells = [`[${name}](./${name})`, [version, ...others(name, './')].join(', '), description];
  return `| ${cells.join(' | ')} |`;
});
writeFileSync(
  path.join(out, 'index.md'),
  `# Packages

What each exports, from its doc comments.

## Versions

The first is that of these pages; the others were released, and their pages are made of the types that they shipped.

| package | versions | what it is for |
| --- | --- | --- |
${rows.join('\n')}
`,
);

/** Puts a line below the title of a page. */
function say(page: string, line: string, frontmatter = ''): void {
  const file = path.join(out, `${page}.md`);
  writeFileSync(file, frontmatter + readFileSync(file, 'utf8').replace(/^(# .*)\n/, `$1\n\n${line}\n`));
}
for (const { name, version } of manifests)
  say(name, [`Version ${version}.`, others(name, './').join(', ')].filter(Boolean).join(' Released: '));
for (const { name, version, entries } of releases)
  for (const [page] of entries)
    say(
      page,
      `As it was released. [Version ${version} and the others](/api/#versions), [now](/api/${name}).`,
      '---\nsearch: false\n---\n',
    );
