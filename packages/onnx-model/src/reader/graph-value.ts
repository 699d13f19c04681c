import type { OnnxGraph, OnnxNode, OnnxValue } from 'onnx-format';
import { ValueError } from 'xai-base';
import { byName, onlyOne } from '../session/choose';
import { classNamesOf } from '../session/class-names';
import { describeName, type ValueInfo, withClasses } from '../session/value-info';
import { withoutZipMap, zipMapsOf } from '../session/zip-map';

/** An input or output in the form of this package. */
export const toInfo = ({ name, type, shape = [] }: OnnxValue): ValueInfo => ({ name, type, shape });

/** The inputs of a graph that are no constants. */
export const inputsOf = ({ inputs, initializers }: OnnxGraph): ValueInfo[] =>
  inputs.filter(({ name }) => !initializers.has(name)).map(toInfo);

/** The outputs of a graph; of one that maps the names of classes to scores, the scores. */
export function outputsOf(graph: OnnxGraph): ValueInfo[] {
  const zipMaps = zipMapsOf(graph);
  const names = classNamesOf(graph);
  return graph.outputs.map((value) =>
    withClasses(withoutZipMap(toInfo(value), zipMaps.get(value.name)), names.get(value.name)),
  );
}

/**
 * The value that a program begins or ends with: the input or output that was chosen, the only one, or a value inside of the graph.
 *
 * @throws {ValueError} when there is none of that name, or none was chosen and there are several
 */
export function graphValue(
  kind: 'input' | 'output',
  name: string | undefined,
  values: readonly ValueInfo[],
  nodes: readonly OnnxNode[],
  taken: readonly string[] = [],
): ValueInfo {
  if (name === undefined) {
    const free = values.filter((value) => !taken.includes(value.name));
    return onlyOne(kind, free, kind === 'input' ? ' Or give them with each call: model(input, { name: tensor }).' : '');
  }
  const isInside = nodes.some(({ outputs }) => outputs.includes(name));
  if (isInside && !values.some((value) => value.name === name)) return { name, type: 'float32', shape: [] };
  return byName(kind, name, values);
}

/** @throws {ValueError} when the graph lacks an input that a program needs */
export function checkInputs(missing: readonly string[]): void {
  if (missing.length === 0) return;
  const names = missing.slice(0, mostNames).map(describeName).join(', ');
  throw new ValueError(
    `The model also needs the input${missing.length > 1 ? 's' : ''} ${names}: readOnnx(file, { fixedInputs: { ${describeName(missing[0])}: tensor } }), or ` +
      `call it by (input) => model(input, { ${describeName(missing[0])}: tensor }).`,
    { argument: 'others', value: names, expected: 'a tensor for each input' },
  );
}

const mostNames = 6;
