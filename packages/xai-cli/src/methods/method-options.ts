import { decimal, positiveInteger } from '../commands/arguments';
import { compositeNames } from './composite-names';

/** An option of `xai explain` that some methods listen to. */
export interface MethodOptionHelp {
  readonly flags: string;
  readonly about: string;
  readonly parse?: (text: string) => unknown;
}

/** The options that depend on the method, by name. */
export const methodOptions = {
  steps: {
    flags: '--steps <n>',
    about: 'points on the way from the reference to the input (default: 50)',
    parse: positiveInteger,
  },
  samples: {
    flags: '--samples <n>',
    about: 'random draws (default: 50; 1000 masks or neighbours; Shapley values by the number of features)',
    parse: positiveInteger,
  },
  keep: { flags: '--keep <share>', about: 'the share of the input that a mask keeps (default: tuned)', parse: decimal },
  segments: {
    flags: '--segments <n>',
    about: 'how many superpixels, or segments of time, are hidden (default: by the size; 10)',
    parse: positiveInteger,
  },
  std: {
    flags: '--std <share>',
    about: 'standard deviation of the noise, black to white being 1 (default: 0.1)',
    parse: decimal,
  },
  seed: { flags: '--seed <n>', about: 'repeats random draws', parse: decimal },
  layer: {
    flags: '--layer <name>',
    about: 'the layer with the feature maps (default: the last convolution or activation)',
  },
  top: { flags: '--top <n>', about: 'how many features of the layer (default: 5)', parse: positiveInteger },
  composite: {
    flags: '--composite <name>',
    about: `the rules: ${compositeNames.join(', ')} (default: EpsilonPlus)`,
  },
  logits: { flags: '--logits', about: 'take a softmax at the end of the model off first' },
  window: {
    flags: '--window <n>',
    about: 'side of the squares that are hidden, in pixels, or steps of time (default: by the size of the input)',
    parse: positiveInteger,
  },
  stride: {
    flags: '--stride <n>',
    about: 'how far the window moves (default: half of it)',
    parse: positiveInteger,
  },
  of: { flags: '--of <method>', about: 'the method whose explanations are averaged' },
  reference: {
    flags: '--reference <brightness>',
    about:
      'of the image that the input is compared with: 0 is black, 1 is white (default: 0; of LIME and KernelSHAP its mean colours)',
    parse: decimal,
  },
  background: {
    flags: '--background <images...>',
    about: 'images that the input is compared with (default: the reference)',
  },
} satisfies Record<string, MethodOptionHelp>;

/** The name of such an option. */
export type MethodOption = keyof typeof methodOptions;
