import type { LayersModel } from '@tensorflow/tfjs-layers';
import { inceptionV3 } from './inception-v3';
import { lenet5 } from './lenet5';
import { mobilenetV2 } from './mobilenet-v2';
import { type PlainSize, plain } from './plain';
import { resnet50 } from './resnet50';
import { tabularClassifier } from './tabular';
import { textClassifier } from './text';
import { vgg16 } from './vgg16';

/** The networks by name. */
export const networks = {
  lenet5,
  vgg16,
  resnet50,
  'mobilenet-v2': mobilenetV2,
  'inception-v3': inceptionV3,
  text: textClassifier,
  tabular: tabularClassifier,
  plain,
} satisfies Record<string, (size: PlainSize) => LayersModel>;

export type NetworkName = keyof typeof networks;
