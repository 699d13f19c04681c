import { winnerAmong } from '../operations/winner-among';
import { ConcatenateStep } from '../steps/concatenate-step';
import { ProductStep } from '../steps/product-step';
import { SumStep } from '../steps/sum-step';
import { WinnerStep } from '../steps/winner-step';
import { applyLayer } from './apply-layer';
import type { LayerHandler } from './layer-handler';

export const addLayer: LayerHandler = () => [new SumStep((inputs) => Array(inputs).fill(1))];

export const subtractLayer: LayerHandler = () => [new SumStep(() => [1, -1])];

export const averageLayer: LayerHandler = () => [new SumStep((inputs) => Array(inputs).fill(1 / inputs))];

export const multiplyLayer: LayerHandler = () => [new ProductStep()];

/** `Maximum` and `Minimum`: the first input that equals the output wins. */
export const extremeLayer: LayerHandler = (layer) => [new WinnerStep(applyLayer(layer), winnerAmong)];

export const concatenateLayer: LayerHandler = (layer) => [
  new ConcatenateStep((layer.config.axis as number | undefined) ?? -1),
];
