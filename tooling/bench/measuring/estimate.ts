import type { EngineName } from '../engines/names';
import type { NetworkName } from '../networks/index';
import type { TaskName, Workload } from '../workloads';
import { burstSeconds, longEnough } from './durations';

/** Seconds of a forward pass by PyTorch on two threads, roughly. */
const forwardSeconds: Record<NetworkName, number> = {
  lenet5: 0.0002,
  vgg16: 0.23,
  resnet50: 0.06,
  'mobilenet-v2': 0.02,
  'inception-v3': 0.11,
  text: 0.0003,
  tabular: 0.0001,
  encoder: 0.06,
  'vit-tiny': 0.06,
  forest: 0.001,
  plain: 0.001,
};

/** How many forward passes take as long, roughly; the augmentations take two a step. */
const passes: Partial<Record<TaskName, number>> = {
  forward: 1,
  'grad-cam': 1.2,
  lrp: 5,
  'lrp-flat': 5,
  crp: 20,
  'attn-lrp': 3,
  rise: 300,
  lime: 300,
  'kernel-shap': 300,
  deletion: 60,
  'tree-shap': 5,
};

/** How many times as long as PyTorch on two threads, roughly. */
const slowness: Record<EngineName, number> = {
  cpu: 20,
  stock: 5,
  wasm: 5,
  native: 1,
  'native-constants': 1,
  onnxruntime: 1.5,
  torch: 1,
  'torch-1': 2,
};

/** About how many seconds one run takes. */
export function secondsOf({ network, task, batch, steps = 50 }: Workload, engine: EngineName): number {
  const isAugmented = task === 'integrated-gradients' || task === 'smooth-grad';
  const taskPasses = isAugmented ? 2 * steps : (passes[task] ?? 2);
  const isSlowGradient = engine === 'stock' && task !== 'forward';
  return forwardSeconds[network] * taskPasses * batch * slowness[engine] * (isSlowGradient ? 6 : 1);
}

/** About how many seconds a workload takes: for each engine to get ready, and for its turns. */
export function secondsFor(workload: Workload, engines: readonly EngineName[], bursts: number): number {
  const start = workload.network === 'vgg16' ? 2 : 1;
  return engines.reduce((sum, engine) => {
    const run = secondsOf(workload, engine);
    const turn = run + Math.max(burstSeconds, run);
    const turns = Math.min(bursts, Math.ceil(longEnough / turn));
    return sum + start + turns * (turn + 0.2);
  }, 0);
}
