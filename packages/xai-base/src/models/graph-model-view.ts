import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { NoGradientError } from '../errors';
import { TensorBag } from '../execution/tensor-bag';
import type { FurtherInputs } from '../further-inputs/further-inputs';
import { arrangeInputs, explainedInput } from './arrange-inputs';
import type { OutputCheck } from './check-output';
import { batchesOf, joinBatches } from './in-batches';
import type { GraphModelLike } from './model';
import type { ModelView } from './model-view';
import { ownedOutput } from './owned-output';

/** Whether a value is a tfjs `GraphModel`, whatever copy of tfjs-converter made it. */
export function isGraphModel(value: unknown): value is GraphModelLike {
  const model = value as GraphModelLike | undefined | null;
  return typeof model?.executeAsync === 'function' && typeof model.predict === 'function';
}

/**
 * A tfjs `GraphModel` of one output. One with control flow can be evaluated, but not differentiated; one of a fixed batch runs as often
 * as the samples need.
 */
export function graphModelView(model: GraphModelLike, check: OutputCheck): ModelView {
  const [{ shape, dtype }] = model.inputs;
  const rows = shape?.[0];
  const given = (tensors: readonly Tensor[]) =>
    tensors.length === 1
      ? tensors[0]
      : Object.fromEntries(model.inputs.map(({ name }, index) => [name, tensors[index]]));
  const evaluate = (input: Tensor, further?: FurtherInputs) => {
    const { tensors, explained } = arrangeInputs(model.inputs, input, further);
    const outputs = batchesOf(tensors, rows).map((batch) => check(model.predict(given(batch)), batch[explained]));
    return joinBatches(outputs, input.shape[0]);
  };
  return {
    async predict(input, further) {
      try {
        return tidy(() => evaluate(input, further).clone());
      } catch (error) {
        if (!hasControlFlow(error)) throw error;
      }
      const bag = new TensorBag();
      try {
        const explained = explainedInput(model.inputs, further);
        const batches = tidy(() => {
          const { tensors } = arrangeInputs(model.inputs, input, further);
          return batchesOf(tensors, rows).map((batch) => batch.map((tensor) => tensor.clone()));
        });
        bag.addAll(batches.flat());
        const outputs: Tensor[] = [];
        for (const batch of batches) {
          outputs.push(bag.add(ownedOutput(await model.executeAsync(given(batch)), batch[explained], check)));
        }
        return tidy(() => joinBatches(outputs, input.shape[0]).clone());
      } finally {
        bag.dispose();
      }
    },

    rows: rows !== undefined && rows > 0 ? rows : undefined,
    readsIndices: dtype === 'int32' ? 'The graph model, whose input is int32,' : undefined,

    forward(input, further) {
      try {
        return evaluate(input, further);
      } catch (cause) {
        if (!hasControlFlow(cause)) throw cause;
        throw asynchronousModel(model.asynchronous, cause);
      }
    },
  };
}

/**
 * The error for a graph model whose control flow is known only when it runs.
 *
 * @param why what decides it
 * @param cause the error of TensorFlow.js
 *
 * @example
 * ```ts
 * const error = asynchronousModel('The loop runs as often as the input says', undefined);
 * error.message.endsWith('such as Occlusion. The loop runs as often as the input says.'); // => true
 * ```
 */
export function asynchronousModel(why: string | undefined, cause: unknown): NoGradientError {
  const message = `The graph model has control flow, which TensorFlow.js cannot differentiate; use a method without gradients, such as Occlusion.${why ? ` ${why}.` : ''}`;
  return new NoGradientError(message, { argument: 'model', expected: 'a model that has gradients', cause });
}

/** TensorFlow.js refuses such a model by an error that names the function to use instead. */
function hasControlFlow(error: unknown): boolean {
  return /executeAsync/.test(String(error));
}
