import type { EngineName } from './engines/names';
import type { Result } from './measuring/measure';
import { nameOf } from './workloads';

/** What is compared. */
export type Measure = 'milliseconds' | 'firstRun' | 'peakMemory';

/** What one engine takes, as a ratio to another of the same run; or without one, in seconds. */
export interface Goal {
  what: string;
  measure: Measure;
  /** The workload, and the engines of which the one that takes least counts. */
  of: [workload: string, ...engines: EngineName[]];
  to?: [workload: string, ...engines: EngineName[]];
  atMost: number;
  /** Why it may be missed, where that is known. */
  note?: string;
}

const native: EngineName[] = ['native', 'native-constants'];

/** A workload on the native executor against PyTorch's on two threads. */
function toTorch(workload: string, atMost: number, note?: string): Goal {
  const what = `${workload}: native to PyTorch`;
  return { what, measure: 'milliseconds', of: [workload, ...native], to: [workload, 'torch'], atMost, note };
}

/** Relevance by the native executor against a gradient by PyTorch. */
function toGradient(network: string): Goal {
  const [lrp, gradient] = [`${network}-lrp`, `${network}-gradient`];
  const what = `${lrp}: native to PyTorch's gradient`;
  return { what, measure: 'milliseconds', of: [lrp, ...native], to: [gradient, 'torch'], atMost: 1.3 };
}

/** Its memory. */
function memoryToTorch(workload: string): Goal {
  const what = `peak memory of ${workload}: native to PyTorch`;
  return { what, measure: 'peakMemory', of: [workload, 'native'], to: [workload, 'torch'], atMost: 1.5 };
}

/** The seconds until a first explanation is there, of which compiling is a part. */
function firstRun(workload: string, atMost: number): Goal {
  return { what: `first run of ${workload}, seconds`, measure: 'firstRun', of: [workload, 'native'], atMost };
}

/** A task against the network's forward pass, both by the native executor. */
function toForward(network: string, task: string, measure: Measure, atMost: number, note?: string): Goal {
  const what = `${network}-${task}: native to a forward pass`;
  return {
    what: measure === 'peakMemory' ? `peak memory of ${what}` : what,
    measure,
    of: [`${network}-${task}`, 'native'],
    to: [`${network}-forward`, 'native'],
    atMost,
    note,
  };
}

function forwardPass(network: string): Goal {
  const forward = `${network}-forward`;
  const what = `${forward}: wasm to stock`;
  return { what, measure: 'milliseconds', of: [forward, 'wasm'], to: [forward, 'stock'], atMost: 1 };
}

function gradientOf(what: string, to: EngineName, atMost: number): Goal {
  return { what, measure: 'milliseconds', of: ['vgg16-gradient', 'wasm'], to: ['vgg16-gradient', to], atMost };
}

const gradients: [network: string, atMost: number, note?: string][] = [
  ['vgg16', 0.8],
  ['resnet50', 0.7],
  ['mobilenet-v2', 0.35, 'a third of it is masks of relu6 and products with them, which go through the memory'],
];

/** What the packages promise, on a machine with two cores. */
export const goals: Goal[] = [
  ...gradients.flatMap(([network, atMost, note]) => [
    toTorch(`${network}-gradient`, atMost, note),
    toTorch(`${network}-gradient-8`, atMost, note),
  ]),
  toTorch('lenet5-integrated-gradients', 0.5),
  toTorch('lenet5-smooth-grad', 0.5, 'a quarter of it is drawing the noise'),
  toTorch('vgg16-lrp', 0.5),
  toTorch('resnet50-lrp', 0.6),
  ...gradients.map(([network]) => toGradient(network)),
  toTorch('encoder-attn-lrp', 0.35),
  toTorch('vit-tiny-attn-lrp', 0.35),
  toForward('encoder', 'attn-lrp', 'milliseconds', 2.2),
  toForward(
    'vit-tiny',
    'attn-lrp',
    'milliseconds',
    2.2,
    'its products of matrices alone are 2.15 times those of the forward pass',
  ),
  ...['encoder', 'vit-tiny'].map((network) => toForward(network, 'attn-lrp', 'peakMemory', 2)),
  toForward('vgg16', 'lrp', 'peakMemory', 2),
  toForward('resnet50', 'lrp', 'peakMemory', 2),
  toForward('mobilenet-v2', 'lrp', 'peakMemory', 2),
  ...['rise', 'lime', 'kernel-shap', 'deletion'].map((task) => toTorch(`lenet5-${task}`, 1)),
  {
    what: 'forest-tree-shap-8: wasm to XGBoost',
    measure: 'milliseconds',
    of: ['forest-tree-shap-8', 'wasm', 'native'],
    to: ['forest-tree-shap-8', 'torch'],
    atMost: 1,
    note: 'JavaScript, in float64, against C++ in float32 on two threads',
  },
  ...gradients.flatMap(([network]) =>
    ['gradient', 'gradient-8', 'lrp'].map((task) => memoryToTorch(`${network}-${task}`)),
  ),
  memoryToTorch('lenet5-integrated-gradients'),
  memoryToTorch('encoder-attn-lrp'),
  firstRun('resnet50-gradient', 1),
  firstRun('vgg16-gradient', 3),
  gradientOf('vgg16-gradient: wasm to stock', 'stock', 0.2),
  gradientOf('vgg16-gradient: wasm to PyTorch on one thread', 'torch-1', 3.2),
  ...['lenet5', 'vgg16', 'resnet50', 'mobilenet-v2', 'inception-v3'].map(forwardPass),
];

/** What came of a goal. */
export interface Outcome {
  goal: Goal;
  ratio: number;
  /** The engine that took least. */
  engine: EngineName;
}

/** The goals that a run has the figures for. */
export function outcomes(results: readonly Result[]): Outcome[] {
  const least = ([name, ...engines]: Goal['of'], measure: Measure) =>
    results
      .filter(({ workload, engine }) => nameOf(workload) === name && engines.includes(engine))
      .flatMap((result) => (result[measure] === undefined ? [] : [{ value: result[measure], engine: result.engine }]))
      .sort((a, b) => a.value - b.value)[0];
  return goals.flatMap((goal) => {
    const found = least(goal.of, goal.measure);
    const reference = goal.to ? least(goal.to, goal.measure)?.value : 1000;
    if (found === undefined || reference === undefined) return [];
    return [{ goal, ratio: found.value / reference, engine: found.engine }];
  });
}
