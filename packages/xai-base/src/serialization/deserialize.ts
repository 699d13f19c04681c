import { FormatError } from '../errors';
import { type Explanation, type HeatmapKind, heatmapKinds } from '../explanation';
import { describeValue } from '../messages/describe-value';
import { fromPlain, type PlainExplanation } from '../plain/plain-explanation';
import type { PlainTensor } from '../plain/plain-tensor';
import { sizeOf } from '../size-of';
import { extrasFromJson, parseJson, shortened } from './extras-json';
import { readSafetensors } from './read-safetensors';
import { format, version } from './serialize';

/**
 * Reads an explanation that {@link serialize} wrote. Everything is checked before a tensor is allocated.
 *
 * @returns an explanation that belongs to the caller
 * @throws {FormatError} for bytes that are no serialized explanation, damaged, or of a newer version
 * @see {@link deserializePlain}
 *
 * @example
 * ```ts
 * const parts = { val: tf.tensor2d([[1, -1]]), input: tf.tensor2d([[2, 3]]), output: tf.tensor2d([[5]]) };
 * const explanation = new Explanation({ ...parts, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' });
 * deserialize(await serialize(explanation)).analyzer; // => 'ByHand'
 * ```
 */
export function deserialize(bytes: Uint8Array): Explanation {
  return fromPlain(deserializePlain(bytes));
}

/**
 * Reads an explanation that {@link serialize} wrote, as plain data: no backend is needed.
 *
 * @throws {FormatError} for bytes that are no serialized explanation, damaged, or of a newer version
 *
 * @example
 * ```ts
 * const parts = { val: tf.tensor2d([[1, -1]]), input: tf.tensor2d([[2, 3]]), output: tf.tensor2d([[5]]) };
 * const explanation = new Explanation({ ...parts, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' });
 * Array.from(deserializePlain(await serialize(explanation)).val.data); // => [1, -1]
 * ```
 */
export function deserializePlain(bytes: Uint8Array): PlainExplanation {
  const { tensors, metadata } = readSafetensors(bytes);
  const { analyzer, heatmap } = checkMetadata(metadata);
  const outputSelection = readSelection(metadata.outputSelection);
  const find = (name: string): PlainTensor => {
    const found = tensors.get(name);
    if (found) return { dtype: found.dtype, shape: found.shape, data: found.values };
    throw new FormatError(`Tensor "${name}" is missing.`);
  };
  const [val, input, output] = ['val', 'input', 'output'].map(find);
  checkSelection(outputSelection, output.shape);
  const { extras } = metadata;
  return {
    ...{ val, input, output, outputSelection, analyzer, heatmap },
    ...(extras !== undefined && { extras: readExtras(extras, find) }),
  };
}

function checkMetadata({ format: given, version: written, analyzer, heatmap }: Record<string, string>) {
  if (given !== format) throw new FormatError(`The format is "${given}"; expected "${format}".`);
  if (written !== String(version)) {
    throw new FormatError(
      `The explanation has version ${written}; this package reads version ${version}: update xai-base.`,
    );
  }
  if (analyzer === undefined) throw new FormatError('The name of the analyzer is missing.');
  if (!isHeatmapKind(heatmap)) {
    throw new FormatError(`The heatmap kind is "${heatmap}"; expected one of ${heatmapKinds.join(', ')}.`);
  }
  return { analyzer, heatmap };
}

function isHeatmapKind(kind: string): kind is HeatmapKind {
  return (heatmapKinds as readonly string[]).includes(kind);
}

function readSelection(json: string): number[] {
  const indices = parseJson(json, 'outputSelection');
  if (Array.isArray(indices) && indices.every((index) => Number.isSafeInteger(index) && index >= 0)) return indices;
  throw new FormatError(`outputSelection is ${shortened(json)}; expected an array of output indices.`);
}

/** Checks that there is one selected output for each sample, and that the output has it. */
function checkSelection(indices: readonly number[], [batch, ...outputs]: readonly number[]): void {
  const count = sizeOf(outputs);
  if (indices.length === batch && indices.every((index) => index < count)) return;
  const expected = `${batch} indices below ${count}`;
  throw new FormatError(`outputSelection is ${describeValue(indices)}; expected ${expected}.`);
}

/** Each tensor is named once, so that a few bytes cannot ask for many copies. */
function readExtras(extras: string, find: (name: string) => PlainTensor): Record<string, unknown> {
  const seen = new Set<string>();
  return extrasFromJson(extras, (name) => {
    if (seen.has(name)) throw new FormatError(`extras names the tensor "${name}" twice.`);
    seen.add(name);
    return find(name);
  });
}
