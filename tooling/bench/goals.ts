import type { EngineName } from './engines/names';
import { takesPart } from './engines/participants';
import type { Result } from './measuring/measure';
import { nameOf, standardWorkloads } from './workloads';

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
  /** What it takes where it is missed, and what was tried: true of any ratio. */
  reason: string;
}

const native: EngineName[] = ['native', 'native-constants'];

/** PyTorch on two threads is the less steady of the two. */
const unsteady = "PyTorch's own time differs by up to a half from run to run, see below";

const ofProducts = `nine tenths of the time are products of matrices, at nine tenths of the processor's speed; ${unsteady}`;

const ofRelu6 =
  'a quarter of it is masks of relu6 and products with them, which go through the memory; comparisons, `Where`, `Sign`, `Shrink` and slabs of channels were tried, see above';

const ofNoise = `its noise is drawn on the host, a number after the other in the order of the seed, which PyTorch does in vectors; the polar method and the ziggurat were tried, see above; ${unsteady}`;

const ofModifiedWeights = `it convolves three times as often as a gradient, with weights and with their positive parts; ${unsteady}`;

const ofPerturbation =
  'inputs are made in the graph, so what remains is the model itself, in batches of 128, random numbers and the fit, see above';

const ofAttention =
  'its products of matrices alone, which are all needed, take 2.15 times as long as those of the forward pass; the rest is softmax and normalizations';

const ofTrees =
  'JavaScript on one thread, in float64, against C++ in float32 on two, and as fast: a busy machine decides. A third of it finds where samples go; tables of what all decisions give, as in Fast TreeSHAP v2, were not tried';

const ofMemory =
  'the arrays of TensorFlow.js and the arena of onnxruntime, which keeps the buffers of the largest run, stand beside each other; arenas that shrink after a run were tried, see above';

const ofCompiling =
  'tracing in cold code, and laying out all weights once before the first run; what a cache on disk saves, see above';

const ofWasm =
  'WebAssembly multiplies and adds by two instructions of 128 bits where PyTorch takes one of 256 or 512, and convolutions are nine tenths of the time; workers were tried, see above';

const ofStock =
  'the kernels are the same, called through one more function; below a tenth it is the noise of the two processes';

const ofWeights =
  'kernels of convolutions are given to the graph, and not a part of it: about half of the memory, for a few hundredths of the time; small graphs have one thread, where onnxruntime takes two by default, see above; else it is chance, which moves both from process to process, see above';

const ofAnalysis =
  'an analysis also checks its input, selects an output, and hands out an explanation, 0.03 ms, and the graph runs 0.015 ms longer between two of these than again and again by itself, see above; little networks take less';

/** A workload on the native executor against PyTorch's on two threads. */
function toTorch(workload: string, atMost: number, reason: string): Goal {
  const what = `${workload}: native to PyTorch`;
  return { what, measure: 'milliseconds', of: [workload, ...native], to: [workload, 'torch'], atMost, reason };
}

/** Relevance by the native executor against a gradient by PyTorch. */
function toGradient(network: string): Goal {
  const [lrp, gradient] = [`${network}-lrp`, `${network}-gradient`];
  const what = `${lrp}: native to PyTorch's gradient`;
  const reason = ofModifiedWeights;
  return { what, measure: 'milliseconds', of: [lrp, ...native], to: [gradient, 'torch'], atMost: 1.3, reason };
}

/** Its memory. */
function memoryToTorch(workload: string): Goal {
  const what = `peak memory of ${workload}: native to PyTorch`;
  const reason = ofMemory;
  return { what, measure: 'peakMemory', of: [workload, 'native'], to: [workload, 'torch'], atMost: 1.5, reason };
}

/** The seconds until a first explanation is there, of which compiling is a part. */
function firstRun(workload: string, atMost: number): Goal {
  const what = `first run of ${workload}, seconds`;
  return { what, measure: 'firstRun', of: [workload, 'native'], atMost, reason: ofCompiling };
}

/** A task against the network's forward pass, both by the native executor. */
function toForward(network: string, task: string, measure: Measure, atMost: number, reason: string): Goal {
  const what = `${network}-${task}: native to a forward pass`;
  return {
    what: measure === 'peakMemory' ? `peak memory of ${what}` : what,
    measure,
    of: [`${network}-${task}`, 'native'],
    to: [`${network}-forward`, 'native'],
    atMost,
    reason,
  };
}

function gradientOf(what: string, to: EngineName, atMost: number): Goal {
  const [of, others] = [
    ['vgg16-gradient', 'wasm'],
    ['vgg16-gradient', to],
  ] as [Goal['of'], Goal['of']];
  return { what, measure: 'milliseconds', of, to: others, atMost, reason: ofWasm };
}

/** The best engine against TensorFlow.js as it is. */
function toStock(workload: string): Goal {
  const what = `${workload}: best engine to stock`;
  const of: Goal['of'] = [workload, 'wasm', ...native];
  return { what, measure: 'milliseconds', of, to: [workload, 'stock'], atMost: 1, reason: ofStock };
}

/** The compiled graph against onnxruntime on a file of the same program, which it lays out and optimizes as it does by default. */
function toOnnxruntime(workload: string): Goal {
  const what = `${workload}: native to onnxruntime`;
  const of: Goal['of'] = [workload, ...native];
  return {
    what,
    measure: 'milliseconds',
    of,
    to: [workload, 'onnxruntime'],
    atMost: 1,
    reason: workload.endsWith('forward') ? ofWeights : ofAnalysis,
  };
}

/** The same backend against itself as it is. */
function forwardPass(network: string): Goal {
  const forward = `${network}-forward`;
  const what = `${forward}: wasm to stock`;
  return { what, measure: 'milliseconds', of: [forward, 'wasm'], to: [forward, 'stock'], atMost: 1, reason: ofStock };
}

const gradients: [network: string, atMost: number, reason: string][] = [
  ['vgg16', 0.8, ofProducts],
  ['resnet50', 0.7, ofProducts],
  ['mobilenet-v2', 0.35, ofRelu6],
];

/** The names of the standard workloads in which an engine takes part. */
function namesOn(engine: EngineName): string[] {
  return standardWorkloads.filter((workload) => takesPart(workload, engine)).map(nameOf);
}

/** What the packages promise, on a machine with two cores. */
export const goals: Goal[] = [
  ...gradients.flatMap(([network, atMost, reason]) => [
    toTorch(`${network}-gradient`, atMost, reason),
    toTorch(`${network}-gradient-8`, atMost, reason),
  ]),
  toTorch('lenet5-integrated-gradients', 0.5, unsteady),
  toTorch('lenet5-smooth-grad', 0.5, ofNoise),
  toTorch('vgg16-lrp', 0.5, ofModifiedWeights),
  toTorch('resnet50-lrp', 0.6, ofModifiedWeights),
  ...gradients.map(([network]) => toGradient(network)),
  toTorch('encoder-attn-lrp', 0.35, ofAttention),
  toTorch('vit-tiny-attn-lrp', 0.35, ofAttention),
  toForward('encoder', 'attn-lrp', 'milliseconds', 2.2, ofAttention),
  toForward('vit-tiny', 'attn-lrp', 'milliseconds', 2.2, ofAttention),
  ...['rise', 'lime', 'kernel-shap', 'deletion'].map((task) => toTorch(`lenet5-${task}`, 1, ofPerturbation)),
  {
    what: 'forest-tree-shap-8: wasm to XGBoost',
    measure: 'milliseconds',
    of: ['forest-tree-shap-8', 'wasm', 'native'],
    to: ['forest-tree-shap-8', 'torch'],
    atMost: 1,
    reason: ofTrees,
  },
  firstRun('resnet50-gradient', 1),
  firstRun('vgg16-gradient', 3),
  gradientOf('vgg16-gradient: wasm to stock', 'stock', 0.2),
  gradientOf('vgg16-gradient: wasm to PyTorch on one thread', 'torch-1', 3.2),
  ...namesOn('stock').map(toStock),
  ...namesOn('onnxruntime').map(toOnnxruntime),
  ...['lenet5', 'vgg16', 'resnet50', 'mobilenet-v2', 'inception-v3'].map(forwardPass),
  ...namesOn('torch').map(memoryToTorch),
  ...['encoder', 'vit-tiny'].map((network) => toForward(network, 'attn-lrp', 'peakMemory', 2, ofMemory)),
  ...['vgg16', 'resnet50', 'mobilenet-v2'].map((network) => toForward(network, 'lrp', 'peakMemory', 2, ofMemory)),
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
