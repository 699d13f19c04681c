import {
  type BackendValues,
  type DataId,
  type DataType,
  engine,
  KernelBackend,
  Tensor,
  type TensorInfo,
  Variable,
} from '@tensorflow/tfjs-core';
import { NotTraceableError } from '../errors';
import { Graph } from '../graph/graph';
import { asElements, type Elements, type Value, type ValueType } from '../graph/value';
import { asIs, rows, shapeOf, type View } from '../graph/view';

/** The name under which the backend is registered while a program is traced; each copy of this package has its own. */
export const tracingBackendName = `onnx-trace-${Math.random().toString(36).slice(2)}`;

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

  /** Data for a value. */
  hold(view: View): TensorInfo {
    const dataId = {};
    this.held.set(dataId, { view, count: 1 });
    return { dataId, shape: shapeOf(view), dtype: view.value.type as DataType };
  }
}
