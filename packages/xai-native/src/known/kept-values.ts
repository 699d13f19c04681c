import { type DataId, getBackend, type Tensor, version_core } from '@tensorflow/tfjs-core';
import type { DiskCache } from '../cache/disk-cache';
import { asElements, bytesOf, type Elements, sizeOf, type Value } from '../graph/value';
import { signatureOf, sourcesOf } from './sources';

/** Another one where a step of the same name computes something else than before. */
const generation = 1;

/** What has fewer elements is computed faster than found. */
const worthwhileSize = 2 ** 14;

/**
 * Known values in a folder, for processes to come: each under what it is computed from, which are the contents of the weights, and how, by which
 * generation of this package, which version of TensorFlow.js and on which backend. A process thus finds exactly what it would compute.
 */
export class KeptValues {
  private readonly hashes = new WeakMap<DataId, Promise<string>>();

  constructor(private readonly cache: DiskCache) {}

  /** The elements that are kept; those that are computed, where there are none, which are kept from then on. */
  async elements(value: Value, compute: () => Promise<Elements>): Promise<Elements> {
    const { shape, type, origin } = value;
    const size = sizeOf(shape);
    if (origin.kind !== 'derived' || size < worthwhileSize) return compute();
    const key = await this.keyOf(value);
    const found = await this.cache.read(key, type, size);
    if (found) return found;
    const computed = await compute();
    await this.cache.write(key, computed);
    return computed;
  }

  private async keyOf(value: Value): Promise<string> {
    const contents = new Map<DataId, string>();
    for (const source of sourcesOf(value)) contents.set(source.dataId, await this.contentOf(source));
    const made = signatureOf(value, (leaf) => this.leafOf(leaf, contents));
    return this.cache.hash(`${generation}`, version_core, getBackend(), `${value.type}[${value.shape}]`, made);
  }

  /** What stands for the content of a tensor; the same tensor's is found once. */
  private contentOf(source: Tensor): Promise<string> {
    const found = async () => this.cache.digest(bytesOf(asElements(source.dtype as 'float32', await source.data())));
    const known = this.hashes.get(source.dataId) ?? found();
    this.hashes.set(source.dataId, known);
    return known;
  }

  /** Says what a value is that is not computed, by its content. */
  private leafOf({ origin, type, shape }: Value, contents: ReadonlyMap<DataId, string>): string {
    if (origin.kind === 'captured') return `#${contents.get(origin.tensor.dataId)} ${type}[${shape}]`;
    const elements = origin.kind === 'literal' ? origin.elements() : new Float32Array();
    return `${this.cache.hash(bytesOf(elements))} ${type}[${shape}]`;
  }
}
