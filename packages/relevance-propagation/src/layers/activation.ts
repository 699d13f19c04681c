import { add, mul, step, sub, type Tensor } from '@tensorflow/tfjs-core';
import { UnsupportedLayerError } from 'xai-base';
import { ActivationStep } from '../steps/activation-step';
import { type ActivationKnowledge, activationFunction } from './activations';
import type { InspectedLayer } from './inspected-layer';
import type { LayerHandler } from './layer-handler';

/** The activation that a layer brings itself: one step, or none where it is linear. */
export function ownActivation(layer: InspectedLayer): ActivationStep[] {
  const { activation } = layer;
  if (!activation || activation.getClassName() === 'linear') return [];
  return [activationStep(activation.getClassName(), (x) => activation.apply(x))];
}

/** A layer that is an activation function named by its configuration. */
export const activationLayer: LayerHandler = (layer) => {
  const steps = ownActivation(layer);
  return steps.length > 0 ? steps : [activationStep('linear', (x) => x)];
};

/** A layer that applies a function of its own. */
export const advancedActivationLayer =
  (name: string, knowledge?: (layer: InspectedLayer) => ActivationKnowledge): LayerHandler =>
  (layer) => [activationStep(name, (x) => layer.layer.apply(x, { training: false }) as Tensor, knowledge?.(layer))];

/** `LeakyReLU`: what is negative is multiplied by alpha. */
export const leakyReluLayer = advancedActivationLayer('leakyRelu', ({ config }) => ({
  derivative: (x) => add(step(x), mul(config.alpha as number, step(mul(x, -1)))),
}));

/** `ReLU`, with the derivative that its maximal value leads to. */
export const reluLayer: LayerHandler = (layer) => {
  const maximum = layer.config.maxValue as number | undefined;
  const apply = (x: Tensor) => layer.layer.apply(x, { training: false }) as Tensor;
  if (maximum == null) return [activationStep('relu', apply)];
  return [activationStep('relu6', apply, { derivative: (x) => mul(step(x), step(sub(maximum, x))) })];
};

function activationStep(name: string, apply: (x: Tensor) => Tensor, more?: ActivationKnowledge): ActivationStep {
  const activation = activationFunction(name, apply, more);
  if (activation) return new ActivationStep(activation);
  throw new UnsupportedLayerError(`the activation ${name} is unknown: registerActivation('${name}', { ... }).`, {
    argument: 'model',
    value: name,
  });
}
