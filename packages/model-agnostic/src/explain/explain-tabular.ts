import { Tensor } from '@tensorflow/tfjs-core';
import {
  type Background,
  Columns,
  checkInput,
  describeValue,
  type Explanation,
  IndexError,
  RandomStream,
  ShapeError,
  TensorBag,
  wrongValue,
} from 'xai-base';
import { summarize } from '../kernelshap/summarize';
import type { ModelSource } from '../onnx-file';
import { checkExplainOptions, type ExplainOptions, explainOutputs } from './explain-outputs';
import { checkFill, type Fill, fillValues } from './fill-values';
import { readNumbers } from './read-numbers';
import { withSamples } from './with-samples';

/** Rows of a table. */
export type Table = Tensor | readonly ArrayLike<number>[];

/** What {@link explainTabular} takes besides the settings of the method. */
export type TabularOptions<Options = ExplainOptions> = Options extends unknown
  ? Omit<Options, 'trainingData'> & {
      /**
       * `[rows, columns]`, which stays the caller's. LIME draws neighbours like them; KernelSHAP takes them for its background (more than 100 of
       * them by a summary of 25, or 100 of them if some have missing values); RISE fills hidden columns by what is typical of them.
       */
      trainingData?: Table;
      /** `'regression'` explains output 0 when there are no `labels`; `'classification'` (default) the most activated one. */
      mode?: 'classification' | 'regression';
      /**
       * What of the training data fills hidden columns: for RISE their mean by default (for `categorical` columns the most frequent value); for
       * KernelSHAP instead of the rows themselves.
       */
      maskType?: Fill;
      /** The columns that hold categories, by index. */
      categorical?: readonly number[];
      /** The names of the columns. */
      featureNames?: readonly string[];
    }
  : never;

type WithTensor = TabularOptions & { trainingData?: Tensor };

const ownNames = ['trainingData', 'mode', 'maskType', 'categorical', 'featureNames'];
const largestBackground = 100;
const summaryRows = 25;

/**
 * Explains what a model says of a row of a table.
 *
 * @param model a function, a tfjs-layers `LayersModel`, a tfjs `GraphModel` or an ONNX file, of rows `[batch, columns]`
 * @param row `[columns]` in a tensor or an array, or a tensor `[batch, columns]`; with `missingValues: true` it may hold NaN
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
  row: Tensor | ArrayLike<number>,
  options: TabularOptions,
): Promise<Explanation[]> {
  checkExplainOptions(options as ExplainOptions, ownNames, 'explainTabular');
  const { mode = 'classification', labels, missingValues: missing } = options;
  if (mode !== 'classification' && mode !== 'regression')
    throw wrongValue('mode', mode, "'classification' or 'regression'");
  const bag = new TensorBag();
  try {
    return await withSamples(row, { argument: 'row', axes: ['columns'], missing }, async (batch) => {
      const trainingData = readTable(options.trainingData, bag, missing);
      const settings = { ...options, trainingData, labels: labels ?? (mode === 'regression' ? [0] : undefined) };
      await checkColumns(settings as WithTensor, batch.shape[1] as number);
      return explainOutputs(model, batch, await withColumns(settings as WithTensor));
    });
  } finally {
    bag.dispose();
  }
}

function readTable(table: Table | undefined, bag: TensorBag, missing?: boolean): Tensor | undefined {
  if (table === undefined || table instanceof Tensor) return table;
  return bag.add(readNumbers(table, { argument: 'trainingData', axes: ['rows', 'columns'], missing }));
}

/** What is said of the columns must fit the row. */
async function checkColumns(options: WithTensor, columns: number): Promise<void> {
  const { trainingData, categorical = [], featureNames, maskType, perturbation, method } = options;
  if (trainingData) {
    await checkInput(trainingData, 'trainingData', options);
    if (trainingData.rank !== 2 || trainingData.shape[1] !== columns) {
      const expected = `[rows, ${columns}], as many columns as the explained row`;
      const message = `trainingData has shape [${trainingData.shape}]; expected ${expected}.`;
      throw new ShapeError(message, { argument: 'trainingData', value: trainingData.shape, expected });
    }
  }
  checkIndices('categorical', categorical, columns);
  if (featureNames !== undefined && perturbation) {
    throw wrongValue('featureNames', featureNames, 'none beside a perturbation: new Columns({ names })');
  }
  if (featureNames !== undefined && !(Array.isArray(featureNames) && featureNames.length === columns)) {
    throw wrongValue('featureNames', featureNames, `${columns} names, one a column`);
  }
  if (maskType === undefined) return;
  checkFill(maskType);
  if (!trainingData || method === 'LIME') {
    throw wrongValue(
      'maskType',
      maskType,
      'none where no training data fills hidden columns, as with LIME, which draws neighbours like them',
    );
  }
}

function checkIndices(argument: string, indices: readonly number[], columns: number): void {
  const isColumn = (index: unknown) => Number.isInteger(index) && Number(index) >= 0 && Number(index) < columns;
  if (Array.isArray(indices) && indices.every(isColumn)) return;
  const expected = `an array of columns from 0 to ${columns - 1}`;
  const message = `${argument} is ${describeValue(indices)}; expected ${expected}.`;
  throw new IndexError(message, { argument, value: indices, expected });
}

/** The settings with the columns that the training data asks for. */
async function withColumns(options: WithTensor): Promise<ExplainOptions> {
  const { trainingData, maskType, categorical, featureNames: names } = options;
  const settings = { ...options } as ExplainOptions;
  if (settings.method === 'LIME' && trainingData) return settings;
  let background = settings.background as Background | undefined;
  if (background === undefined && trainingData) {
    const isFilled = settings.method === 'RISE' || maskType !== undefined;
    background = isFilled
      ? await fillValues(trainingData, maskType ?? 'mean', categorical, options.signal)
      : await rowsOf(trainingData, options.signal);
  }
  settings.perturbation ??= new Columns({ background, names });
  return settings;
}

/** Few rows as they are. Rows with missing values have no means, so that some of them stand for all. */
async function rowsOf(table: Tensor, signal?: AbortSignal): Promise<Background> {
  if (table.shape[0] <= largestBackground) return table;
  const [rows, columns] = table.shape as [number, number];
  const values = await table.data();
  if (!values.some(Number.isNaN)) return summarize(table, summaryRows, { signal });
  const random = new RandomStream(0);
  const rowAt = (row: number) => Array.from(values.subarray(row * columns, (row + 1) * columns));
  const drawn = Array.from({ length: largestBackground }, () => rowAt(Math.floor(rows * random.uniform())));
  return { rows: drawn, weights: drawn.map(() => 1) };
}
