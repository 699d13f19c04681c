import { dispose, Tensor } from '@tensorflow/tfjs-core';
import { byName } from './choose';
import type { Feeds, Session } from './session';
import { notTensor, toElements, unsupportedType } from './to-elements';
import { isConvertible, toTensor } from './to-tensor';
import type { ValueInfo } from './value-info';

/** Reads tensors for inputs of a model, by their names. */
export async function readFixed(given: Readonly<Record<string, Tensor>>, inputs: readonly ValueInfo[]): Promise<Feeds> {
  const pairs = Object.entries(given).map(([name, tensor]) => [byName('input', name, inputs), tensor] as const);
  for (const [{ name }, value] of pairs) if (!(value instanceof Tensor)) throw notTensor(name, value);
  const values = pairs.map(async ([info, tensor]) => {
    const elements = toElements(await tensor.data(), tensor.dtype, info);
    return [info.name, { type: info.type!, shape: tensor.shape, elements }] as const;
  });
  return Object.fromEntries(await Promise.all(values));
}

/** Runs a model once on the inputs as they are. */
export async function runByName(
  session: Session,
  fixed: Feeds,
  given: Readonly<Record<string, Tensor>>,
  names?: readonly string[],
): Promise<Record<string, Tensor>> {
  const chosen = names
    ? names.map((name) => byName('output', name, session.outputs))
    : session.outputs.filter(({ type }) => isConvertible(type));
  const refused = chosen.find(({ type }) => !isConvertible(type));
  if (refused) throw unsupportedType(refused);
  const feeds = { ...fixed, ...(await readFixed(given, session.inputs)) };
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
