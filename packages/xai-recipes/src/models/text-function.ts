import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type Model, toModelView } from 'xai-base';
import type { LoadedModel } from './loaded-model';
import { modelEnds } from './model-ends';

/** A model that takes texts as they are, as a function of texts: `[texts]`, or `[texts, 1]`, whichever it takes. */
export function textFunction(loaded: LoadedModel): (texts: string[]) => Promise<Tensor> {
  const view = toModelView(loaded.model as Model);
  const [{ shape = [null] }] = modelEnds(loaded).inputs;
  return async (texts) => {
    const strings = tensor(texts, [texts.length, ...shape.slice(1).map(() => 1)], 'string');
    try {
      return await view.predict(strings);
    } finally {
      strings.dispose();
    }
  };
}
