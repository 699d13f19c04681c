import { Tensor } from '@tensorflow/tfjs-core';
import { isInstance } from './instance-of';
import { isPlainObject } from './plain-object';
import type { ReceptiveField } from './receptive-field/receptive-field';

/** How an explanation is best drawn: signed around zero, as a magnitude, or as a coarse map over the image. */
export const heatmapKinds = ['attribution', 'sensitivity', 'cam'] as const;

/** One of {@link heatmapKinds}. */
export type HeatmapKind = (typeof heatmapKinds)[number];

/**
 * What methods add to an explanation, by name. A package says of which type its own are by adding them to this interface, so that its users
 * need no casts: `declare module 'xai-base' { interface ExplanationExtras { readonly score?: number[] } }`.
 */
export interface ExplanationExtras {
  /** What the attribution is measured in, such as `log odds`; that of the output where it is missing. */
  readonly unit?: string;
  /** By how much the attribution of each sample misses what it adds up to. */
  readonly completenessError?: number[];
  /** What the attribution of each sample is added to: the output without what is explained. */
  readonly expectedValue?: number[];
  /** Where the cells of a coarse map look. */
  readonly receptiveField?: ReceptiveField;
  readonly [name: string]: unknown;
}

/** Everything an {@link Explanation} is made of. */
export interface ExplanationParts {
  readonly val: Tensor;
  readonly input: Tensor;
  readonly output: Tensor;
  readonly outputSelection: number[];
  readonly analyzer: string;
  readonly heatmap: HeatmapKind;
  readonly extras?: Record<string, unknown>;
}

/**
 * Which part of the input made the model say this: the result of an analysis. It owns its tensors.
 * `instanceof` works across copies of this package.
 *
 * @example
 * ```ts
 * const parts = { val: tf.tensor2d([[1, -1]]), input: tf.tensor2d([[2, 3]]), output: tf.tensor2d([[5, 4]]) };
 * const explanation = new Explanation({ ...parts, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' });
 * explanation.outputSelection; // => [0]
 * explanation.dispose();
 * ```
 */
export class Explanation implements ExplanationParts {
  static readonly id: string = 'Explanation';

  /** The attribution, shaped as the method says (mostly like the input). */
  readonly val: Tensor;
  readonly input: Tensor;
  /** The model's output for the input, `[batch, classes]`, or more axes, those of length 1 left out. */
  readonly output: Tensor;
  /** Which output was explained, one a sample; of a weighted combination, the one with the largest weight; in an output of more axes, the index in row-major order. */
  readonly outputSelection: number[];
  /** The name of the method. */
  readonly analyzer: string;
  /** How to draw it. */
  readonly heatmap: HeatmapKind;
  /** Method-specific additions, or undefined. */
  readonly extras?: ExplanationExtras;

  constructor(parts: ExplanationParts) {
    this.val = parts.val;
    this.input = parts.input;
    this.output = parts.output;
    this.outputSelection = parts.outputSelection;
    this.analyzer = parts.analyzer;
    this.heatmap = parts.heatmap;
    this.extras = parts.extras as ExplanationExtras | undefined;
  }

  /** Frees every tensor of the explanation, those in `extras` included. Calling it twice does no harm. */
  dispose(): void {
    for (const tensor of tensorsIn([this.val, this.input, this.output, this.extras])) {
      if (!tensor.isDisposed) tensor.dispose();
    }
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, value);
  }
}

/** The tensors in a value of nested arrays and plain objects. */
function* tensorsIn(value: unknown): Generator<Tensor> {
  if (value instanceof Tensor) yield value;
  else if (Array.isArray(value)) for (const item of value) yield* tensorsIn(item);
  else if (isPlainObject(value)) yield* tensorsIn(Object.values(value));
}
