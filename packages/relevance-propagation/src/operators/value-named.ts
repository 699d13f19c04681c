import type { RecordedValue, Recording } from 'tfjs-gradients';
import { LayerNotFoundError, nearest } from 'xai-base';

/**
 * The value of a recorded model that has a name.
 *
 * @throws {LayerNotFoundError} that lists the names
 */
export function valueNamed({ operations, inputs }: Recording, name: string): RecordedValue {
  const values = [...inputs, ...operations.flatMap(({ outputs }) => outputs)];
  const found = values.find(({ names }) => names.has(name));
  if (found) return found;
  const names = [...new Set(values.flatMap((value) => [...value.names.keys()]))];
  const guess = nearest(name, names);
  const shown = names.length > 20 ? [...names.slice(0, 20), '...'] : names;
  const expected =
    names.length > 0 ? `one of ${shown.join(', ')}` : 'a model whose values have names, such as an ONNX model';
  throw new LayerNotFoundError(
    `The model has no value ${name} that depends on the input${guess ? `; did you mean ${guess}?` : ''} Expected ${expected}.`,
    { argument: 'layer', value: name, expected },
  );
}
