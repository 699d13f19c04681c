import { engine, reshape, setBackend, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { Gradient, IntegratedGradients } from 'explainable-ai';
import { KernelSHAP } from 'model-agnostic';
import { readOnnx } from 'onnx-model';
import { AttnLRP, EpsilonPlus, LRP } from 'relevance-propagation';
import { type Analyzer, analyze, type Executor, inBatches } from 'xai-base';
import type { NativeExecutor } from 'xai-native';
import { pathOfLargest } from '../steps/path-of-largest';
import { strictExecutor } from '../steps/strict-executor';
import type { RecordedUse } from './recorded-use';

type SyncModel = (input: Tensor) => Tensor;

/** The methods of the table, of each family. */
export const methods: Readonly<Record<string, (model: SyncModel) => Analyzer>> = {
  Gradient: (model) => new Gradient(model),
  IntegratedGradients: (model) => new IntegratedGradients(model, 4),
  LRP: (model) => new LRP(model as never, new EpsilonPlus()),
  AttnLRP: (model) => new AttnLRP(model),
  KernelSHAP: (model) => new KernelSHAP(model, { samples: 20, seed: 1 }),
};

/** What computes: a backend of TensorFlow.js, and for `native` onnxruntime on top, from which nothing falls back. */
const backends = ['cpu', 'wasm', 'native'] as const;
type Backend = (typeof backends)[number];

const tolerance = 1e-3;

const mostTries = 8;

/** Of an operator's uses, the first that has gradients, or else the first one: what an operator gives may be whole numbers in one use, and none in another. */
export async function chosenUse(uses: readonly RecordedUse[]): Promise<RecordedUse> {
  await start('cpu');
  for (const use of uses.slice(0, mostTries)) {
    const found = await explain(use, methods.Gradient, undefined);
    if (found.some((value) => Number.isFinite(value) && value !== 0)) return use;
  }
  return uses[0];
}

/** By method, the backends on which an operator is explained by finite numbers that are not all zero, equal to those of the others. */
export async function explained(use: RecordedUse): Promise<Record<string, Backend[]>> {
  const found: Record<string, Backend[]> = {};
  const values = new Map<string, number[]>();
  for (const backend of backends) {
    const executor = await start(backend);
    for (const [name, make] of Object.entries(methods))
      values.set(`${name} ${backend}`, await explain(use, make, executor));
    await executor?.dispose();
  }
  for (const name of Object.keys(methods)) {
    const wanted = values.get(`${name} cpu`) ?? [];
    found[name] = backends.filter((backend) => agree(values.get(`${name} ${backend}`) ?? [], wanted));
  }
  return found;
}

async function start(backend: Backend): Promise<NativeExecutor | undefined> {
  await setBackend(backend === 'native' ? 'cpu' : backend);
  return backend === 'native' ? strictExecutor() : undefined;
}

/** The attribution of the largest value that an operator gives; none where a method says an error. */
async function explain(
  { model: base64, shape, values, type, output }: RecordedUse,
  make: (model: SyncModel) => Analyzer,
  executor: Executor | undefined,
): Promise<number[]> {
  engine().startScope();
  try {
    const read = await readOnnx(Buffer.from(base64, 'base64'), { output });
    const ofOne = (x: Tensor) => reshape(read(reshape(x, [...shape])), [1, -1]);
    const model = (x: Tensor) => inBatches(x, 1, ofOne); // a sample is all that the operator takes
    const dtype = type === 'float32' ? 'float32' : type === 'bool' ? 'bool' : 'int32';
    const x = tensor([...values], [1, ...shape], dtype);
    const [place] = await pathOfLargest(model(x));
    const explanation = await analyze(x, make(model), place, { executor });
    return Array.from(await explanation.val.data());
  } catch {
    return [];
  } finally {
    engine().endScope();
  }
}

const agree = (found: readonly number[], wanted: readonly number[]): boolean =>
  found.length === wanted.length &&
  wanted.some((value) => value !== 0) &&
  found.every(
    (value, at) => Number.isFinite(value) && Math.abs(value - wanted[at]) <= tolerance * (1 + Math.abs(wanted[at])),
  );
