import { type Explanation, serialize } from 'xai-base';
import { checkRecipe, isRunNatively, type Prepared, prepare, type Recipe, readMeta } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import { type EngineName, engineNames } from '../engines/engine-names';
import { type Engine, startEngine } from '../engines/start-engine';
import { UsageError } from '../errors/errors';
import { inWords } from '../errors/in-words';
import { checkInputOptions, type ExplainOptions } from '../explain/explain-options';
import { type ExplainReport, measure, reportText, titleOf } from '../explain/explain-report';
import { checkModality, givenItem, givenModality } from '../explain/given-input';
import { checkFiles } from '../explain/named-files';
import { readRecipe } from '../explain/read-recipe';
import { recipeOf } from '../explain/recipe-of';
import { saveFile } from '../files/save-file';
import { pictureOf } from '../pictures/picture';
import { checkExtension, checkSaved, saveDrawing, usualExtension } from '../pictures/save-drawing';
import { wantsColors } from '../terminal/colors';
import { jsonText } from '../terminal/json';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';

/** `xai explain`: one input, one model, one method. */
export async function explain(options: ExplainOptions, surroundings: Console): Promise<void> {
  const files = diskFiles();
  const base = options.recipe === undefined ? undefined : await readRecipe(files, options.recipe);
  const modality = givenModality(options, base?.input.kind);
  checkInputOptions(options, modality);
  if (options.out !== undefined) checkExtension(options.out, modality);
  if (options.save !== undefined) checkSaved(options.save);

  const model = options.model ?? base?.model.source ?? missingModel();
  const meta = base && options.model === undefined ? undefined : await readMeta(files, model, options.meta);
  checkModality(modality, meta);
  const recipe = checkRecipe(await recipeOf(files, options, modality, { meta, base }));
  await checkFiles(options, model, options.out, meta);
  const engine = await startEngine(engineIn(recipe));
  try {
    const prepared = await prepare(recipe, { files, engine });
    try {
      await checkFiles(options, model, options.out, meta, prepared.loaded);
      const start = performance.now();
      const explanation = await explained(prepared, givenItem(options, modality), surroundings);
      try {
        const milliseconds = performance.now() - start;
        await finish(explanation, { options, prepared, engine, milliseconds }, surroundings);
      } finally {
        explanation.dispose();
      }
    } finally {
      await prepared.dispose();
    }
  } finally {
    await engine.dispose();
  }
}

function missingModel(): never {
  const expected = '--model with its file, or --recipe with a file that names it';
  throw new UsageError(`required option '--model <file>' not specified; expected ${expected}.`, {
    argument: '--model',
    expected,
  });
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
}

/** Writes the files and the report. */
async function finish(
  explanation: Explanation,
  { options, prepared, engine, milliseconds }: Finish,
  { stdout, stderr }: Console,
): Promise<void> {
  const { recipe, labels, selected, loaded } = prepared;
  const { kind } = recipe.input;
  const { source, name, comparedWith, warnings } = prepared.about(explanation);
  const heatmap = options.out ?? `${name}-${recipe.method.name}${usualExtension[kind]}`;
  if (options.out === undefined) await checkFiles(options, recipe.model.source, heatmap, undefined, loaded);
  const measured = await measure(explanation, { labels, against: selected.against });
  const title = titleOf(measured.output, recipe.task);
  const picture = pictureOf(await prepared.draw(explanation, { title }), options.plain);
  await saveDrawing(heatmap, picture, title);
  if (options.save !== undefined) await saveFile(options.save, await serialize(explanation));
  const report: ExplainReport = {
    method: explanation.analyzer,
    model: recipe.model.source,
    input: source,
    engine: isRunNatively(loaded) ? 'native' : engine.used,
    ...measured,
    ...(comparedWith !== undefined && { comparedWith: inWords(comparedWith) }),
    milliseconds: Math.round(milliseconds),
    heatmap,
    ...(options.save !== undefined && { explanation: options.save }),
    recipe,
  };
  for (const warning of [...prepared.warnings, ...warnings, ...engine.warnings])
    stderr.write(`warning: ${limited(inWords(warning))}\n`);
  if (options.json) {
    stdout.write(jsonText(report));
    return;
  }
  stdout.write(reportText(report, options.recipe));
  if (picture.terminal && (kind === 'table' || wantsColors(stdout)))
    stdout.paint(`\n${picture.terminal(stdout.columns || 80)}`);
}
