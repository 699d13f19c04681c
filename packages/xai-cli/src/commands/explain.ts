import { type Explanation, serialize, TensorBag } from 'xai-base';
import { type Engine, startEngine } from '../engines/start-engine';
import { checkInputOptions, checkMethodOptions, type ExplainOptions } from '../explain/explain-options';
import { type ExplainReport, measure, reportText, titleOf } from '../explain/explain-report';
import { checkFiles } from '../explain/named-files';
import { type Question, runMethod } from '../explain/run-method';
import { saveFile } from '../files/save-file';
import { parseNormalization } from '../images/normalization';
import type { Method } from '../methods/method';
import { methodFor } from '../methods/method-for';
import { findMethod } from '../methods/methods';
import { layoutBy } from '../models/layout-by';
import { loadModel } from '../models/load-model';
import { isRunNatively } from '../models/load-onnx';
import type { LoadedModel } from '../models/loaded-model';
import { type Meta, readMeta } from '../models/meta';
import { findOutput } from '../models/output-names';
import { checkExtension, checkSaved, saveDrawing, usualExtension } from '../pictures/save-drawing';
import { checkModality, givenModality, readSubject } from '../subjects/read-subject';
import type { Subject } from '../subjects/subject';
import { parseMissing } from '../tables/missing';
import { wantsColors } from '../terminal/colors';
import { jsonText } from '../terminal/json';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';
import { wordCount } from '../text/read-words';

/** `xai explain`: one input, one model, one method. */
export async function explain(options: ExplainOptions, surroundings: Console): Promise<void> {
  const modality = givenModality(options);
  const method = methodFor(modality, options.method);
  const of = options.of === undefined ? undefined : findMethod(options.of);
  checkInputOptions(options, modality);
  checkMethodOptions(options, method, of);
  if (options.normalize !== undefined) parseNormalization(options.normalize);
  if (options.missing !== undefined) parseMissing(options.missing);
  if (options.out !== undefined) checkExtension(options.out, modality);
  if (options.save !== undefined) checkSaved(options.save);

  const meta = await readMeta(options.model, options.meta);
  const outputs = {
    output: options.output === undefined ? undefined : findOutput('--output', options.output, meta),
    against: options.against === undefined ? undefined : findOutput('--against', options.against, meta),
  };
  checkModality(modality, meta);
  await checkFiles(options, options.out, meta);
  const engine = await startEngine(options.engine);
  const bag = new TensorBag();
  try {
    const loaded = await loadModel(options.model, {
      layout: layoutBy(options.layout, meta),
      externalData: options.externalData,
      input: options.modelInput,
      output: options.modelOutput,
      fix: options.fix,
      length: modality === 'text' ? await wordCount(options, meta) : undefined,
    });
    try {
      const subject = await readSubject(modality, { options, loaded, meta, bag });
      const heatmap = options.out ?? `${subject.name}-${method.name}${usualExtension[modality]}`;
      await checkFiles(options, heatmap, meta, loaded);
      const question = { options, method, of, loaded, outputs, subject, engine, bag };
      const start = performance.now();
      const explanation = await runMethod(question, surroundings);
      try {
        await finish(
          explanation,
          { ...question, meta, heatmap, milliseconds: performance.now() - start },
          surroundings,
        );
      } finally {
        explanation.dispose();
      }
    } finally {
      await loaded.model.dispose();
    }
  } finally {
    bag.dispose();
    await engine.dispose();
  }
}

/** What a method, or the one that it takes the mean of, compares the input with, if it does. */
function comparison({ comparison: all }: Subject, ...methods: readonly (Method | undefined)[]) {
  const comparing = ['references', 'perturbation', 'model-agnostic'];
  const method = methods.find((one) => one && comparing.includes(one.group));
  return method && { comparedWith: all[method.name] ?? all.usual };
}

function warningsOf(loaded: LoadedModel): readonly string[] {
  return (loaded.format === 'onnx' && loaded.warnings) || [];
}

interface Finish extends Question {
  readonly meta?: Meta;
  readonly engine: Engine;
  /** The file of the picture. */
  readonly heatmap: string;
  readonly milliseconds: number;
}

/** Writes the files and the report. */
async function finish(
  explanation: Explanation,
  { options, method, of, loaded, meta, outputs, subject, engine, heatmap, milliseconds }: Finish,
  { stdout, stderr }: Console,
): Promise<void> {
  const measured = await measure(explanation, { meta, against: outputs.against });
  const title = titleOf(measured.output, meta);
  const drawing = await subject.draw(explanation, { title });
  await saveDrawing(heatmap, drawing, title);
  if (options.save !== undefined) await saveFile(options.save, await serialize(explanation));
  const report: ExplainReport = {
    method: explanation.analyzer,
    model: options.model,
    input: subject.source,
    engine: isRunNatively(loaded) ? 'native' : engine.used,
    ...measured,
    ...comparison(subject, method, of ?? method.of),
    milliseconds: Math.round(milliseconds),
    heatmap,
    ...(options.save !== undefined && { explanation: options.save }),
  };
  const warnings = [...warningsOf(loaded), ...(subject.warnings ?? []), ...engine.warnings];
  for (const warning of warnings) stderr.write(`warning: ${limited(warning)}\n`);
  if (options.json) {
    stdout.write(jsonText(report));
    return;
  }
  stdout.write(reportText(report));
  const { terminal } = drawing;
  if (terminal && (subject.modality === 'table' || wantsColors(stdout)))
    stdout.paint(`\n${terminal(stdout.columns || 80)}`);
}
