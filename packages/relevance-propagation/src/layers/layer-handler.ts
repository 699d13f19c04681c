import type { Step } from '../steps/step';
import type { InspectedLayer } from './inspected-layer';

/** Says how a layer is made up of steps, in the order of evaluation. */
export type LayerHandler = (layer: InspectedLayer) => readonly Step[];
