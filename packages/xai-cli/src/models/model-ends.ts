import { isLayersModel } from 'xai-base';
import type { LoadedModel } from './load-model';

/** The length of each axis; null stands for any. */
export type Shape = readonly (number | null)[];

/** An input or output of a model. */
export interface End {
  readonly name: string;
  /** Batch first, channels last; undefined when the model does not say it. */
  readonly shape?: Shape;
  /** The type of its elements, such as `float32`, `int64`. */
  readonly type?: string;
}

/** The inputs and outputs of a model, in the layout in which it is called. */
export function modelEnds(loaded: LoadedModel): { inputs: readonly End[]; outputs: readonly End[] } {
  const { inputs, outputs } = loaded.model as { inputs: readonly RawEnd[]; outputs: readonly RawEnd[] };
  const isFirst = loaded.format === 'onnx' && loaded.layout === 'channels-first' && !isLayersModel(loaded.model);
  return {
    inputs: inputs.map(toEnd).map((end, at) => (isFirst && at === 0 ? channelsLast(end) : end)),
    outputs: outputs.map(toEnd),
  };
}

interface RawEnd {
  readonly name: string;
  readonly shape?: readonly (number | string | null)[];
  readonly type?: string;
  readonly dtype?: string;
}

/** In the form of this package: a length that is a name, or below 0, is open. */
export function toEnd({ name, shape, type, dtype }: RawEnd): End {
  const lengths = shape?.map((length) => (typeof length === 'number' && length >= 0 ? length : null));
  return {
    name,
    ...(lengths && lengths.length > 0 && { shape: lengths }),
    ...((type ?? dtype) && { type: type ?? dtype }),
  };
}

function channelsLast({ shape, ...end }: End): End {
  if (!shape || shape.length < 3) return { ...end, ...(shape && { shape }) };
  const [batch, channels, ...others] = shape;
  return { ...end, shape: [batch, ...others, channels] };
}
