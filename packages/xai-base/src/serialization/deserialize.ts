import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { FormatError } from '../errors';
import { Explanation, type HeatmapKind, heatmapKinds } from '../explanation';
import { type HostTensor, readSafetensors } from './safetensors';
import { format, tensorKey, version } from './serialize';

/**
 * Reads an explanation that {@link serialize} wrote. Everything is checked before a tensor is allocated.
 *
 * @returns an explanation that belongs to the caller
 * @throws {FormatError} for bytes that are no serialized explanation, damaged, or of a newer version
 *
 * @example
 * ```ts
 * deserialize(await serialize(await analyze(tf.tensor2d([[1, 2]]), someAnalyzer))).analyzer; // => 'SomeAnalyzer'
 * ```
 */
export function deserialize(bytes: Uint8Array): Explanation {
  const { tensors, metadata } = readSafetensors(bytes);
  const { analyzer, heatmap } = checkMetadata(metadata);
  const find = (name: string) => {
    const found = tensors.get(name);
    if (found) return found;
    throw new FormatError(`Tensor "${name}" is missing.`);
  };
  const outputSelection = parse(metadata.outputSelection, 'outputSelection');
  if (!Array.isArray(outputSelection) || !outputSelection.every(Number.isSafeInteger)) {
    throw new FormatError(`outputSelection is ${metadata.outputSelection}; expected an array of integers.`);
  }
  const [val, input, output] = ['val', 'input', 'output'].map(find);
  const extras = metadata.extras === undefined ? undefined : parse(metadata.extras, 'extras');
  withTensors(extras, find);

  return new Explanation({
    val: allocate(val),
    input: allocate(input),
    output: allocate(output),
    outputSelection,
    analyzer,
    heatmap,
    extras: withTensors(extras, (name) => allocate(find(name))) as Record<string, unknown> | undefined,
  });
}

function checkMetadata({ format: given, version: written, analyzer, heatmap }: Record<string, string>) {
  if (given !== format) throw new FormatError(`The format is "${given}"; expected "${format}".`);
  if (written !== String(version)) {
    throw new FormatError(
      `The explanation has version ${written}; this package reads version ${version}: update xai-base.`,
    );
  }
  if (!analyzer) throw new FormatError('The name of the analyzer is missing.');
  if (!isHeatmapKind(heatmap))
    throw new FormatError(`The heatmap kind is "${heatmap}"; expected one of ${heatmapKinds}.`);
  return { analyzer, heatmap };
}

function isHeatmapKind(kind: string): kind is HeatmapKind {
  return (heatmapKinds as readonly string[]).includes(kind);
}

function parse(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new FormatError(`${name} is no JSON: ${json}.`, { cause });
  }
}

/** A copy of a value with the tensors that it names put in. */
function withTensors<T>(value: unknown, find: (name: string) => T): unknown {
  if (Array.isArray(value)) return value.map((item) => withTensors(item, find));
  if (typeof value !== 'object' || value === null) return value;
  if (tensorKey in value) return find(String(value[tensorKey]));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTensors(item, find)]));
}

function allocate({ values, shape, dtype }: HostTensor): Tensor {
  return tensor(values, [...shape], dtype);
}
