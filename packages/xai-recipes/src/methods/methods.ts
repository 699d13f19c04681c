import { describeValue, nearest } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { attnLrp } from './attn-lrp';
import { cpLrp } from './cp-lrp';
import { crp } from './crp';
import { deconvnet } from './deconvnet';
import { deepLift } from './deep-lift';
import { featureAblation } from './feature-ablation';
import { gradCam } from './grad-cam';
import { gradCamPlusPlus } from './grad-cam-plus-plus';
import { gradient } from './gradient';
import { gradientShap } from './gradient-shap';
import { guidedBackprop } from './guided-backprop';
import { guidedGradCam } from './guided-grad-cam';
import { inputTimesGradient } from './input-times-gradient';
import { integratedGradients } from './integrated-gradients';
import { interpolationAugmentation } from './interpolation-augmentation';
import { kernelShap } from './kernel-shap';
import { layerCam } from './layer-cam';
import { lime } from './lime';
import { lrp } from './lrp';
import type { Method, MethodGroup } from './method';
import { noiseAugmentation } from './noise-augmentation';
import { occlusion } from './occlusion';
import { rise } from './rise';
import { smoothGrad } from './smooth-grad';
import { treeShap } from './tree-shap';

const table: Method[] = [
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
  attnLrp,
  cpLrp,
  gradCam,
  gradCamPlusPlus,
  layerCam,
  guidedGradCam,
  occlusion,
  featureAblation,
  rise,
  lime,
  kernelShap,
  treeShap,
];

/** Every method, in the order in which they are shown; those that are registered come last. */
export const methods: readonly Method[] = table;

/** What the groups of methods are called. */
export const groupTitles: Record<MethodGroup, string> = {
  gradients: 'Gradients',
  references: 'Integrals and references',
  backpropagation: 'Backpropagation rules',
  relevance: 'Relevance propagation',
  'class-activation-maps': 'Class activation maps',
  perturbation: 'Perturbation',
  'model-agnostic': 'Model-agnostic',
  trees: 'Trees',
  others: 'Others',
};

/**
 * Adds a method to the table, which recipes, the command line and pages then know.
 *
 * @returns takes it out again
 * @throws {RecipeError} when there is one of that name
 *
 * @example
 * ```ts
 * const twice = { ...findMethod('Gradient'), name: 'TwiceTheGradient', group: 'others' } as const;
 * const remove = registerMethod(twice);
 * methods.at(-1)?.name; // => 'TwiceTheGradient'
 * remove();
 * methods.at(-1)?.name; // => 'TreeSHAP'
 * ```
 */
export function registerMethod(method: Method): () => void {
  if (table.some(({ name }) => name.toLowerCase() === method.name.toLowerCase())) {
    const expected = 'a name of its own';
    throw new RecipeError(`There is a method ${method.name} already; expected ${expected}.`, {
      argument: 'method.name',
      value: method.name,
      expected,
    });
  }
  table.push(method);
  return () => {
    const place = table.indexOf(method);
    if (place >= 0) table.splice(place, 1);
  };
}

/**
 * The method of a name; upper and lower case do not count.
 *
 * @throws {RecipeError} for an unknown one, with the nearest name
 *
 * @example
 * ```ts
 * findMethod('integratedgradients').name; // => 'IntegratedGradients'
 * ```
 */
export function findMethod(name: string): Method {
  const found = table.find((method) => method.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = table.map((method) => method.name);
  const suggestion = nearest(name, names);
  const hint = suggestion ? `did you mean ${suggestion}?` : `expected one of ${names.join(', ')}.`;
  throw new RecipeError(`There is no method ${describeValue(name)}; ${hint}`, {
    argument: 'recipe.method.name',
    value: name,
    expected: suggestion ?? names.join(', '),
  });
}
