import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import '@tensorflow/tfjs-backend-cpu';
import { env, io, memory, randomUniform, setBackend, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { gridSegments, KernelSHAP, LIME, type PerturbationAnalyzer, RISE } from 'model-agnostic';
import { useWasm } from 'tfjs-gradients/wasm';
import { analyze, type Executor, eagerExecutor, RandomStream } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import { turnsOf } from '../../packages/model-agnostic/src/evaluation/turn';
import { PairSampler } from '../../packages/model-agnostic/src/kernelshap/draw-pairs';
import { planCoalitions } from '../../packages/model-agnostic/src/kernelshap/plan';
import { ShapleyRegression } from '../../packages/model-agnostic/src/kernelshap/shapley-regression';
import { median } from './measuring/statistics';
import { mobilenetV2 } from './networks/mobilenet-v2';
import { conditions } from './report/conditions';
import { markdownTable } from './report/markdown-table';

/** A model to be explained, and how often it is asked. */
interface Subject {
  readonly image: readonly number[];
  readonly evaluations: number;
  readonly turns: number;
  readonly load: () => Promise<LayersModel> | LayersModel;
}

/** A model that takes hundredths of a millisecond, and one that takes some milliseconds. */
const subjects: Record<string, Subject> = {
  lenet5: { image: [28, 28, 1], evaluations: 4096, turns: 30, load: loadLeNet },
  'mobilenet-v2': {
    image: [224, 224, 3],
    evaluations: 256,
    turns: 6,
    load: () => mobilenetV2() as unknown as LayersModel,
  },
};

/** What the model runs on: op by op on wasm, or compiled. */
const engines = ['wasm', 'native'] as const;

type Engine = (typeof engines)[number];

/** The explainers under test. */
const explainers: Record<string, (model: (x: Tensor) => Tensor, evaluations: number) => PerturbationAnalyzer> = {
  RISE: (model, masks) => new RISE(model, { masks, keepProbability: 0.5, seed: 1 }),
  LIME: (model, samples) => new LIME(model, { samples, segmenter: gridSegments(7), seed: 1 }),
  KernelSHAP: (model, samples) => new KernelSHAP(model, { samples, segmenter: gridSegments(7), seed: 1 }),
};

/** The digits' LeNet. */
function loadLeNet(): Promise<LayersModel> {
  const files = path.join(import.meta.dirname, '../../packages/xai-cli/models/lenet');
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(files, 'model.json'), 'utf8'));
  const weightData = Uint8Array.from(readFileSync(path.join(files, 'weights.bin'))).buffer;
  return loadLayersModel(io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
}

/** Starts an engine; tells of each batch that the model is asked about. */
async function start(engine: Engine, tell: (size: number) => void): Promise<Executor> {
  env().set('PROD', true); // without TensorFlow.js's advertisement
  if (engine === 'wasm') await useWasm();
  else await setBackend('cpu');
  const own = engine === 'wasm' ? eagerExecutor : await NativeExecutor.create({ threads: 1 }); // threads of one graph that wait for work slow those of the other down
  return {
    name: own.name,
    run(program, inputs) {
      tell(inputs[0].shape[0]);
      return own.run(program, inputs);
    },
  };
}

/** An explainer and the model alone, in turns, on batches of the same sizes. */
async function overhead(engine: Engine, create: (typeof explainers)[string], subject: Subject) {
  const { image, turns } = subject;
  let sizes: number[] = [];
  let peak = 0;
  const executor = await start(engine, (size) => {
    sizes.push(size);
    peak = Math.max(peak, memory().numBytes);
  });
  const model = await subject.load();
  const forward = (x: Tensor) => model.predict(x) as Tensor;
  const analyzer = create(forward, subject.evaluations);
  const program = (x: Tensor) => [forward(x)];
  const input = randomUniform([1, ...image], 0, 1, 'float32', 1);
  const alone: number[] = [];
  const explainer: number[] = [];
  let asked: number[] = [];
  for (let turn = 0; turn <= turns; turn++) {
    sizes = [];
    const begin = performance.now();
    (await analyze(input, analyzer, 3, { executor })).dispose();
    explainer.push(performance.now() - begin);
    asked = sizes;
    sizes = []; // of the model alone
    alone.push(await timeModel((x) => executor.run(program, [x]), asked, image));
  }
  input.dispose();
  const evaluations = asked.reduce((sum, size) => sum + size, 0);
  const [own, other] = [undisturbed(explainer), undisturbed(alone)];
  return {
    rate: (1000 * evaluations) / own,
    alone: (1000 * evaluations) / other,
    share: own / other - 1,
    megabytes: peak / 2 ** 20,
    batch: Math.max(...asked),
  };
}

/** The lower quartile without the first, which warms up: what else runs on the machine only makes times longer. */
function undisturbed(times: readonly number[]): number {
  const sorted = times.slice(1).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 4)];
}

/** Milliseconds for the model alone on batches of these sizes: inputs go in, outputs are read. */
async function timeModel(
  predict: (x: Tensor) => Promise<Tensor[]>,
  sizes: readonly number[],
  image: readonly number[],
): Promise<number> {
  const largest = Math.max(...sizes);
  const values = Float32Array.from({ length: largest * image.reduce((a, b) => a * b) }, Math.random);
  const begin = performance.now();
  for (const size of sizes) {
    const input = tensor(values.subarray(0, (size * values.length) / largest), [size, ...image]);
    const [output] = await predict(input);
    await output.data();
    input.dispose();
    output.dispose();
  }
  return performance.now() - begin;
}

/** Milliseconds for the Shapley values of 50 features from 2148 coalitions. */
async function timeSolve(): Promise<number> {
  const times: number[] = [];
  for (let seed = 0; seed < 30; seed++) {
    const plan = await planCoalitions(50, 2148, turnsOf());
    new PairSampler(plan, new RandomStream(seed)).draw(2148);
    const values = Float64Array.from({ length: plan.coalitions.size }, (_value, index) => Math.sin(index));
    const begin = performance.now();
    const { coalitions } = plan;
    const regression = await ShapleyRegression.of(coalitions, [...Array(50).keys()], coalitions.weights(), turnsOf());
    await regression.solve(values, 1);
    times.push(performance.now() - begin);
  }
  return median(times);
}

/** An explainer of a model on an engine. */
interface Case {
  readonly explainer: string;
  readonly subject: string;
  readonly engine: Engine;
}

/** What a process of its own measures, so that no explainer meets what the engine has learned of another. */
function inOwnProcess({
  explainer,
  subject,
  engine,
}: Case): Awaited<ReturnType<typeof overhead>> & { process: number } {
  const own = ['--explainer', explainer, '--subject', subject, '--engine', engine, '--json'];
  const output = execFileSync(process.execPath, [...process.execArgv, import.meta.filename, ...own], {
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

const { values: asked } = parseArgs({
  options: {
    explainer: { type: 'string' },
    subject: { type: 'string' },
    engine: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

/** Those of the names that are asked for. */
function chosen<Name extends string>(names: readonly Name[], one: string | undefined): readonly Name[] {
  return names.filter((name) => one === undefined || name === one);
}

const cases: Case[] = chosen(Object.keys(subjects), asked.subject).flatMap((subject) =>
  chosen(engines, asked.engine).flatMap((engine) =>
    chosen(Object.keys(explainers), asked.explainer).map((explainer) => ({ explainer, subject, engine })),
  ),
);

if (asked.json) {
  for (const { explainer, subject, engine } of cases) {
    const measured = await overhead(engine, explainers[explainer], subjects[subject]);
    console.log(JSON.stringify({ ...measured, process: process.resourceUsage().maxRSS / 1024 }));
  }
} else {
  const rows = cases.map((one) => {
    const { rate, alone, share, megabytes, batch, process } = inOwnProcess(one);
    const percent = `${(100 * share).toFixed(1)} %`;
    const numbers = [alone.toFixed(0), rate.toFixed(0), percent, megabytes.toFixed(1), process.toFixed(0)];
    return [`${one.explainer} of ${one.subject} on ${one.engine}`, String(batch), ...numbers];
  });
  console.log(`${conditions([])}\n`);
  console.log(
    markdownTable(
      [
        'explainer',
        'batch',
        'model alone, evaluations a second',
        'explainer',
        'over the model',
        'tensors, peak MB',
        'process, peak MB',
      ],
      rows,
    ),
  );
  console.log(`\nSolving for 50 features from 2148 coalitions: ${(await timeSolve()).toFixed(1)} ms.`);
}
