import { describeValue, nearest } from 'xai-base';
import { UsageError } from '../errors/errors';
import { deconvnet, guidedBackprop } from './backpropagation';
import { gradCam, gradCamPlusPlus, guidedGradCam, layerCam } from './class-activation-maps';
import { gradient, inputTimesGradient, noiseAugmentation, smoothGrad } from './gradients';
import type { Method, MethodGroup } from './method';
import { kernelShap, lime, rise } from './model-agnostic';
import { featureAblation, occlusion } from './perturbation';
import { deepLift, gradientShap, integratedGradients, interpolationAugmentation } from './references';
import { crp, lrp } from './relevance';

/** Every method of the command line, in the order in which they are shown. */
export const methods: readonly Method[] = [
  gradient,
  smoothGrad,
  inputTimesGradient,
  noiseAugmentation,
  integratedGradients,
  interpolationAugmentation,
  gradientShap,
  deepLift,
  guidedBackprop,
  deconvnet,
  lrp,
  crp,
  gradCam,
  gradCamPlusPlus,
  layerCam,
  guidedGradCam,
  occlusion,
  featureAblation,
  rise,
  lime,
  kernelShap,
];

/** What the groups of methods are called. */
export const groupTitles: Record<MethodGroup, string> = {
  gradients: 'Gradients',
  references: 'Integrals and references',
  backpropagation: 'Backpropagation rules',
  relevance: 'Relevance propagation',
  'class-activation-maps': 'Class activation maps',
  perturbation: 'Perturbation',
  'model-agnostic': 'Model-agnostic',
};

/**
 * The method of a name; upper and lower case do not count.
 *
 * @throws {UsageError} for an unknown one, with the nearest name
 *
 * @example
 * ```ts
 * findMethod('integratedgradients').name; // => 'IntegratedGradients'
 * ```
 */
export function findMethod(name: string): Method {
  const found = methods.find((method) => method.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = methods.map((method) => method.name);
  const suggestion = nearest(name, names);
  const hint = suggestion ? `did you mean ${suggestion}?` : `expected one of ${names.join(', ')}.`;
  throw new UsageError(`There is no method ${describeValue(name)}; ${hint} \`xai methods\` describes them all.`, {
    argument: 'method',
    value: name,
    expected: suggestion ?? names.join(', '),
  });
}
