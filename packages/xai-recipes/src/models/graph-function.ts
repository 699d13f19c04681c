import type { GraphModel } from '@tensorflow/tfjs-converter';
import { cast, dispose, type NamedTensorMap, type Tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import type { CuttableModel } from 'explainable-ai';
import { asynchronousModel, describeValue, ModelError, nearest, type OwnWeightsModel, weightsOf } from 'xai-base';
import type { RawEnd } from './end';
import { repeated } from './repeated';

/** A graph-model as a function of one of its inputs to one of its outputs; the other inputs are given. */
export interface GraphFunction extends CuttableModel, OwnWeightsModel {
  /** The one that is explained. */
  readonly inputs: readonly { readonly name: string; readonly shape?: number[]; readonly dtype: string }[];
  /** The one that is explained. */
  readonly outputs: readonly RawEnd[];
  predict(input: Tensor): Tensor;
  /** The same, of a model whose control flow is known only when it runs. */
  executeAsync(input: Tensor): Promise<Tensor>;
  /** Why nothing else evaluates it; missing where it is known before it runs. */
  readonly asynchronous?: string;
  /** Frees the graph-model and what its other inputs are given. */
  dispose(): void;
}

/** What of a graph-model is a function. */
export interface GraphEnds {
  readonly input: string;
  readonly output: RawEnd;
  /** What the other inputs are given, a sample of each. */
  readonly fixed: Readonly<Record<string, Tensor>>;
  /** Whether it has the channels of the input before its other axes; here, they stand last. */
  readonly isMoved?: boolean;
  /** The names of the values in it, at which it can be cut. */
  readonly values: readonly string[];
  /** Why it can be evaluated only asynchronously. */
  readonly asynchronous?: string;
}

/** @param ends its tensors belong to the function then */
export function graphFunction(
  model: GraphModel,
  { input, output, fixed, values, isMoved = false, asynchronous }: GraphEnds,
): GraphFunction {
  const main = model.inputs.find(({ name }) => name === input) ?? model.inputs[0];
  const given = (samples: Tensor): NamedTensorMap => {
    const others = Object.entries(fixed).map(([name, value]) => [
      name,
      repeated(value, samples.shape[0], shapeOf(model, name)),
    ]);
    const whole = main.dtype === 'int32' && samples.dtype !== 'int32' ? cast(samples, 'int32') : samples;
    const moved = isMoved && whole.rank > 2 ? transpose(whole, [0, whole.rank - 1, ...axesOf(whole)]) : whole;
    return { [main.name]: moved, ...Object.fromEntries(others) };
  };
  const one = (result: Tensor | Tensor[]) => (Array.isArray(result) ? result[0] : result);
  const self: GraphFunction = {
    inputs: [{ name: main.name, shape: isMoved ? channelsLast(main.shape) : main.shape, dtype: main.dtype }],
    outputs: [output],
    ...(asynchronous !== undefined && { asynchronous }),
    predict: (samples) => one(model.execute(given(samples), output.name)),
    async executeAsync(samples) {
      const inputs = tidy(() => given(samples));
      try {
        return one(await model.executeAsync(inputs, output.name));
      } finally {
        const kept = [samples, ...Object.values(fixed)];
        dispose(Object.values(inputs).filter((tensor) => !kept.includes(tensor)));
      }
    },
    cutAt(value) {
      if (!values.includes(value)) throw notFound(value, values);
      return (samples) => ({
        features: traced(() => one(model.execute(given(samples), value)), asynchronous),
        rest: (maps) =>
          traced(() => one(model.execute({ ...given(samples), [value]: maps }, output.name)), asynchronous), // ways past the value go on
      });
    },
    async readWeights() {
      const { names, under } = await weightsOf(model);
      // the graph has other weights meanwhile: a function of its own, so that nobody takes it for what was compiled before
      return { names, under: (change, work) => under(change, () => work({ ...self })) };
    },
    dispose() {
      dispose(Object.values(fixed).filter((tensor) => !tensor.isDisposed));
      model.dispose();
    },
  };
  return self;
}

/** Those between the samples and the channels. */
const axesOf = ({ rank }: Tensor): number[] => Array.from({ length: rank - 2 }, (_, axis) => axis + 1);

const channelsLast = ([batch, channels, ...space]: number[] = []): number[] => [batch, ...space, channels];

const shapeOf = (model: GraphModel, input: string): readonly number[] =>
  model.inputs.find(({ name }) => name === input)?.shape ?? [];

/** @throws {NoGradientError} for control flow that is known only when the model runs, of which TensorFlow.js says so by the name of another function */
function traced(execute: () => Tensor, why?: string): Tensor {
  try {
    return execute();
  } catch (cause) {
    throw /executeAsync/.test(String(cause)) ? asynchronousModel(why, cause) : cause;
  }
}

function notFound(value: string, names: readonly string[]): ModelError {
  const guess = nearest(value, names);
  const expected = guess ?? 'the name of a node';
  return new ModelError(
    `The graph has no value ${describeValue(value)}; ${guess ? `did you mean ${guess}?` : `expected ${expected}.`}`,
    {
      argument: 'layer',
      value,
      expected,
    },
  );
}
