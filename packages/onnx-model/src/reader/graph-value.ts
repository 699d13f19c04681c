import type { OnnxNode, OnnxValue } from 'onnx-format';
import { ValueError } from 'xai-base';
import { byName } from '../session/choose';
import { describeValues, type ValueInfo } from '../session/value-info';

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
  if (name === undefined)
    return onlyOne(
      kind,
      values.filter((value) => !taken.includes(value.name)),
    );
  const isInside = nodes.some(({ outputs }) => outputs.includes(name));
  if (isInside && !values.some((value) => value.name === name)) return { name, type: 'float32', shape: [] };
  return byName(kind, name, values);
}

function onlyOne(kind: 'input' | 'output', values: readonly ValueInfo[]): ValueInfo {
  if (values.length === 1) return values[0];
  const others = kind === 'input' ? ', and give the others by { fixedInputs: { name: tensor } } or with each call' : '';
  throw new ValueError(
    `The model has ${values.length} ${kind}s: ${describeValues(values)}. Choose one by the option { ${kind}: '${values[0]?.name ?? ''}' }${others}.`,
    { argument: kind, value: values.map(({ name }) => name), expected: `the option ${kind}` },
  );
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
