import type { ExplanationParts, HeatmapKind } from '../explanation';
import { Explanation } from '../explanation';
import { isPlainObject } from '../plain-object';
import { fromPlainTensor, isPlainTensor, isTensorLike, type PlainTensor, toPlainTensor } from './plain-tensor';

/**
 * An explanation as plain data: what {@link Explanation} holds, with {@link PlainTensor}s in place of its tensors. In `extras`, where plain
 * objects have any meaning, tensors are those with typed arrays.
 */
export interface PlainExplanation {
  readonly val: PlainTensor;
  readonly input: PlainTensor;
  readonly output: PlainTensor;
  readonly outputSelection: readonly number[];
  readonly analyzer: string;
  readonly heatmap: HeatmapKind;
  readonly extras?: Readonly<Record<string, unknown>>;
}

/**
 * An explanation as plain data, for a page, a worker's message or JSON. It reads the tensors without blocking; they stay the caller's.
 *
 * @param explanation of whichever copy of this package and of TensorFlow.js
 *
 * @example
 * ```ts
 * const parts = { val: tf.tensor2d([[1, -1]]), input: tf.tensor2d([[2, 3]]), output: tf.tensor2d([[5, 4]]) };
 * const explanation = new Explanation({ ...parts, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' });
 * const plain = await toPlain(explanation);
 * Array.from(plain.val.data); // => [1, -1]
 * explanation.dispose();
 * ```
 */
export async function toPlain(explanation: ExplanationParts): Promise<PlainExplanation> {
  const { val, input, output, outputSelection, analyzer, heatmap, extras } = explanation;
  const [plainVal, plainInput, plainOutput, plainExtras] = await Promise.all([val, input, output, extras].map(plain));
  return {
    val: plainVal as PlainTensor,
    input: plainInput as PlainTensor,
    output: plainOutput as PlainTensor,
    outputSelection: [...outputSelection],
    analyzer,
    heatmap,
    ...(extras && { extras: plainExtras as Record<string, unknown> }),
  };
}

/**
 * The explanation of plain data, with tensors on the current backend. It belongs to the caller.
 *
 * @example
 * ```ts
 * const [val, input, output] = [[1, -1], [2, 3], [5, 4]].map((data) => ({ shape: [1, 2], data }));
 * const plain = { val, input, output, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' as const };
 * const explanation = fromPlain(plain);
 * explanation.val; // => [[1, -1]]
 * explanation.dispose();
 * ```
 */
export function fromPlain(plain: PlainExplanation): Explanation {
  const { val, input, output, outputSelection, extras } = plain;
  return new Explanation({
    ...plain,
    val: fromPlainTensor(val),
    input: fromPlainTensor(input),
    output: fromPlainTensor(output),
    outputSelection: [...outputSelection],
    extras: extras && (withTensors(extras) as Record<string, unknown>),
  });
}

async function plain(value: unknown): Promise<unknown> {
  if (isTensorLike(value)) return toPlainTensor(value);
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (!isPlainObject(value) || isPlainTensor(value)) return value;
  const entries = Object.entries(value).map(async ([name, one]) => [name, await plain(one)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function withTensors(value: unknown): unknown {
  if (isPlainTensor(value) && ArrayBuffer.isView(value.data)) return fromPlainTensor(value);
  if (Array.isArray(value)) return value.map(withTensors);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withTensors(one)]));
}
