import { describeValue, isLayersModel, type LayersModelLike, ModelError } from 'xai-base';

/**
 * Checks that a model has layers to go through.
 *
 * @throws {ModelError} for anything but a tfjs-layers model
 */
export function checkLayersModel(model: unknown): asserts model is LayersModelLike {
  if (isLayersModel(model)) return;
  const expected = 'a tfjs-layers model, such as tfl.sequential(...), whose layers relevance goes through';
  const wayOut = 'Through any other model that has gradients relevance goes by its operators: new LRP(model).';
  throw new ModelError(`model is ${describeValue(model)}; expected ${expected}. ${wayOut}`, {
    argument: 'model',
    value: model,
    expected,
  });
}

/**
 * Checks that a model has one output, from which relevance comes.
 *
 * @throws {ModelError} saying how to get one
 */
export function checkEnds({ outputs }: LayersModelLike): void {
  if (outputs.length === 1) return;
  const wayOut = 'Choose one: tfl.model({ inputs: model.inputs, outputs: model.outputs[0] }).';
  const expected = 'one';
  const message = `The model has ${outputs.length} outputs; expected ${expected}. ${wayOut}`;
  throw new ModelError(message, { argument: 'model', value: outputs.length, expected });
}

/**
 * Checks that a model puts out a row of numbers a sample, one of which is explained.
 *
 * @throws {ModelError} saying how to get one
 */
export function checkOutput({ outputs: [{ shape }] }: LayersModelLike): void {
  if (shape.length === 2) return;
  const returned = `[${shape.map((length) => length ?? 'any').join(', ')}]`;
  const expected = '[batch, classes]';
  throw new ModelError(
    `The model returns a tensor of shape ${returned}; expected ${expected}. With a layer behind it, ` +
      'tfl.layers.flatten() or tfl.layers.globalAveragePooling2d({}), each of its places or their mean is an output.',
    { argument: 'model', value: shape, expected },
  );
}
