import { tidy } from '@tensorflow/tfjs-core';
import type { OutputCheck } from './check-output';
import { ownedOutput } from './function-view';
import type { GraphModelLike } from './model';
import type { ModelView } from './model-view';

/** Whether a value is a tfjs `GraphModel`, whatever copy of tfjs-converter made it. */
export function isGraphModel(value: unknown): value is GraphModelLike {
  const model = value as GraphModelLike | undefined | null;
  return typeof model?.executeAsync === 'function' && typeof model.predict === 'function';
}

/** A tfjs `GraphModel`. One with control flow can be evaluated, but not differentiated. */
export function graphModelView(model: GraphModelLike, check: OutputCheck): ModelView {
  return {
    async predict(input) {
      try {
        return tidy(() => check(model.predict(input), input).clone());
      } catch (error) {
        if (!/executeAsync/.test(String(error))) throw error;
        return ownedOutput(await model.executeAsync(input), input, check);
      }
    },
    forward: (input) => check(model.predict(input), input),
  };
}
