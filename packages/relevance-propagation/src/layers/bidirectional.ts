import { type LayerLike, UnsupportedLayerError } from 'xai-base';
import { BidirectionalStep, type MergeMode } from '../recurrent/bidirectional-step';
import { RecurrentStep } from '../recurrent/recurrent-step';
import { InspectedLayer } from './inspected-layer';
import type { LayerHandler } from './layer-handler';

/** A recurrent layer in both directions. */
export const bidirectionalLayer: LayerHandler = (layer, handlerOf) => {
  const mergeMode = layer.property<string>('mergeMode') ?? 'concat';
  const directions = ['forwardLayer', 'backwardLayer'].flatMap((name) => {
    const inner = new InspectedLayer(layer.property<LayerLike>(name) as LayerLike, 1);
    return handlerOf(inner.type)?.(inner, handlerOf) ?? [];
  });
  const [there, back] = directions;
  const isKnown = there instanceof RecurrentStep && back instanceof RecurrentStep;
  if (!isKnown || !['concat', 'sum', 'ave'].includes(mergeMode)) {
    throw new UnsupportedLayerError(`its directions are merged by ${mergeMode}; expected concat, sum or ave.`, {
      argument: 'model',
      value: mergeMode,
    });
  }
  return [new BidirectionalStep([there, back], mergeMode as MergeMode, layer.property('returnSequences') === true)];
};
