import { dispose, Tensor } from '@tensorflow/tfjs-core';
import { ValueError } from 'xai-base';
import { byName } from './choose';
import type { Value } from './elements';
import type { Session } from './session';
import { toElements, unsupportedType } from './to-elements';
import { isConvertible, toTensor } from './to-tensor';
import { describeValues, type ValueInfo } from './value-info';

/** Reads tensors for inputs of a model, by their names. */
export async function readFixed(
  given: Readonly<Record<string, Tensor>>,
  inputs: readonly ValueInfo[],
): Promise<Record<string, Value>> {
  const pairs = Object.entries(given).map(([name, tensor]) => [byName('input', name, inputs), tensor] as const);
  const wrong = pairs.find(([, tensor]) => !(tensor instanceof Tensor));
  if (wrong) {
    const [{ name }, value] = wrong;
    throw new ValueError(`${name} is ${String(value)}; expected a tensor.`, {
      argument: name,
      value,
      expected: 'a tensor',
    });
  }
  const values = pairs.map(async ([info, tensor]) => {
    const elements = toElements(await tensor.data(), tensor.dtype, info);
    return [info.name, { type: info.type!, shape: tensor.shape, elements }] as const;
  });
  return Object.fromEntries(await Promise.all(values));
}

/** Runs a model once on the inputs as they are. */
export async function runByName(
  session: Session,
  fixed: Readonly<Record<string, Value>>,
  given: Readonly<Record<string, Tensor>>,
  names?: readonly string[],
): Promise<Record<string, Tensor>> {
  session.checkIsUsable();
  const chosen = names
    ? names.map((name) => byName('output', name, session.outputs))
    : session.outputs.filter(({ type }) => isConvertible(type));
  const refused = chosen.find(({ type }) => !isConvertible(type));
  if (refused) throw unsupportedType(refused);
  const feeds = { ...fixed, ...(await readFixed(given, session.inputs)) };
  const missing = session.inputs.filter(({ name }) => !(name in feeds));
  if (missing.length > 0) {
    throw new ValueError(`The inputs lack ${describeValues(missing)}.`, {
      argument: 'inputs',
      value: Object.keys(given),
      expected: describeValues(session.inputs),
    });
  }
  const values = await session.run(
    feeds,
    chosen.map(({ name }) => name),
  );
  const results: Record<string, Tensor> = {};
  try {
    for (const { name } of chosen) results[name] = toTensor(values[name], name);
    return results;
  } catch (error) {
    dispose(results);
    throw error;
  }
}
