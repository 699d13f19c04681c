import type { Graph } from './graph';
import { producer, type Value } from './value';

/** Zeros and ones that say whether an image is above a bound. */
export interface MaskAbove {
  readonly image: Value;
  readonly bound: Value;
  /** The same of another image. */
  of(graph: Graph, other: Value): Value;
}

/** What a mask says, if it is one of these. */
export function maskAbove(mask: Value): MaskAbove | undefined {
  const cast = producer(mask, 'Cast');
  const comparison = cast && producer(cast.inputs[0] as Value, 'Greater');
  if (!comparison) return undefined;
  const [image, bound] = comparison.inputs as Value[];
  return {
    image,
    bound,
    of(graph, other) {
      const { shape } = other;
      const isAbove = graph.one('Greater', [other, bound], { ...comparison.outputs[0], shape });
      return graph.one('Cast', [isAbove], { ...cast.outputs[0], shape }, cast.attributes);
    },
  };
}
