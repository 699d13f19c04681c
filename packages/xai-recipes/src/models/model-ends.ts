import { type End, type RawEnd, toEnd } from './end';
import type { LoadedModel } from './loaded-model';

/** The inputs and outputs of a model, in the layout in which it is called; first the input that is explained. */
export function modelEnds(loaded: LoadedModel): { inputs: readonly End[]; outputs: readonly End[] } {
  const { inputs, outputs } = loaded.model as { inputs: readonly RawEnd[]; outputs: readonly RawEnd[] };
  return { inputs: mainFirst(loaded, inputs.map(toEnd)), outputs: outputs.map(toEnd) };
}

function mainFirst(loaded: LoadedModel, inputs: readonly End[]): readonly End[] {
  if (loaded.format !== 'onnx') return inputs;
  const { input: name = inputs[0].name, layout } = loaded;
  const main = inputs.find((end) => end.name === name) ?? { name }; // one inside of the graph has no shape
  const others = inputs.filter((end) => end.name !== name);
  return [layout === 'channels-first' ? channelsLast(main) : main, ...others];
}

function channelsLast({ shape, ...end }: End): End {
  if (!shape || shape.length < 3) return { ...end, ...(shape && { shape }) };
  const [batch, channels, ...others] = shape;
  return { ...end, shape: [batch, ...others, channels] };
}
