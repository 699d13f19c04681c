import { Tensor, tensor2d } from '@tensorflow/tfjs-core';
import type { Explanation } from 'xai-base';
import { summarize } from '../kernelshap/summarize';
import type { ModelSource } from '../onnx-file';
import { Columns } from '../perturbation/columns';
import type { Background } from '../perturbation/references';
import { wrongValue } from '../wrong-value';
import { withBatch } from './explain-image';
import { type ExplainOptions, explainOutputs } from './explain-outputs';
import { type Fill, fillValues } from './fill-values';

/** Rows of a table. */
export type Table = Tensor | readonly (readonly number[])[];

/** What {@link explainTabular} takes besides the settings of the method. */
export type TabularOptions<Options = ExplainOptions> = Options extends unknown
  ? Omit<Options, 'trainingData'> & {
      /**
       * `[rows, columns]`, which stays the caller's. LIME draws neighbours like them; KernelSHAP takes them for its background (more than 100 of
       * them by a summary of 25); RISE fills hidden columns by what is typical of them.
       */
      trainingData?: Table;
      /** `'regression'` explains output 0 when there are no `labels`; `'classification'` (default) the most activated one. */
      mode?: 'classification' | 'regression';
      /** For RISE: what fills hidden columns; their mean by default, for `categorical` columns the most frequent value. */
      maskType?: Fill;
      /** The columns that hold categories, by index. */
      categorical?: readonly number[];
      /** The names of the columns. */
      featureNames?: readonly string[];
    }
  : never;

const largestBackground = 100;
const summaryRows = 25;

/**
 * Explains what a model says of a row of a table.
 *
 * @param model a function, a tfjs-layers `LayersModel`, a tfjs `GraphModel` or an ONNX file, of rows `[batch, columns]`
 * @param row `[columns]` or a batch `[batch, columns]`, a tensor or numbers
 * @param options `method`, its settings, `trainingData`, `mode`, `featureNames`, `labels`, and those of `analyze`
 * @returns an explanation a label, `val` being `[batch, columns]`; they belong to the caller
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.matMul(x, tf.tensor2d([[2], [-1]]));
 * const trainingData = [[0, 0], [2, 4]];
 * const options = { method: 'KernelSHAP' as const, mode: 'regression' as const, trainingData };
 * const [explanation] = await explainTabular(model, [3, 1], options);
 * explanation.val; // => [[4, 1]]
 * ```
 */
export async function explainTabular(
  model: ModelSource,
  row: Tensor | readonly number[],
  options: TabularOptions,
): Promise<Explanation[]> {
  const { mode = 'classification', trainingData: table, labels } = options;
  if (mode !== 'classification' && mode !== 'regression')
    throw wrongValue('mode', mode, "'classification' or 'regression'");
  const trainingData = table === undefined || table instanceof Tensor ? table : tensor2d(table.map((one) => [...one]));
  const input = row instanceof Tensor ? row : tensor2d([[...row]]);
  try {
    const settings = { ...options, trainingData, labels: labels ?? (mode === 'regression' ? [0] : undefined) };
    const complete = await withColumns(settings as TabularOptions & { trainingData?: Tensor });
    return await withBatch(input, 1, (batch) => explainOutputs(model, batch, complete));
  } finally {
    if (trainingData !== table) trainingData?.dispose();
    if (input !== row) input.dispose();
  }
}

/** The settings with the columns that the training data asks for. */
async function withColumns(options: TabularOptions & { trainingData?: Tensor }): Promise<ExplainOptions> {
  const { trainingData, maskType = 'mean', categorical, featureNames: names } = options;
  const settings = { ...options } as ExplainOptions;
  if (settings.method === 'LIME' && trainingData) return settings;
  let background = settings.background as Background | undefined;
  if (background === undefined && trainingData) {
    background =
      settings.method === 'RISE' ? await fillValues(trainingData, maskType, categorical) : await rowsOf(trainingData);
  }
  settings.perturbation ??= new Columns({ background, names });
  return settings;
}

function rowsOf(table: Tensor): Background | Promise<Background> {
  return table.shape[0] <= largestBackground ? table : summarize(table, summaryRows);
}
