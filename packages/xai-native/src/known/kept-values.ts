import { type DataId, getBackend, type Tensor, version_core } from '@tensorflow/tfjs-core';
import type { DiskCache, Wanted } from '../cache/disk-cache';
import { sizeOf } from '../graph/size-of';
import { asElements, bytesOf, type Elements, type Value } from '../graph/value';
import { signatureOf, sourcesOf } from './sources';

/** Another one where a step of the same name computes something else than before. */
const generation = 1;

/** What is kept of a value. */
export interface KeptValue {
  readonly elements: Elements | undefined;
  /** Keeps what was computed from the same contents. */
  keep(elements: Elements): Promise<void>;
}

/** What has fewer elements is computed faster than found. */
const worthwhileSize = 2 ** 14;

/**
 * Known values in a folder, for processes to come: each under what it is computed from, which are the contents of the weights, and how, by which
 * generation of this package, which version of TensorFlow.js and on which backend. A process thus finds exactly what it would compute.
 */
export class KeptValues {
  private readonly names = new WeakMap<DataId, string>();

  constructor(private readonly cache: DiskCache) {}

  /** Finds what is kept of values that are worth it. */
  async find(values: readonly Value[]): Promise<Map<Value, KeptValue>> {
    const isWorthwhile = (value: Value) =>
      value.origin.kind === 'derived' && sizeOf(value.shape) >= worthwhileSize && sourcesOf(value).size > 0;
    const worthwhile = values.filter(isWorthwhile);
    const wanted: Wanted[] = [];
    for (const value of worthwhile) {
      wanted.push({ key: await this.keyOf(value), type: value.type, length: sizeOf(value.shape) });
    }
    const found = await this.cache.read(wanted);
    const kept = worthwhile.map((value, index) => {
      const keep = (elements: Elements) => this.cache.write(wanted[index].key, elements);
      return [value, { elements: found[index], keep }] as const;
    });
    return new Map(kept);
  }

  private async keyOf(value: Value): Promise<string> {
    const contents = new Map<DataId, string>();
    for (const source of sourcesOf(value)) contents.set(source.dataId, await this.contentOf(source));
    const made = signatureOf(value, (leaf) => this.leafOf(leaf, contents));
    return this.cache.hash(`${generation}`, version_core, getBackend(), `${value.type}[${value.shape}]`, made);
  }

  /** What stands for the content of a tensor; the same tensor's is found once. */
  private async contentOf(source: Tensor): Promise<string> {
    const { dataId } = source;
    const known = this.names.get(dataId);
    if (known !== undefined) return known;
    const name = this.cache.nameOf(bytesOf(asElements(source.dtype as 'float32', await source.data())));
    this.names.set(dataId, name);
    return name;
  }

  /** Says what a value is that is not computed, by its content. */
  private leafOf({ origin, type, shape }: Value, contents: ReadonlyMap<DataId, string>): string {
    if (origin.kind === 'captured') return `#${contents.get(origin.tensor.dataId)} ${type}[${shape}]`;
    const elements = origin.kind === 'literal' ? origin.elements() : new Float32Array();
    return `${this.cache.hash(bytesOf(elements))} ${type}[${shape}]`;
  }
}
