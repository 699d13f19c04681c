import { type GraphModel, loadGraphModelSync } from '@tensorflow/tfjs-converter';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import { type RecordedOperation, type RecordedValue, type Recording, record } from 'tfjs-gradients';

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Record<string, unknown>;
}

const float = { type: 'DT_FLOAT' };
const flag = (b: boolean) => ({ b });
const number = (f: number) => ({ f });
const text = (s: string) => ({ s: Buffer.from(s).toString('base64') });
const integers = (i: readonly number[]) => ({ list: { i: i.map(String) } });
const square = (size: unknown) => integers([1, ...(Array.isArray(size) ? size : [size ?? 1, size ?? 1]), 1]);

/**
 * A function as a graph-model for one batch: each operation that it does on the batch is a node, as the converter of TensorFlow.js names and describes it.
 *
 * @param f the function, of operations that convolutional networks are made of
 * @param x the batch
 * @returns the model, to be disposed of
 */
export async function recordedGraphModel(f: (x: Tensor) => Tensor, x: Tensor): Promise<GraphModel> {
  const recording = record(f, [x]);
  const writer = new GraphWriter(recording.inputs[0], await constantsOf(recording));
  for (const operation of recording.operations) writer.add(operation);
  const model = loadGraphModelSync({ load: () => writer.artifacts() }) as GraphModel;
  recording.dispose();
  return model;
}

/** What operations take that no operation gives, read without waiting for a graphics card: one in software is lost by that. */
async function constantsOf({ inputs, operations }: Recording): Promise<Map<RecordedValue, Float32Array>> {
  const given = new Set([...inputs, ...operations.flatMap(({ outputs }) => outputs)]);
  const taken = new Set(operations.flatMap((operation) => Object.values(operation.inputs)));
  const constants = [...taken].filter((value) => !given.has(value));
  return new Map(
    await Promise.all(constants.map(async (value) => [value, await value.tensor.data<'float32'>()] as const)),
  );
}

const typeOf = (values: Float32Array | Int32Array) => (values instanceof Int32Array ? 'int32' : 'float32');

class GraphWriter {
  private readonly nodes: GraphNode[] = [];
  private readonly weights: { name: string; shape: number[]; values: Float32Array | Int32Array }[] = [];
  private readonly names = new Map<RecordedValue, string>();

  constructor(
    input: RecordedValue,
    private readonly constants: ReadonlyMap<RecordedValue, Float32Array>,
  ) {
    const shape = { dim: input.tensor.shape.map((size) => ({ size: String(size) })) };
    this.names.set(input, this.node('Placeholder', [], { dtype: float, shape: { shape } }));
  }

  add(operation: RecordedOperation): void {
    const { kernel, inputs, attributes, outputs } = operation;
    const given = Object.values(inputs).map((value) => this.nameOf(value));
    this.names.set(
      outputs[0],
      this.written(kernel, given, attributes as Record<string, never>, outputs[0].tensor.shape),
    );
  }

  artifacts(): io.ModelArtifacts {
    const parts = this.weights.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    const data = Buffer.concat(parts);
    return {
      modelTopology: { node: this.nodes, versions: {} },
      weightSpecs: this.weights.map(({ name, shape, values }) => ({ name, shape, dtype: typeOf(values) })),
      weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer,
    };
  }

  private written(kernel: string, given: string[], a: Record<string, never>, shape: number[]): string {
    const [x, w, bias] = given;
    const margins = Array.isArray(a.pad) ? (a.pad as number[][]).flat() : undefined;
    const padding = text(margins ? 'EXPLICIT' : String(a.pad).toUpperCase());
    const window = { strides: square(a.strides), padding, data_format: text('NHWC') };
    const convolution = {
      T: float,
      ...window,
      dilations: square(a.dilations),
      explicit_paddings: integers(margins ?? []),
    };
    switch (kernel) {
      case 'BatchMatMul':
        return this.node('MatMul', given, {
          T: float,
          transpose_a: flag(a.transposeA),
          transpose_b: flag(a.transposeB),
        });
      case 'fusedMatMul__op': {
        const product = this.node('BatchMatMulV2', [x, w], { T: float, adj_x: flag(false), adj_y: flag(false) });
        const sum = this.node('AddV2', [product, bias], { T: float });
        return this.node('Reshape', [sum, this.constant(shape)], { T: float });
      }
      case 'Conv2D':
        return this.node('Conv2D', given, convolution);
      case 'fusedConv2d__op': {
        if (!bias) return this.node('Conv2D', given, convolution);
        const fused = { list: { s: [text('BiasAdd').s] } };
        return this.node('_FusedConv2D', given, {
          ...convolution,
          num_args: { i: '1' },
          fused_ops: fused,
          epsilon: number(0),
        });
      }
      case 'DepthwiseConv2dNative':
        return this.node('DepthwiseConv2dNative', given, convolution);
      case 'MaxPool':
      case 'AvgPool':
        return this.node(kernel, given, { T: float, ...window, ksize: square(a.filterSize) });
      case 'FusedBatchNorm': {
        const attributes = {
          T: float,
          epsilon: number(a.varianceEpsilon),
          data_format: text('NHWC'),
          is_training: flag(false),
        };
        return this.node('FusedBatchNormV3', given, attributes);
      }
      case 'Reshape':
        return this.node('Reshape', [x, this.constant(shape)], { T: float });
      case 'PadV2': {
        const paddings = a.paddings as number[][];
        return this.node('Pad', [x, this.constant(paddings.flat(), [paddings.length, 2])], { T: float });
      }
      case 'Mean':
      case 'Max': {
        const axes = [a.axis ?? a.reductionIndices].flat() as number[];
        return this.node(kernel, [x, this.constant(axes)], { T: float, keep_dims: flag(a.keepDims) });
      }
      case 'Concat':
        return this.node('ConcatV2', [...given, this.constant([a.axis as number], [])], {
          T: float,
          N: { i: String(given.length) },
        });
      case 'ClipByValue': {
        const bounds = [a.clipValueMin, a.clipValueMax].map((bound) => this.weight(Float32Array.of(bound), []));
        return this.node('ClipByValue', [x, ...bounds], { T: float });
      }
      case 'Cast':
        return this.node('Cast', given, { SrcT: float, DstT: float });
      case 'Add':
        return this.node('AddV2', given, { T: float });
      case 'Relu':
      case 'Minimum':
      case 'Identity':
        return this.node(kernel, given, { T: float });
      default:
        throw new Error(`${kernel} is not written`);
    }
  }

  private nameOf(value: RecordedValue): string {
    const name = this.names.get(value) ?? this.weight(this.constants.get(value) as Float32Array, value.tensor.shape);
    this.names.set(value, name);
    return name;
  }

  private constant(integers: number[], shape = [integers.length]): string {
    return this.weight(Int32Array.from(integers), shape);
  }

  private weight(values: Float32Array | Int32Array, shape: number[]): string {
    const name = this.node('Const', [], { dtype: { type: values instanceof Int32Array ? 'DT_INT32' : 'DT_FLOAT' } });
    this.weights.push({ name, shape, values });
    return name;
  }

  private node(op: string, input: readonly string[], attr: Record<string, unknown>): string {
    const name = `${op}_${this.nodes.length}`;
    this.nodes.push({ name, op, input, attr });
    return name;
  }
}
