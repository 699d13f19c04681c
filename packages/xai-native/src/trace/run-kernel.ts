import {
  engine,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type NamedTensorMap,
  type Tensor,
  type TensorInfo,
  tidy,
} from '@tensorflow/tfjs-core';
import type { OutputType } from '../graph/graph';
import { isKnown, type Value, type ValueType } from '../graph/value';
import { asIs, rows, shapeOf, type View } from '../graph/view';
import { hostKernel } from '../known/host-kernels';
import { toTensor } from '../known/known-values';
import type { KernelCall, Translation } from './kernel-call';
import type { TracingBackend } from './tracing-backend';

/** A kernel that a traced program runs. */
export interface TracedCall {
  readonly name: string;
  readonly inputs: NamedTensorInfoMap;
  readonly attrs: NamedAttrMap;
  readonly backend: TracingBackend;
}

/** Adds what a kernel computes to the graph; what it makes of known values is known, too. */
export function runKernel(call: TracedCall, translate: Translation): TensorInfo | TensorInfo[] {
  const { inputs, attrs, backend } = call;
  const { graph } = backend;
  const views = Object.fromEntries(namesOf(inputs).map((key) => [key, backend.viewOf(inputs[key] as TensorInfo)]));
  const result = translate({ inputs: views, attrs, graph } as KernelCall);
  if (!Object.values(views).every(({ value }) => isKnown(value))) return held(backend, result);
  const known = Object.values(views).map((view) => rows(graph, view));
  const derive = (view: View, index: number) => {
    const { type, range } = view.value;
    return isKnown(view.value) ? view : derived(call, known, { shape: shapeOf(view), type, range }, index);
  };
  return held(backend, Array.isArray(result) ? result.map(derive) : derive(result, 0));
}

/**
 * Runs a kernel without a translation, on values that are known, outside of the graph.
 *
 * @param aside runs a function on the backend that computes
 * @throws {NotTraceableError} when a value is not known
 */
export function runOutside(call: TracedCall, aside: <Result>(work: () => Result) => Result): TensorInfo | TensorInfo[] {
  const { name, inputs, backend } = call;
  const views = namesOf(inputs).map((key) => backend.viewOf(inputs[key] as TensorInfo));
  const known = views.map((view) => rows(backend.graph, view));
  if (!known.every(isKnown)) throw backend.fail(`the operation ${name}`, name);
  let types: OutputType | OutputType[] = [];
  aside(() =>
    tidy(() => {
      const typeOf = ({ shape, dtype }: Tensor): OutputType => ({ shape, type: dtype as ValueType });
      const results = computed(
        call,
        known.map((value) => toTensor(value, new Map())),
      );
      types = Array.isArray(results) ? results.map(typeOf) : typeOf(results);
    }),
  );
  const derive = (type: OutputType, index: number) => derived(call, known, type, index);
  return held(backend, Array.isArray(types) ? types.map(derive) : derive(types, 0));
}

/** The inputs that are there. */
function namesOf(inputs: NamedTensorInfoMap): string[] {
  return Object.keys(inputs).filter((key) => inputs[key]);
}

function held(backend: TracingBackend, views: View | View[]): TensorInfo | TensorInfo[] {
  return Array.isArray(views) ? views.map((view) => backend.hold(view)) : backend.hold(views);
}

/** What the kernel makes of tensors, on the current backend. */
function computed({ name, inputs, attrs }: TracedCall, tensors: readonly Tensor[]): Tensor | Tensor[] {
  const named = Object.fromEntries(namesOf(inputs).map((key, index) => [key, tensors[index]]));
  return engine().runKernel(name, Array.isArray(inputs) ? ([...tensors] as never) : (named as NamedTensorMap), attrs);
}

/** An output of the kernel as a known value. */
function derived(call: TracedCall, known: readonly Value[], type: OutputType, index: number): View {
  const { name, inputs, attrs, backend } = call;
  const exact = (_: string, value: unknown) =>
    Number.isFinite(value) || typeof value !== 'number' ? value : `${value}`;
  const label = `${name} ${namesOf(inputs)} ${JSON.stringify(attrs, exact)} ${index}`;
  const onHost = index === 0 ? hostKernel(name, known, attrs) : undefined;
  return asIs(
    onHost
      ? backend.graph.deriveOnHost(type, label, known, (elements) => onHost(elements as Float32Array[]))
      : backend.graph.derive(type, label, known, (tensors) => [computed(call, tensors)].flat()[index]),
  );
}
