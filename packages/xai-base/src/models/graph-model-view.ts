import { cast, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { ModelError, NoGradientError } from '../errors';
import type { OutputCheck } from './check-output';
import { checkSample } from './check-sample';
import { inBatches } from './in-batches';
import type { GraphModelLike } from './model';
import type { ModelView } from './model-view';
import { ownedOutput } from './owned-output';

/** Whether a value is a tfjs `GraphModel`, whatever copy of tfjs-converter made it. */
export function isGraphModel(value: unknown): value is GraphModelLike {
  const model = value as GraphModelLike | undefined | null;
  return typeof model?.executeAsync === 'function' && typeof model.predict === 'function';
}

/** A tfjs `GraphModel` of one input and one output. One with control flow can be evaluated, but not differentiated. */
export function graphModelView(model: GraphModelLike, check: OutputCheck): ModelView {
  if (model.inputs.length !== 1) {
    throw new ModelError(
      `The model has ${model.inputs.length} inputs; expected one. Wrap it in a function that fixes the other inputs: ` +
        '(input) => model.predict({ input, other }).',
      { argument: 'model', value: model.inputs.length, expected: 'one input' },
    );
  }
  const [{ shape, dtype }] = model.inputs;
  const rows = shape?.[0] ?? -1;
  const prepare = (input: Tensor) => {
    checkSample(input, shape && [null, ...shape.slice(1)]);
    return dtype === 'int32' || dtype === 'float32' || dtype === 'bool' ? cast(input, dtype) : input;
  };
  const evaluate = (input: Tensor) => {
    const one = (batch: Tensor) => check(model.predict(batch), batch);
    return rows > 0 ? inBatches(prepare(input), rows, one) : one(prepare(input));
  };
  return {
    async predict(input) {
      try {
        return tidy(() => evaluate(input).clone());
      } catch (error) {
        if (!hasControlFlow(error)) throw error;
      }
      const prepared = tidy(() => prepare(input).clone());
      try {
        return ownedOutput(await model.executeAsync(prepared), prepared, check);
      } finally {
        prepared.dispose();
      }
    },

    readsIndices: dtype === 'int32' ? 'The graph model, whose input is int32,' : undefined,

    forward(input) {
      try {
        return evaluate(input);
      } catch (cause) {
        if (!hasControlFlow(cause)) throw cause;
        const message =
          'The graph model has control flow, which TensorFlow.js cannot differentiate; use a method without gradients, such as Occlusion.';
        throw new NoGradientError(message, { argument: 'model', expected: 'a model that has gradients', cause });
      }
    },
  };
}

/** TensorFlow.js refuses such a model by an error that names the function to use instead. */
function hasControlFlow(error: unknown): boolean {
  return /executeAsync/.test(String(error));
}
