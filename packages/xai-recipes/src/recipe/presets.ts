import type { Normalization } from '../inputs/images/normalization';

/** How images become numbers, by a name. */
export interface Preset extends Normalization {
  readonly order?: 'bgr';
  /** Who prepares images like this. */
  readonly about: string;
}

const byte = (...means: number[]): Normalization => ({ mean: means.map((mean) => mean / 255), std: [1 / 255] });

/** The ways in which most models want their images. */
export const presets = {
  imagenet: {
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    about: "torchvision's models, and most of timm's",
  },
  'keras-tf': { mean: [0.5], std: [0.5], about: "Keras's MobileNet, Inception, Xception, NASNet: from -1 to 1" },
  'keras-caffe': {
    ...byte(103.939, 116.779, 123.68),
    order: 'bgr',
    about: "Keras's VGG and ResNet: bytes less their means, blue first",
  },
  'keras-torch': { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], about: "Keras's DenseNet" },
  '0..1': { mean: [0], std: [1], about: 'brightness itself' },
  '-1..1': { mean: [0.5], std: [0.5], about: 'from -1, black, to 1, white' },
  '0..255': { ...byte(0), about: 'bytes' },
} as const satisfies Readonly<Record<string, Preset>>;

/** The name of a preset. */
export type PresetName = keyof typeof presets;
