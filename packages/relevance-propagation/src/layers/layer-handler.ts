import type { Step } from '../steps/step';
import type { InspectedLayer } from './inspected-layer';

/**
 * Says how a layer is made up of steps, in the order of evaluation.
 *
 * @param layer the layer
 * @param handlerOf the handlers of other classes of layers, for layers that hold layers
 * @throws {UnsupportedLayerError} for a layer that is set up in a way that is not supported; the message says why
 */
export type LayerHandler = (
  layer: InspectedLayer,
  handlerOf: (className: string) => LayerHandler | undefined,
) => readonly Step[];
