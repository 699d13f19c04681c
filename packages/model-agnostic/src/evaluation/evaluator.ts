import { getBackend, type Tensor, tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  compilesModel,
  type FurtherInputs,
  firstNotFinite,
  ModelError,
  type ModelView,
  type Predict,
  predictorOf,
  type Row,
  rowArrays,
  rowsAtOnce,
  type Sample,
  sizeOf,
  throwIfAborted,
} from 'xai-base';
import type { Mixing } from './mixing';
import { type Turn, turnsOf } from './turn';

/** Room for a batch. */
interface Space {
  readonly values: Row;
  /** Its rows, which share its memory. */
  readonly rows: readonly Row[];
}

function spaceFor(count: number, size: number, dtype: Sample['dtype']): Space {
  const values = new rowArrays[dtype](count * size);
  const rows = Array.from({ length: count }, (_, row) => values.subarray(row * size, (row + 1) * size));
  return { values, rows };
}

/** Rows of model input to be made one after the other. */
export interface Rows {
  readonly count: number;
  /** The shape of one. */
  readonly shape: readonly number[];
  readonly dtype: Sample['dtype'];
  /** Writes one of them. */
  write(index: number, row: Row): void;
  /** How the model's inputs are made of them, freed in the end; they are the inputs when left out. */
  readonly mixing?: Mixing;
}

/** Is given the outputs of a row, and the row; both only valid during the call. */
export type TakeRow = (index: number, outputs: Float64Array, row: Row) => void;

/**
 * Evaluates a model on rows that are made when they are needed: never more than a batch of them is in memory. Between batches the event
 * loop has its turn, progress is reported, and the analysis can be aborted.
 */
export class Evaluator {
  /** For work on the host between evaluations. */
  readonly turn: Turn;
  /** The further inputs of the sample at hand, a row each. */
  furtherInputs?: FurtherInputs;
  private done = 0;
  private total = 0;

  /** @param samples how many samples will be explained, for the progress */
  constructor(
    private readonly model: ModelView,
    private samples: number,
    private readonly options: AnalyzeOptions,
  ) {
    this.turn = turnsOf(options.signal);
  }

  /** Whether the model is compiled, and what makes its inputs with it. */
  get isCompiled(): boolean {
    return compilesModel(this.model, this.options.executor);
  }

  /** Says how many rows the next sample takes at most. */
  begin(rows: number): void {
    this.total = this.done + rows * this.samples;
    this.samples--;
  }

  /**
   * @param take is given the outputs for each row in order, and the row; both only valid during the call
   * @throws {ModelError} when an output is not finite
   * @throws {AbortError} when the signal fires
   */
  async evaluate(rows: Rows, take: TakeRow): Promise<void> {
    try {
      await this.evaluateInBatches(rows, take);
    } finally {
      rows.mixing?.dispose();
    }
  }

  private async evaluateInBatches(rows: Rows, take: TakeRow): Promise<void> {
    const size = sizeOf(rows.shape);
    const { batchSize, room: roomFor } = rowsAtOnce(rows.mixing?.size ?? size, this.options);
    const predict = predictorOf(this.model, this.options.executor, rows.mixing?.made);
    const keepsArrays = getBackend() === 'cpu' && !this.isCompiled; // tensors that a model makes of its input may share its array
    let own = new Float64Array();
    let space: Space | undefined;
    for (let begin = 0; begin < rows.count; begin += batchSize) {
      await this.turn();
      const count = Math.min(batchSize, rows.count - begin);
      const room = roomFor(count);
      if (space?.rows.length !== room || keepsArrays) space = spaceFor(room, size, rows.dtype);
      const { values } = space;
      for (let i = 0; i < count; i++) rows.write(begin + i, space.rows[i]);
      const given = tensor(values, [room, ...rows.shape], rows.dtype);
      const outputs = await this.outputs(predict, given, count / room);
      const classes = outputs.length / count;
      if (own.length !== classes) own = new Float64Array(classes);
      for (let i = 0; i < count; i++) {
        for (let c = 0; c < classes; c++) own[c] = outputs[i * classes + c];
        take(begin + i, own, space.rows[i]);
      }
      this.done += count;
      this.options.onProgress?.({ done: this.done, total: Math.max(this.done, this.total) });
    }
    throwIfAborted(this.options.signal);
  }

  /** The model's outputs for the first of the rows, row-major; takes the rows over. */
  private async outputs(predict: Predict, given: Tensor, share: number): Promise<Float32Array> {
    let output: Tensor | undefined;
    try {
      output = await predict(given, this.furtherInputs);
      const values = ((await output.data()) as Float32Array).subarray(0, Math.round(share * output.size));
      const at = firstNotFinite(values);
      if (at < 0) return values;
      const [value, expected] = [values[at], 'finite numbers'];
      const message = `The model returned ${value} for a perturbed input; expected ${expected}.`;
      throw new ModelError(message, { argument: 'model', value, expected });
    } finally {
      given.dispose();
      output?.dispose();
    }
  }
}
