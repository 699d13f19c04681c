import {
  type BackendValues,
  type DataId,
  type DataType,
  engine,
  KernelBackend,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type NamedTensorMap,
  Tensor,
  type TensorInfo,
  tidy,
  Variable,
} from '@tensorflow/tfjs-core';
import { NotTraceableError } from '../errors';
import { Graph } from '../graph/graph';
import { asElements, type Elements, isKnown, type Value, type ValueType } from '../graph/value';
import { asIs, rows, shapeOf, type View } from '../graph/view';
import { toTensor } from '../known/known-values';
import type { KernelCall, Translation } from './kernel-call';

/** The name under which the backend is registered while a program is traced. */
export const tracingBackendName = 'onnx-trace';

/** Gives tensors the names of a kernel's inputs; or puts them in a list, if the kernel takes one. */
function namedLike(inputs: object, keys: readonly string[]) {
  return (tensors: readonly Tensor[]): NamedTensorMap => {
    if (Array.isArray(inputs)) return [...tensors] as unknown as NamedTensorMap;
    return Object.fromEntries(keys.map((key, index) => [key, tensors[index]]));
  };
}

/** What a function finds out by tensors that are all freed. */
function withoutResult<Result>(work: () => Result): Result {
  let result!: Result;
  tidy(() => {
    result = work();
  });
  return result;
}

/** How the values of tensors are given to those who ask for them during a trace. */
export type Reader = (value: Value) => Elements;

/**
 * A backend of TensorFlow.js that computes nothing: its kernels add nodes to a graph. Tensors of other backends stay where
 * they are; those that the program uses are captured.
 */
export class TracingBackend extends KernelBackend {
  readonly graph = new Graph();
  /** The first thing that the program did that cannot be traced. */
  failure: NotTraceableError | undefined;
  private readonly held = new Map<DataId, { readonly view: View; count: number }>();

  /** @param reader gives the values that the program reads; without one, it must not read any */
  constructor(private readonly reader?: Reader) {
    super();
  }

  /** A tensor on a value. */
  tensor(view: View): Tensor {
    return engine().makeTensorFromTensorInfo(this.hold(view), this);
  }

  /** The value of a tensor. */
  viewOf(tensor: TensorInfo): View {
    const held = this.held.get(tensor.dataId);
    if (held) return held.view;
    if (tensor.dtype !== 'float32' && tensor.dtype !== 'int32' && tensor.dtype !== 'bool') {
      throw this.fail(`a tensor of type ${tensor.dtype}`, tensor.dtype);
    }
    const isTensor = tensor instanceof Tensor;
    const source = isTensor ? tensor : engine().makeTensorFromTensorInfo(tensor, undefined);
    return asIs(this.graph.capture(source, tensor instanceof Variable));
  }

  /** Runs a kernel: what it makes of known values is known, too. */
  run(name: string, translate: Translation, inputs: Record<string, TensorInfo | null | undefined>, attrs: object) {
    const given = Object.entries(inputs).filter((entry): entry is [string, TensorInfo] => Boolean(entry[1]));
    const views = Object.fromEntries(given.map(([key, tensor]) => [key, this.viewOf(tensor)]));
    const { graph } = this;
    const result = translate({ inputs: views, attrs, graph } as KernelCall);
    const isList = Array.isArray(result);
    let outputs = [result].flat();
    const known = Object.values(views).map((view) => rows(graph, view));
    if (known.every(isKnown)) {
      const keys = Object.keys(views);
      const named = namedLike(inputs, keys);
      const label = `${name} ${keys} ${JSON.stringify(attrs)}`;
      outputs = outputs.map((view, index) => {
        if (isKnown(view.value)) return view;
        const { type, range } = view.value;
        return asIs(
          graph.derive({ shape: shapeOf(view), type, range }, `${label} ${index}`, known, (tensors) => {
            return [engine().runKernel(name, named(tensors), attrs as never)].flat()[index] as Tensor;
          }),
        );
      });
    }
    const infos = outputs.map((view) => this.hold(view));
    return isList ? infos : infos[0];
  }

  /** Runs a kernel without a translation, outside of the graph, on values that are known. */
  compute(
    name: string,
    inputs: NamedTensorInfoMap,
    attrs: NamedAttrMap,
    aside: <Result>(work: () => Result) => Result,
  ) {
    const keys = Object.keys(inputs).filter((key) => inputs[key]);
    const known = keys.map((key) => rows(this.graph, this.viewOf(inputs[key] as TensorInfo)));
    if (!known.every(isKnown)) throw this.fail(`the operation ${name}`, name);
    const named = namedLike(inputs, keys);
    const kernel = (tensors: readonly Tensor[]) => engine().runKernel(name, named(tensors), attrs);
    let isList = false;
    const types = aside(() =>
      withoutResult(() => {
        const results = kernel(known.map((value) => toTensor(value, new Map())));
        isList = Array.isArray(results);
        return [results].flat().map(({ shape, dtype }) => ({ shape, type: dtype as ValueType }));
      }),
    );
    const infos = types.map((type, index) =>
      this.hold(
        asIs(
          this.graph.derive(
            type,
            `${name} ${keys} ${JSON.stringify(attrs)} ${index}`,
            known,
            (tensors) => [kernel(tensors)].flat()[index],
          ),
        ),
      ),
    );
    return isList ? infos : infos[0];
  }

  /** A second tensor on the same data, as on other backends; of a tensor of another backend, one on its value. */
  share(tensor: TensorInfo): TensorInfo {
    if (!this.held.has(tensor.dataId)) return this.hold(this.viewOf(tensor));
    this.incRef(tensor.dataId);
    return { dataId: tensor.dataId, shape: tensor.shape, dtype: tensor.dtype };
  }

  /** Notes why the program cannot be traced, and gives the error to throw. */
  fail(what: string, value: unknown): NotTraceableError {
    const error = new NotTraceableError(`The program uses ${what}, which cannot be part of a graph.`, {
      argument: 'program',
      value,
      expected: 'operations of TensorFlow.js that this package translates',
    });
    this.failure ??= error;
    return error;
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    if (dtype === 'string' || dtype === 'complex64') throw this.fail(`a tensor of type ${dtype}`, dtype);
    return this.hold(
      asIs(this.graph.literal(asElements(dtype as ValueType, values as Elements), shape, dtype as ValueType)),
    ).dataId;
  }

  override readSync(dataId: DataId): Float32Array {
    const held = this.held.get(dataId);
    if (!held) throw this.fail('a value that is freed', 'read');
    const value = rows(this.graph, held.view);
    if (value.origin.kind === 'literal') return value.origin.elements() as Float32Array;
    if (!this.reader) throw this.fail('the values of a tensor (data, array, ...)', 'read');
    return this.reader(value) as Float32Array;
  }

  override async read(dataId: DataId): Promise<Float32Array> {
    return this.readSync(dataId);
  }

  override incRef(dataId: DataId): void {
    const held = this.held.get(dataId);
    if (held) held.count++;
  }

  override refCount(dataId: DataId): number {
    return this.held.get(dataId)?.count ?? 0;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const held = this.held.get(dataId);
    if (!held) return true;
    held.count--;
    if (!force && held.count > 0) return false;
    this.held.delete(dataId);
    return true;
  }

  override numDataIds(): number {
    return this.held.size;
  }

  override memory() {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return false;
  }

  /** What is still held then are tensors that the program keeps for itself; they stay readable. */
  override dispose(): void {}

  private hold(view: View): TensorInfo {
    const dataId = {};
    this.held.set(dataId, { view, count: 1 });
    return { dataId, shape: shapeOf(view), dtype: view.value.type as DataType };
  }
}
