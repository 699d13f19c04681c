import { dispose, mul, sum, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type Attribute,
  type Attributes,
  type DataType,
  float,
  int,
  ints,
  makeNode,
  type OnnxTensor,
  string,
  writeModel,
} from 'onnx-format';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { differentiate } from 'tfjs-gradients';
import { readOnnx } from '../../src';

/** One use of an operator, to be computed by onnxruntime and by TensorFlow.js. */
export interface Use {
  readonly op: string;
  readonly domain?: string;
  readonly opset?: number;
  /** The input `x`, which gradients are taken of. */
  readonly shape: readonly number[];
  /** Its elements; random ones, from -1 to 1, by default. */
  readonly values?: readonly number[];
  readonly type?: DataType;
  /** The inputs behind `x`; null where one is left out. */
  readonly constants?: readonly (OnnxTensor | null)[];
  /** Where `x` stands among the inputs. */
  readonly place?: number;
  readonly attributes?: Readonly<Record<string, Attribute | number | string | readonly number[] | undefined>>;
  readonly outputs?: number;
  /** False where there is no gradient to compare. */
  readonly gradient?: boolean;
  readonly tolerance?: number;
}

/** Numbers from -1 to 1, the same for the same seed. */
export function randomNumbers(size: number, seed = 1): number[] {
  let state = seed * 7919 + 17;
  return Array.from({ length: size }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.fround((state / 2147483648) * 2 - 1);
  });
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** A constant of float32: with random elements, or given ones. */
export const floats = (shape: readonly number[], values = randomNumbers(sizeOf(shape), 5)): OnnxTensor => ({
  type: 'float32',
  shape,
  data: Float32Array.from(values),
});

/** A constant of int64. */
export const integers = (values: readonly number[], shape: readonly number[] = [values.length]): OnnxTensor => ({
  type: 'int64',
  shape,
  data: BigInt64Array.from(values, BigInt),
});

const isList = (value: Attribute | readonly number[]): value is readonly number[] => Array.isArray(value);

/** Attributes: whole numbers are integers; `float(1)` must be said. */
function attributesOf(given: Use['attributes'] = {}): Attributes {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (typeof value === 'string') return [[name, string(value)]];
      if (typeof value === 'number') return [[name, Number.isInteger(value) ? int(value) : float(value)]];
      return [[name, isList(value) ? ints(value) : value]];
    }),
  );
}

/** The file of a model of one node. */
export function modelOf(use: Use): Uint8Array {
  const { op, domain = '', opset = 17, shape, constants = [], place = 0, outputs = 1, type = 'float32' } = use;
  const initializers = new Map(constants.flatMap((one, index) => (one ? [[`c${index}`, one] as const] : [])));
  const inputs = constants.map((one, index) => (one ? `c${index}` : ''));
  inputs.splice(place, 0, 'x');
  const names = Array.from({ length: outputs }, (_, index) => `y${index}`);
  const node = { ...makeNode(op, inputs, names, attributesOf(use.attributes)), domain };
  return writeModel({
    opsets: { '': domain ? 17 : opset, ...(domain && { [domain]: opset }) },
    graph: {
      name: 'test',
      nodes: [node],
      initializers,
      inputs: [{ name: 'x', type, shape }],
      outputs: names.map((name) => ({ name })),
    },
  });
}

const fromArray = (type: DataType, values: readonly number[], shape: readonly number[]): OrtTensor => {
  const data =
    type === 'int64'
      ? BigInt64Array.from(values, BigInt)
      : type === 'bool'
        ? Uint8Array.from(values)
        : type === 'int32'
          ? Int32Array.from(values)
          : type === 'int8'
            ? Int8Array.from(values)
            : type === 'uint8'
              ? Uint8Array.from(values)
              : Float32Array.from(values);
  return new OrtTensor(type as 'float32', data as Float32Array, [...shape]);
};

/** Checks that TensorFlow.js computes what onnxruntime computes, and its gradient by differences. */
export async function expectSame(use: Use): Promise<void> {
  const bytes = modelOf(use);
  const { shape, type = 'float32', outputs = 1, tolerance = 1e-5 } = use;
  const values = use.values ?? randomNumbers(sizeOf(shape), 3);
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 4 });
  const runtime = async (x: readonly number[]) => session.run({ x: fromArray(type, x, shape) });
  const expected = await runtime(values);
  const dtype = type === 'float32' ? 'float32' : type === 'bool' ? 'bool' : 'int32';
  const x = tensor([...values], [...shape], dtype);
  try {
    for (let index = 0; index < outputs; index++) {
      const name = `y${index}`;
      const model = await readOnnx(bytes, { output: name });
      try {
        const y = model(x);
        const wanted = expected[name];
        expect(sizeOf(y.shape)).toBe(sizeOf(wanted.dims));
        if (!(wanted.dims.length === 1 && y.rank === 2)) expect(y.shape).toEqual([...wanted.dims]);
        expectClose(Array.from(y.dataSync()), Array.from(wanted.data as Float32Array, Number), tolerance);
        const isFloat = y.dtype === 'float32';
        y.dispose();
        if (type === 'float32' && isFloat && use.gradient !== false) {
          await checkGradient(model, x, values, async (point) => (await runtime(point))[name].data as Float32Array);
        }
      } finally {
        model.dispose();
      }
    }
  } finally {
    x.dispose();
    await session.release();
  }
}

function expectClose(got: readonly number[], expected: readonly number[], tolerance: number): void {
  const scale = Math.max(1, ...expected.filter(Number.isFinite).map(Math.abs));
  got.forEach((value, index) => {
    if (Object.is(value, expected[index]) || value === expected[index]) return;
    const difference = Math.abs(value - expected[index]);
    if (!(difference <= tolerance * scale)) {
      throw new Error(`element ${index} is ${value}; onnxruntime says ${expected[index]}`);
    }
  });
}

/** Along a random direction, the slope of a random combination of the outputs. */
async function checkGradient(
  model: (x: Tensor) => Tensor,
  x: Tensor,
  values: readonly number[],
  runtime: (x: readonly number[]) => Promise<Float32Array>,
): Promise<void> {
  const direction = randomNumbers(values.length, 11);
  const step = 1 / 256;
  const [high, low] = [
    await runtime(values.map((value, index) => value + step * direction[index])),
    await runtime(values.map((value, index) => value - step * direction[index])),
  ];
  const weights = randomNumbers(high.length, 13);
  const expected =
    weights.reduce((total, weight, index) => total + weight * (high[index] - low[index]), 0) / (2 * step);
  const result = differentiate(model, x, (y) => tensor(weights, y.shape));
  const slope = tidy(() => sum(mul(result.gradient, tensor(direction, x.shape))).dataSync()[0]);
  dispose([result.value, result.gradient, result.cotangent]);
  const scale = Math.max(1, Math.abs(expected));
  if (!(Math.abs(slope - expected) <= 5e-3 * scale))
    throw new Error(`the slope is ${slope}; differences say ${expected}`);
}
