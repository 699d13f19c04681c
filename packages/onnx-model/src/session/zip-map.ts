import { type OnnxGraph, type OnnxModelFile, writeModel } from 'onnx-format';
import type { ValueInfo } from './value-info';

/** An output that is a list of maps from the names of classes to scores, and the tensor of scores that it is made from. */
export interface ZipMap {
  readonly scores: string;
  /** Whether the graph does not return that tensor, so that it is to be added. */
  readonly isAdded: boolean;
  /** The names of the classes. */
  readonly classes: readonly string[];
}

/** The outputs of a graph that are lists of maps, by their names: exporters of scikit-learn's classifiers add a ZipMap to the scores. */
export function zipMapsOf({ nodes, outputs }: OnnxGraph): Map<string, ZipMap> {
  const made = nodes.filter(({ op, domain, outputs: [name] }) => {
    return op === 'ZipMap' && domain === 'ai.onnx.ml' && outputs.some((output) => output.name === name);
  });
  return new Map(
    made.map(({ inputs, outputs: [name], attributes }) => {
      const { classlabels_strings: texts, classlabels_int64s: integers } = attributes;
      const labels = texts?.type === 'strings' ? texts.value : integers?.type === 'ints' ? integers.value : [];
      const isAdded = !outputs.some((output) => output.name === inputs[0]);
      return [name, { scores: inputs[0], isAdded, classes: labels.map(String) }];
    }),
  );
}

/** What such an output is without its ZipMap. */
export const withoutZipMap = (info: ValueInfo, zipMap: ZipMap | undefined): ValueInfo =>
  zipMap
    ? { name: info.name, type: 'float32', shape: ['', zipMap.classes.length || ''], classes: zipMap.classes }
    : info;

/** The bytes of a model that returns the scores, too. A message that is appended to a file is merged into it. */
export function withScores(bytes: Uint8Array, model: OnnxModelFile, zipMaps: ReadonlyMap<string, ZipMap>): Uint8Array {
  const names = [...zipMaps.values()].filter(({ isAdded }) => isAdded).map(({ scores }) => scores);
  const outputs = [...new Set(names)].map((name) => ({ name }));
  const graph = { name: model.graph.name, nodes: [], initializers: new Map(), inputs: [], outputs };
  const appended = writeModel({ ...model, opsets: {}, functions: [], metadata: {}, graph });
  const joined = new Uint8Array(bytes.length + appended.length);
  joined.set(bytes);
  joined.set(appended, bytes.length);
  return joined;
}
