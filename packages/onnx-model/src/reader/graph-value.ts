import type { OnnxNode, OnnxValue } from 'onnx-format';
import { ValueError } from 'xai-base';
import { choose } from '../session/choose';
import type { ValueInfo } from '../session/value-info';

/** An input or output in the form of this package. */
export const toInfo = ({ name, type, shape = [] }: OnnxValue): ValueInfo => ({ name, type, shape });

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
  const isInside = name !== undefined && nodes.some(({ outputs }) => outputs.includes(name));
  if (isInside && !values.some((value) => value.name === name)) return { name, type: 'float32', shape: [] };
  return choose(kind, name, values, taken)();
}

/** @throws {ValueError} when the graph lacks an input that a program needs */
export function checkInputs(missing: readonly string[]): void {
  if (missing.length === 0) return;
  const names = missing.join(', ');
  throw new ValueError(
    `The model also needs the input${missing.length > 1 ? 's' : ''} ${names}: readOnnx(file, { fixedInputs: { ${missing[0]}: tensor } }), or ` +
      `call it by (input) => model(input, { ${missing[0]}: tensor }).`,
    { argument: 'others', value: names, expected: 'a tensor for each input' },
  );
}
