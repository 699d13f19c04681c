import { encoder } from './encoder';
import { forest } from './forest';
import type { Network } from './function-network';
import { inceptionV3 } from './inception-v3';
import { lenet5 } from './lenet5';
import { mobilenetV2 } from './mobilenet-v2';
import { type PlainSize, plain } from './plain';
import { resnet50 } from './resnet50';
import { tabularClassifier } from './tabular';
import { textClassifier } from './text';
import { vgg16 } from './vgg16';
import { vitTiny } from './vit-tiny';

/** The networks by name. */
export const networks = {
  lenet5,
  vgg16,
  resnet50,
  'mobilenet-v2': mobilenetV2,
  'inception-v3': inceptionV3,
  text: textClassifier,
  tabular: tabularClassifier,
  encoder,
  'vit-tiny': vitTiny,
  forest,
  plain,
} satisfies Record<string, (size: PlainSize) => Network>;

export type NetworkName = keyof typeof networks;
