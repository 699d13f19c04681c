import { compositeNames } from './composite-names';
import type { MethodOption } from './method-option';
import { ruleNames } from './rules';

/** Points on a way. */
export const steps = {
  name: 'steps',
  about: 'points on the way from the reference to the input',
  kind: 'count',
  placeholder: 'n',
  usual: 50,
} as const satisfies MethodOption;

/** Random draws. */
export const samples = {
  name: 'samples',
  about: 'random draws',
  kind: 'count',
  placeholder: 'n',
  usual: '50; 1000 masks or neighbours; Shapley values by the number of features',
} as const satisfies MethodOption;

/** The share of an input that RISE keeps. */
export const keep = {
  name: 'keep',
  about: 'the share of the input that a mask keeps',
  kind: 'number',
  placeholder: 'share',
  least: 0,
  most: 1,
  usual: 'tuned',
} as const satisfies MethodOption;

/** How many features an input has. */
export const segments = {
  name: 'segments',
  about: 'how many superpixels, or segments of time, are hidden',
  kind: 'count',
  placeholder: 'n',
  inputs: ['image', 'series'],
  usual: 'by the size; 10',
} as const satisfies MethodOption;

/** The deviation of noise. */
export const std = {
  name: 'std',
  about: 'standard deviation of the noise, black to white being 1',
  kind: 'number',
  placeholder: 'share',
  least: 0,
  usual: 0.1,
} as const satisfies MethodOption;

/** The start of random draws. */
export const seed = {
  name: 'seed',
  about: 'repeats random draws',
  kind: 'number',
  placeholder: 'n',
  path: 'recipe.seed',
} as const satisfies MethodOption;

/** A layer of the model. */
export const layer = {
  name: 'layer',
  about: 'the layer with the feature maps',
  kind: 'name',
  placeholder: 'name',
  usual: 'the last convolution or activation',
} as const satisfies MethodOption;

/** How many features of a layer. */
export const top = {
  name: 'top',
  about: 'how many features of the layer',
  kind: 'count',
  placeholder: 'n',
  usual: 5,
} as const satisfies MethodOption;

/** The rules of relevance propagation. */
export const composite = {
  name: 'composite',
  about: `the rules: ${compositeNames.join(', ')}`,
  kind: 'choice',
  placeholder: 'name',
  choices: compositeNames,
  usual: 'EpsilonPlus',
} as const satisfies MethodOption;

/** Rules of relevance propagation by the names of layers. */
export const rules = {
  name: 'rules',
  about: `rules of single layers, in place of the composite's: ${ruleNames.join(', ')}, as conv1=Gamma(0.25)`,
  kind: 'rules',
  placeholder: 'layer=rule...',
} as const satisfies MethodOption;

/** Whether a softmax is taken off. */
export const logits = {
  name: 'logits',
  about: 'take a softmax at the end of the model off first',
  kind: 'yes',
  path: 'recipe.model.logits',
} as const satisfies MethodOption;

/** What becomes of operators without a rule. */
export const unknown = {
  name: 'unknown',
  about: 'what becomes of operators of a graph that no rule is known for: their derivative is taken (gradient)',
  kind: 'choice',
  placeholder: 'how',
  choices: ['refuse', 'gradient'],
  usual: 'refuse',
} as const satisfies MethodOption;

/** The size of what is hidden. */
export const window = {
  name: 'window',
  about: 'side of the squares that are hidden, in pixels, or steps of time',
  kind: 'count',
  placeholder: 'n',
  inputs: ['image', 'series'],
  usual: 'by the size of the input',
} as const satisfies MethodOption;

/** How far what hides moves. */
export const stride = {
  name: 'stride',
  about: 'how far the window moves',
  kind: 'count',
  placeholder: 'n',
  inputs: ['image', 'series'],
  usual: 'half of it',
} as const satisfies MethodOption;

/** The method inside of an augmentation. */
export const of = {
  name: 'of',
  about: 'the method whose explanations are averaged',
  kind: 'method',
  placeholder: 'method',
} as const satisfies MethodOption;

/** The image that an image is compared with. */
export const reference = {
  name: 'reference',
  about: 'of the image that the input is compared with: 0 is black, 1 is white',
  kind: 'number',
  placeholder: 'brightness',
  inputs: ['image'],
  usual: '0; of LIME and KernelSHAP its mean colours',
  path: 'recipe.comparedWith.brightness',
} as const satisfies MethodOption;

/** Images that an image is compared with. */
export const background = {
  name: 'background',
  about: 'images that the input is compared with',
  kind: 'images',
  placeholder: 'images...',
  inputs: ['image'],
  usual: 'the reference',
  path: 'recipe.comparedWith.images',
} as const satisfies MethodOption;
