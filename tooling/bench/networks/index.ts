export { inceptionV3 } from './inception-v3';
export { lenet5 } from './lenet5';
export { mobilenetV2 } from './mobilenet-v2';
export { resnet50 } from './resnet50';
export { tabularClassifier } from './tabular';
export { textClassifier } from './text';
export { vgg16 } from './vgg16';
