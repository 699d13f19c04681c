import type { Tensor } from '@tensorflow/tfjs-core';
import { GradCAM } from 'explainable-ai';
import { stripSoftmax } from 'relevance-propagation';
import type { Analyzer, Model } from 'xai-base';
import { describeModel, type LoadedLayers } from 'xai-recipes';

/** What a model takes the softmax of at its end. */
export interface Logits {
  readonly model: Model;
  forward(input: Tensor): Tensor;
}

/** What methods need of a layers-model besides itself. */
export interface LayersParts {
  readonly model: Model;
  readonly logits: Logits;
  /** Makes what looks at its last feature maps. */
  readonly maps?: () => Analyzer;
  /** Frees what was made of it. */
  free(): void;
}

/** A layers-model for methods: its end without softmax, and where it has feature maps. */
export function layersParts(loaded: LoadedLayers): LayersParts {
  const { model } = loaded;
  const logits = stripSoftmax(model);
  const last = describeModel(loaded)
    .layers?.filter(({ hasFeatureMaps }) => hasFeatureMaps)
    .at(-1);
  return {
    model: model as Model,
    logits: { model: logits as Model, forward: (input) => logits.predict(input) as Tensor },
    ...(last && { maps: () => GradCAM.at(model, last.name) }),
    free: () => void logits.dispose(),
  };
}
