import type { EngineName } from './engines/names';
import type { Result } from './measuring/measure';
import { nameOf } from './workloads';

/** One time, as a ratio to another of the same run. */
export interface Goal {
  what: string;
  /** The workload, and the engines of which the faster counts. */
  of: [workload: string, ...engines: EngineName[]];
  to: [workload: string, ...engines: EngineName[]];
  atMost: number;
}

const native: EngineName[] = ['native', 'native-constants'];

function forwardPass(network: string): Goal {
  const forward = `${network}-forward`;
  return {
    what: `forward pass of ${network}: wasm to stock`,
    of: [forward, 'wasm'],
    to: [forward, 'stock'],
    atMost: 1,
  };
}

/** What the packages promise, on a machine with two cores. */
export const goals: Goal[] = [
  ...(
    [
      ['vgg16', 0.85],
      ['resnet50', 0.85],
      ['mobilenet-v2', 0.75],
    ] as const
  ).map(
    ([network, atMost]): Goal => ({
      what: `gradient of ${network}: native to PyTorch`,
      of: [`${network}-gradient`, ...native],
      to: [`${network}-gradient`, 'torch'],
      atMost,
    }),
  ),
  {
    what: "LRP of vgg16 (EpsilonPlus): native to PyTorch's gradient",
    of: ['vgg16-lrp', ...native],
    to: ['vgg16-gradient', 'torch'],
    atMost: 1.3,
  },
  {
    what: 'integrated gradients of lenet5, 50 steps: native to PyTorch',
    of: ['lenet5-integrated-gradients', ...native],
    to: ['lenet5-integrated-gradients', 'torch', 'torch-1'],
    atMost: 0.6,
  },
  {
    what: 'gradient of vgg16: wasm to stock wasm',
    of: ['vgg16-gradient', 'wasm'],
    to: ['vgg16-gradient', 'stock'],
    atMost: 0.2,
  },
  {
    what: 'gradient of vgg16: wasm to PyTorch on one thread',
    of: ['vgg16-gradient', 'wasm'],
    to: ['vgg16-gradient', 'torch-1'],
    atMost: 3.2,
  },
  ...['lenet5', 'vgg16', 'resnet50', 'mobilenet-v2', 'inception-v3'].map(forwardPass),
];

/** What came of a goal. */
export interface Outcome {
  goal: Goal;
  ratio: number;
  /** The engine that was the faster one. */
  engine: EngineName;
}

/** The goals that a run has the times for. */
export function outcomes(results: readonly Result[]): Outcome[] {
  const timesOf = ([name, ...engines]: Goal['of']) =>
    results
      .filter(({ workload, engine }) => nameOf(workload) === name && engines.includes(engine))
      .flatMap(({ milliseconds, engine }) => (milliseconds === undefined ? [] : [{ milliseconds, engine }]))
      .sort((a, b) => a.milliseconds - b.milliseconds);
  return goals.flatMap((goal) => {
    const [fastest] = timesOf(goal.of);
    const [reference] = timesOf(goal.to);
    if (fastest === undefined || reference === undefined) return [];
    return [{ goal, ratio: fastest.milliseconds / reference.milliseconds, engine: fastest.engine }];
  });
}
