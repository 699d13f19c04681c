import { isLayersModel } from 'xai-base';
import { type End, type RawEnd, toEnd } from './end';
import type { LoadedModel } from './loaded-model';

/** The inputs and outputs of a model, in the layout in which it is called. */
export function modelEnds(loaded: LoadedModel): { inputs: readonly End[]; outputs: readonly End[] } {
  const { inputs, outputs } = loaded.model as { inputs: readonly RawEnd[]; outputs: readonly RawEnd[] };
  const isFirst = loaded.format === 'onnx' && loaded.layout === 'channels-first' && !isLayersModel(loaded.model);
  return {
    inputs: inputs.map(toEnd).map((end, at) => (isFirst && at === 0 ? channelsLast(end) : end)),
    outputs: outputs.map(toEnd),
  };
}

function channelsLast({ shape, ...end }: End): End {
  if (!shape || shape.length < 3) return { ...end, ...(shape && { shape }) };
  const [batch, channels, ...others] = shape;
  return { ...end, shape: [batch, ...others, channels] };
}
