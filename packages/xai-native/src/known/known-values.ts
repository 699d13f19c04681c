import { type DataId, type DataType, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { asElements, type Derivation, type Elements, type Value } from '../graph/value';
import type { KeptValues } from './kept-values';
import { signatureOf, sourcesOf } from './sources';
import { elementsOf, type Strided, whole } from './strided';

/** Tells data apart, for as long as they live. */
const ids = new WeakMap<DataId, number>();
let nextId = 0;

function idOf(data: DataId): number {
  const id = ids.get(data) ?? nextId++;
  ids.set(data, id);
  return id;
}

/**
 * The elements of known values. What is computed from weights is computed once and kept with the data of the weights: all
 * graphs that need it share it, new weights are new data, and it goes when the weights go.
 */
export class KnownValues {
  private readonly kept = new WeakMap<DataId, Map<string, { elements?: Elements }>>();
  private readonly signatures = new WeakMap<Value, string>();

  /**
   * @param keeps whether to keep what is computed: not worthwhile when it becomes part of graphs
   * @param disk where former processes have left what they computed
   */
  constructor(
    private readonly keeps = true,
    private readonly disk?: KeptValues,
  ) {}

  /** The elements of values, on the current backend computed where they are not known yet; those on disk are read at once. */
  async elementsOf(values: Iterable<Value>): Promise<Map<Value, Elements>> {
    const places = new Map([...values].map((value) => [value, this.placeOf(value)]));
    const missing = [...places].filter(([, { elements }]) => !elements).map(([value]) => value);
    const kept = await this.disk?.find(missing);
    const result = new Map<Value, Elements>();
    for (const [value, place] of places) {
      // one after the other, so that what leads to one can go before the next
      const known = place.elements ?? kept?.get(value)?.elements;
      const elements = known ?? (await this.compute(value));
      if (!known) await kept?.get(value)?.keep(elements);
      place.elements = elements;
      result.set(value, elements);
    }
    return result;
  }

  /** Where the elements of a value are, for others, too. */
  private placeOf(value: Value): { elements?: Elements } {
    const { origin } = value;
    if (origin.kind === 'literal') return { elements: origin.elements() };
    const [source] = sourcesOf(value);
    if (source === undefined || !this.keeps) return {};
    const key = signatureOf(value, (one) => this.leaf(one));
    const places = this.kept.get(source.dataId) ?? new Map<string, { elements?: Elements }>();
    this.kept.set(source.dataId, places);
    const place = places.get(key) ?? {};
    places.set(key, place);
    return place;
  }

  private async compute(value: Value): Promise<Elements> {
    return asElements(value.type, await computedElements(value, new Map()));
  }

  /** Says what a value is that is not computed. */
  private leaf(value: Value): string {
    const { origin } = value;
    if (origin.kind === 'captured') return `#${idOf(origin.tensor.dataId)} ${value.shape}`; // new with each assignment
    const known = this.signatures.get(value);
    if (known !== undefined) return known;
    const elements = origin.kind === 'literal' ? origin.elements() : [];
    const fixed = elements.length > 64 ? `@${idOf(value)}` : `${value.type}[${value.shape}]${elements}`;
    this.signatures.set(value, fixed);
    return fixed;
  }
}

/** The elements of a known value; what several need is computed once. */
async function computedElements(value: Value, done: Map<Value, Strided>): Promise<Elements> {
  const { origin } = value;
  if (origin.kind === 'literal') return origin.elements();
  if (origin.kind === 'captured') return (await origin.tensor.data()) as Float32Array;
  const elements = elementsOf(await computed(value, done));
  done.set(value, whole(elements, value.shape));
  return elements;
}

/** The elements of a known value, wherever they lie. */
async function computed(value: Value, done: Map<Value, Strided>): Promise<Strided> {
  const known = done.get(value);
  if (known) return known;
  const { origin } = value;
  const result =
    origin.kind === 'derived'
      ? await computedHere(value, origin, done)
      : whole(asElements(value.type, await computedElements(value, done)) as Float32Array, value.shape);
  done.set(value, result);
  return result;
}

async function computedHere(
  value: Value,
  { inputs, compute }: Derivation,
  done: Map<Value, Strided>,
): Promise<Strided> {
  if (compute.on === 'backend') return whole((await computedOnBackend(value, done)) as Float32Array, value.shape);
  const [first, ...rest] = inputs;
  const others: Elements[] = [];
  for (const input of rest) others.push(asElements(input.type, await computedElements(input, done)));
  if (compute.move) return compute.move(await computed(first, done), others as Float32Array[]);
  const elements = compute.of([asElements(first.type, await computedElements(first, done)), ...others]);
  return whole(elements as Float32Array, value.shape);
}

async function computedOnBackend(value: Value, done: Map<Value, Strided>): Promise<Elements> {
  const before = new Map<Value, Elements>();
  for (const one of hostValuesBehind(value)) before.set(one, await computedElements(one, done));
  const result = tidy(() => {
    const tensors = [...before].map(([one, elements]) => [one, tensorOf(one, elements)] as const);
    return toTensor(value, new Map(tensors)).clone();
  });
  try {
    return (await result.data()) as Float32Array;
  } finally {
    result.dispose();
  }
}

/** The values next behind one that are computed in plain arrays, for what a backend computes. */
function hostValuesBehind(value: Value, seen = new Set<Value>()): Value[] {
  const { origin } = value;
  if (seen.has(value) || origin.kind !== 'derived') return [];
  seen.add(value);
  return origin.compute.on === 'host' ? [value] : origin.inputs.flatMap((input) => hostValuesBehind(input, seen));
}

function tensorOf({ shape, type }: Value, elements: Elements): Tensor {
  return tensor(elements as Float32Array, [...shape], type as DataType);
}

/** A known value as a tensor; to be called inside `tidy`. */
export function toTensor(value: Value, done: Map<Value, Tensor>): Tensor {
  const known = done.get(value);
  if (known) return known;
  const { origin } = value;
  if (origin.kind === 'captured') return origin.tensor;
  const result = madeTensor(value, done);
  done.set(value, result);
  return result;
}

function madeTensor(value: Value, done: Map<Value, Tensor>): Tensor {
  const { origin } = value;
  if (origin.kind === 'literal') return tensorOf(value, origin.elements());
  if (origin.kind !== 'derived') throw new Error(`value ${value.id} is not known`);
  const inputs = origin.inputs.map((input) => toTensor(input, done));
  if (origin.compute.on === 'backend') return origin.compute.of(inputs);
  return tensorOf(
    value,
    origin.compute.of(inputs.map((input) => asElements(input.dtype as 'float32', input.dataSync()))),
  );
}
