import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { EngineName } from './engines';
import * as networks from './networks/index';
import type { TaskName } from './tasks';

/** A model, a batch, and what is done with them. */
export interface Workload {
  /** `vgg16-gradient`, or `vgg16-gradient-8` for a batch of eight. */
  name: string;
  build: () => LayersModel;
  batch: number;
  /** Undefined for the forward pass alone. */
  task?: TaskName;
  engines: EngineName[];
}

type Builder = Workload['build'];

function workload(model: string, build: Builder, engines: EngineName[], task?: TaskName, batch = 1): Workload {
  return { name: [model, task ?? 'forward', ...(batch > 1 ? [batch] : [])].join('-'), build, batch, task, engines };
}

/** The tasks that have no form in plain TensorFlow.js. */
const ours: (TaskName | undefined)[] = ['grad-cam', 'lrp', 'token-gradient'];

function small(model: string, build: Builder, tasks: TaskName[]): Workload[] {
  return [undefined, ...tasks].map((task) =>
    workload(model, build, ours.includes(task) ? ['cpu', 'wasm'] : ['cpu', 'stock', 'wasm'], task),
  );
}

function large(model: string, build: Builder): Workload[] {
  const engines: EngineName[] = ['stock', 'wasm'];
  return [
    ...[undefined, 'gradient' as const].map((task) => workload(model, build, engines, task)),
    ...(['grad-cam', 'lrp'] as const).map((task) => workload(model, build, ['wasm'], task)),
    workload(model, build, ['wasm'], 'gradient', 8),
  ];
}

/** Everything that is timed. */
export const workloads: Workload[] = [
  ...small('lenet5', networks.lenet5, ['gradient', 'integrated-gradients', 'smooth-grad', 'grad-cam', 'lrp']),
  workload('lenet5', networks.lenet5, ['cpu', 'stock', 'wasm'], 'gradient', 8),
  ...large('vgg16', networks.vgg16),
  ...large('resnet50', networks.resnet50),
  ...large('mobilenet-v2', networks.mobilenetV2),
  ...large('inception-v3', networks.inceptionV3),
  ...small('text', networks.textClassifier, ['token-gradient']),
  ...small('tabular', networks.tabularClassifier, ['gradient', 'lrp']),
];
