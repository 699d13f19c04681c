import { cast, equal, expandDims, range, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { withGradients } from 'tfjs-gradients';
import {
  type AnalyzeOptions,
  type Analyzer,
  analyze,
  classesOf,
  type Executor,
  type OutputSelector,
  RandomStream,
  TensorBag,
} from 'xai-base';
import { NotExportableError } from './errors';
import { foldChannels } from './graph/fold';
import { sizeOf } from './graph/size-of';
import { asElements, type Elements, isKnown, type Value, type ValueType } from './graph/value';
import { asIs, rows } from './graph/view';
import { writeGraph } from './graph/write-graph';
import { cast as castTo } from './kernels/elementwise';
import { KnownValues, toTensor } from './known/known-values';
import { tracedGradients } from './trace/gradients';
import { aside, enterTracing } from './trace/on-backend';
import { TracingBackend } from './trace/tracing-backend';

/**
 * An explainer as an ONNX file, which onnxruntime runs in any language, without TensorFlow.js. The graph holds the whole
 * explanation, the weights and all points of an augmentation included; random draws are constants.
 *
 * Inputs: `input`, of the shape of the example, and `index`, which output is explained, int64 `[batch]`.
 * Outputs: `output`, the model's, `[batch, classes]`, and `attribution`.
 *
 * Compute nothing else with TensorFlow.js until the promise is settled.
 *
 * @param analyzer a method that is tensor operations from the input to the attribution
 * @param exampleInput `[batch, ...]`; the file is for this shape
 * @param options what the analysis takes, such as `inputRef`, `seed` or `batchSize`
 * @returns the bytes of the file
 * @throws {NotExportableError} for a method that computes with values outside of tensor operations, such as LIME
 * @throws {NotTraceableError} for an operation that cannot be part of a graph
 *
 * @example
 * ```ts
 * import { IntegratedGradients } from 'explainable-ai';
 * const model = (x: tf.Tensor) => tf.square(x);
 * const bytes = await exportOnnx(new IntegratedGradients(model, 10), tf.zeros([1, 2]));
 * bytes.length > 100; // => true
 * ```
 */
export async function exportOnnx<Options extends AnalyzeOptions>(
  analyzer: Analyzer<Options>,
  exampleInput: Tensor,
  options = {} as Options,
): Promise<Uint8Array> {
  const explanation = await analyze(exampleInput, analyzer, undefined, options); // checks all there is to check
  explanation.dispose();
  const found =
    (await tracedAlike(analyzer, exampleInput, options)) ??
    (await tracedAlike(analyzer, exampleInput, { ...options, seed: options.seed ?? new RandomStream().integer() }));
  if (found) return found;
  const message =
    `${analyzer.name} computes its attribution from values that it reads, outside of tensor operations, so that a graph ` +
    'cannot hold it; or it draws random numbers that no seed repeats. Export a method of tensor operations, such as a gradient method or LRP.';
  throw new NotExportableError(message, {
    argument: 'analyzer',
    value: analyzer.name,
    expected: 'a method that is tensor operations from the input to the attribution',
  });
}

/** The file, if it comes out the same whatever values the analysis reads on its way. */
async function tracedAlike<Options extends AnalyzeOptions>(
  analyzer: Analyzer<Options>,
  input: Tensor,
  options: Options,
) {
  const one = await traceAnalysis(analyzer, input, options, 1);
  const other = await traceAnalysis(analyzer, input, options, 2);
  return one && other && one.every((byte, index) => byte === other[index]) && one.length === other.length
    ? one
    : undefined;
}

/** Traces a whole analysis. Values that it reads are random. */
async function traceAnalysis<Options extends AnalyzeOptions>(
  analyzer: Analyzer<Options>,
  { shape, dtype }: Tensor,
  options: Options,
  seed: number,
): Promise<Uint8Array | undefined> {
  const stream = new RandomStream(seed);
  const backend = new TracingBackend((value) => (isKnown(value) ? knownElements(value) : drawn(value, stream)));
  const { graph } = backend;
  const inputs = [graph.input(shape, dtype as ValueType), graph.input([shape[0]], 'int64')];
  let outputs: Value[] = [];
  const bag = new TensorBag();
  const leave = enterTracing(backend);
  try {
    const views = [asIs(inputs[0]), castTo(graph, asIs(inputs[1]), 'int32')];
    const [input, index] = views.map((view) => bag.add(backend.tensor(view)));
    const executor: Executor = { name: 'trace', run: async (program, given) => inline(program, given) };
    const explanation = bag.add(await analyze(input, analyzer, new GivenSelector(index), { ...options, executor }));
    outputs = [explanation.output, explanation.val].map((tensor) => rows(graph, backend.viewOf(tensor)));
  } catch (error) {
    throw backend.failure ?? error;
  } finally {
    bag.dispose();
    leave();
  }
  if (isKnown(outputs[1])) return undefined;
  return written(inputs, foldChannels(outputs));
}

async function written(inputs: readonly Value[], outputs: readonly Value[]): Promise<Uint8Array> {
  const names = { inputNames: ['input', 'index'], outputNames: ['output', 'attribution'] };
  const { fed } = writeGraph({ inputs, outputs, elements: () => undefined, ...names });
  const elements = await new KnownValues().elementsOf(fed.values());
  return writeGraph({ inputs, outputs, elements: (value) => elements.get(value), ...names }).bytes;
}

function inline(program: (...inputs: Tensor[]) => Tensor[], inputs: readonly Tensor[]): Tensor[] {
  return tidy(() => withGradients(tracedGradients, () => program(...inputs).map((output) => output.clone())));
}

function knownElements(value: Value): Elements {
  return aside(() => {
    const computed = tidy(() => toTensor(value, new Map()).clone());
    const elements = asElements(value.type, computed.dataSync());
    computed.dispose();
    return elements;
  });
}

function drawn({ shape, type }: Value, stream: RandomStream): Elements {
  const length = sizeOf(shape);
  if (type === 'float32') return Float32Array.from({ length }, () => stream.uniform());
  const draw = () => Math.floor(2 * stream.uniform());
  return type === 'int32' ? Int32Array.from({ length }, draw) : Uint8Array.from({ length }, draw);
}

/** Selects the outputs whose indices are a tensor. */
class GivenSelector implements OutputSelector {
  constructor(
    private readonly indices: Tensor,
    private readonly begin = 0,
    private readonly size = indices.shape[0],
  ) {}

  select(output: Tensor): Tensor {
    const classes = range(0, classesOf(output), 1, 'int32');
    const indices = slice(this.indices, this.begin, this.size);
    return cast(equal(expandDims(indices, 1), classes), 'float32');
  }

  slice(begin: number, size: number): GivenSelector {
    return new GivenSelector(this.indices, this.begin + begin, size);
  }
}
