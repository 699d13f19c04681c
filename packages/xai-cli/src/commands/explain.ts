import path from 'node:path';
import { type Explanation, type Progress, serialize } from 'xai-base';
import {
  checkRecipe,
  type FileItem,
  type Item,
  isRunNatively,
  type Prepared,
  prepare,
  type Recipe,
  readMeta,
} from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import { dataItems } from '../datasets/data-items';
import { type EngineName, engineNames } from '../engines/engine-names';
import { type Engine, startEngine } from '../engines/start-engine';
import { inWords } from '../errors/in-words';
import { wrongOption } from '../errors/wrong-option';
import { checkInputOptions, type ExplainOptions } from '../explain/explain-options';
import { type ExplainReport, measure, reportText, titleOf } from '../explain/explain-report';
import { checkModality, givenItems, givenModality, namesOne } from '../explain/given-input';
import { checkFiles, type Read } from '../explain/named-files';
import { OutputNames } from '../explain/output-names';
import { missingModel, readRecipe } from '../explain/read-recipe';
import { recipeOf } from '../explain/recipe-of';
import { fileNamed } from '../files/file-named';
import { filesNamed } from '../files/files-named';
import { checkStandardOutput, isStandardOutput, writeTo } from '../files/standard-output';
import { withStandardInput } from '../files/with-standard-input';
import { readFonts } from '../pictures/fonts';
import { pictureOf } from '../pictures/picture';
import { checkExtension, checkSaved, drawnAs, usualExtension } from '../pictures/save-drawing';
import { wantsColors } from '../terminal/colors';
import { jsonText } from '../terminal/json';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';
import { generate } from './generate';

/** `xai explain`: one input, one model, one method. */
export async function explain(options: ExplainOptions, surroundings: Console): Promise<void> {
  if (options.generate !== undefined) return generate(options, surroundings);
  const files = withStandardInput(filesNamed(options, surroundings), surroundings.stdin);
  const base = options.recipe === undefined ? undefined : await readRecipe(files, options.recipe, options.model);
  const modality = givenModality(options, base?.input.kind);
  checkInputOptions(options, modality);
  const items = await givenItems(options, modality);
  const isOne = await namesOne(options, modality);
  const { stdout } = surroundings;
  checkStandardOutput(options, { isOne: items.length === 1, isTTY: stdout.isTTY });
  const out = fileNamed(options.out, items.length === 1, (file) => checkExtension(file, modality));
  const save = fileNamed(options.save, items.length === 1, checkSaved);
  const names = new OutputNames(items);

  const model = options.model ?? base?.model.source ?? missingModel();
  const meta = base && options.model === undefined ? undefined : await readMeta(files, model, options.meta);
  checkModality(modality, meta);
  const recipe = checkRecipe(await recipeOf(files, options, modality, { meta, base }));
  const read = { meta, items: items.flatMap((item) => ('file' in Object(item) ? [(item as FileItem).file] : [])) };
  await checkFiles(options, model, out, read);
  const [fonts, images] = [await readFonts(options.font), await imagesIn(options.references, recipe)];
  const engine = await startEngine(engineIn(recipe));
  try {
    const prepared = await prepare(recipe, { files, engine });
    try {
      await checkFiles(options, model, out, { ...read, loaded: prepared.loaded });
      const reports: ExplainReport[] = [];
      for (const item of items) {
        const start = performance.now();
        const explanation = await explained(prepared, item, surroundings);
        try {
          const milliseconds = performance.now() - start;
          const all = { options, prepared, engine, milliseconds, isOne, read, fonts, images, item, names, out, save };
          reports.push(await finish(explanation, all, surroundings));
        } finally {
          explanation.dispose();
        }
      }
      if (options.json) stdout.write(jsonText(isOne ? reports[0] : reports));
    } finally {
      await prepared.dispose();
    }
  } finally {
    await engine.dispose();
  }
}

/** Who computes here; who would in a page, does not. */
function engineIn({ engine }: Recipe): EngineName | undefined {
  return engineNames.find((name) => name === engine);
}

/** Explains an item, and shows how far it is. */
async function explained(
  prepared: Prepared,
  item: Parameters<Prepared['explain']>[0],
  { stderr, signal }: Console,
): Promise<Explanation> {
  const progress = new ProgressLine(stderr);
  try {
    const { name } = prepared.recipe.method;
    return await prepared.explain(item, { signal, onProgress: (state) => progress.show(name, state) });
  } finally {
    progress.clear();
  }
}

interface Finish {
  readonly options: ExplainOptions;
  readonly prepared: Prepared;
  readonly engine: Engine;
  readonly milliseconds: number;
  /** Whether this is all that was asked for. */
  readonly isOne: boolean;
  readonly item: Item;
  readonly names: OutputNames;
  /** The files that are named for what is written; else they get names of their own, in folders if these are named. */
  readonly out?: string;
  readonly save?: string;
  readonly read: Read;
  /** What `--font` names. */
  readonly fonts: readonly Uint8Array[];
  /** What `--references` names. */
  readonly images: readonly Item[] | undefined;
}

/**
 * The images that `--references` names.
 *
 * @throws {UsageError} for a method without features
 */
async function imagesIn(references: string | undefined, { input, method }: Recipe): Promise<Item[] | undefined> {
  if (references === undefined) return undefined;
  if (method.name !== 'CRP' || input.kind !== 'image')
    throw wrongOption('--references', references, 'images, and --method CRP, whose features they show');
  const items = await dataItems(diskFiles(), references, input.kind);
  return items.map(({ item }) => item);
}

/** Parts of images, which show what the features of CRP stand for. */
async function referencesIn(
  images: readonly Item[] | undefined,
  prepared: Prepared,
  explanation: Explanation,
  { stderr, signal }: Pick<Console, 'stderr' | 'signal'>,
) {
  if (images === undefined) return undefined;
  const progress = new ProgressLine(stderr);
  try {
    const onProgress = (state: Progress) => progress.show('references', state);
    return await prepared.references(explanation, images, { signal, onProgress });
  } finally {
    progress.clear();
  }
}

/** Writes the files and the report. */
async function finish(
  explanation: Explanation,
  { options, prepared, engine, milliseconds, isOne, read, fonts, images, item, names, out, save }: Finish,
  { stdout, stderr, signal }: Console,
): Promise<ExplainReport> {
  const { recipe, labels, selected, loaded } = prepared;
  const { kind } = recipe.input;
  const { source, name, comparedWith, warnings } = prepared.about(explanation);
  const usual = names.of(item, name, recipe.method.name);
  const heatmap = out ?? path.join(options.out ?? '', `${usual}${usualExtension[kind]}`);
  const saved = save ?? (options.save === undefined ? undefined : path.join(options.save, `${usual}.safetensors`));
  await checkFiles({ ...options, save: saved }, recipe.model.source, heatmap, { ...read, loaded });
  const measured = await measure(explanation, { labels, against: selected.against });
  const title = titleOf(measured.output);
  const references = await referencesIn(images, prepared, explanation, { stderr, signal });
  const picture = pictureOf(await prepared.draw(explanation, { title, references }), options.plain);
  const extension = path.extname(heatmap) || usualExtension[kind];
  await writeTo(heatmap, await drawnAs(extension, picture, title, fonts), stdout);
  if (saved !== undefined) await writeTo(saved, await serialize(explanation), stdout);
  const report: ExplainReport = {
    method: explanation.analyzer,
    model: recipe.model.source,
    input: source,
    engine: isRunNatively(loaded) ? 'native' : engine.used,
    ...measured,
    ...(comparedWith !== undefined && { comparedWith: inWords(comparedWith) }),
    milliseconds: Math.round(milliseconds),
    heatmap,
    ...(saved !== undefined && { explanation: saved }),
    recipe,
  };
  for (const warning of [...prepared.warnings, ...warnings, ...engine.warnings])
    stderr.write(`warning: ${limited(inWords(warning))}\n`);
  if (options.json) return report;
  if (isStandardOutput(out) || isStandardOutput(save)) {
    stderr.write(reportText(report, options.recipe));
    return report;
  }
  stdout.write(`${isOne ? '' : `${source}\n`}${reportText(report, options.recipe)}${isOne ? '' : '\n'}`);
  if (picture.terminal && (kind === 'table' || wantsColors(stdout)))
    stdout.paint(`\n${picture.terminal(stdout.columns || 80)}`);
  return report;
}
