import path from 'node:path';
import { toAnsi } from 'vision-heatmaps';
import { analyze, type Explanation, serialize, TensorBag } from 'xai-base';
import { useBackend } from '../backend';
import { checkMethodOptions, type ExplainOptions } from '../explain/explain-options';
import { drawHeatmaps, drawSheet } from '../explain/explain-picture';
import { type ExplainReport, measure, outputName, reportText } from '../explain/explain-report';
import { readReferences } from '../explain/references';
import { selectionOf } from '../explain/selection';
import { beside } from '../images/compose';
import { contrastOf, type Normalization, normalize, parseNormalization, unchanged } from '../images/normalization';
import { readImage } from '../images/read-image';
import { saveFile, savePicture } from '../images/save';
import { findMethod } from '../methods/methods';
import { inputShape } from '../models/input-shape';
import { type LoadedModel, loadModel } from '../models/load-model';
import { wantsColors } from '../terminal/colors';
import { ProgressLine } from '../terminal/progress';
import type { Surroundings } from '../terminal/streams';

/** `xai explain`: one image, one model, one method. */
export async function explain(options: ExplainOptions, surroundings: Surroundings): Promise<void> {
  const method = findMethod(options.method);
  const of = options.of === undefined ? undefined : findMethod(options.of);
  checkMethodOptions(options, method, of);
  const normalization = options.normalize === undefined ? unchanged : parseNormalization(options.normalize);
  await useBackend(options.backend);
  const loaded = await loadModel(options.model);
  try {
    const start = performance.now();
    const explanation = await explainImage(loaded, { options, method, of, normalization, surroundings });
    try {
      await finish(explanation, { options, normalization, surroundings, milliseconds: performance.now() - start });
    } finally {
      explanation.dispose();
    }
  } finally {
    loaded.model.dispose();
  }
}

interface Plan {
  readonly options: ExplainOptions;
  readonly method: ReturnType<typeof findMethod>;
  readonly of?: ReturnType<typeof findMethod>;
  readonly normalization: Normalization;
  readonly surroundings: Surroundings;
}

/** Reads the images and runs the method. */
async function explainImage(loaded: LoadedModel, plan: Plan): Promise<Explanation> {
  const { options, method, of, normalization, surroundings } = plan;
  const { invert, batchSize, seed } = options;
  const progress = new ProgressLine(surroundings.stderr);
  const bag = new TensorBag();
  try {
    const input = bag.add(await readImage(options.input, inputShape(loaded), { normalization, invert }));
    const sample = input.shape.slice(1);
    const references = await readReferences(options, sample, normalization);
    const [inputRef, background] = [bag.add(references.inputRef), bag.add(references.background)];
    const settings = { ...options, of, sample, background, contrast: contrastOf(normalization), bag };
    const analyzer = method.create(loaded.model, settings);
    return await analyze(input, analyzer, await selectionOf(options, loaded.model, input), {
      ...(batchSize !== undefined && { batchSize }),
      ...(seed !== undefined && { seed }),
      inputRef,
      signal: surroundings.signal,
      onProgress: (state) => progress.show(method.name, state),
    });
  } finally {
    progress.clear();
    bag.dispose();
  }
}

/** Writes the files and the report. */
async function finish(
  explanation: Explanation,
  { options, normalization, surroundings, milliseconds }: Omit<Plan, 'method'> & { milliseconds: number },
): Promise<void> {
  const { stdout } = surroundings;
  const file = options.out ?? `${path.parse(options.input).name}-${findMethod(options.method).name}.png`;
  const measured = await measure(explanation, options.against);
  const ends = [0, 1].map((brightness) => normalize(brightness, 0, normalization)) as [number, number];
  const range = normalization.mean.length === 1 ? ends : undefined;
  const drawn = await drawHeatmaps(explanation, range);
  const title = `What speaks for ${outputName(measured.output)}`;
  await savePicture(file, options.plain ? beside(drawn) : await drawSheet(explanation, drawn, title, range));
  if (options.save !== undefined) await saveFile(options.save, await serialize(explanation));
  const report: ExplainReport = {
    method: explanation.analyzer,
    model: options.model,
    input: options.input,
    backend: options.backend,
    ...measured,
    milliseconds: Math.round(milliseconds),
    heatmap: file,
    ...(options.save !== undefined && { explanation: options.save }),
  };
  if (options.json) {
    stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  stdout.write(reportText(report));
  if (wantsColors(stdout))
    stdout.write(`\n${toAnsi(drawn[0], { width: Math.min(drawn[0].width, stdout.columns || 80, 80) })}`);
}
