import { dispose, keep, type Tensor } from '@tensorflow/tfjs-core';
import type { OnnxTensor } from 'onnx-format';
import { hostValue } from '../operators/shapes/constant';
import { DeviceValue } from '../operators/values/device-value';
import { HostValue } from '../operators/values/host-value';
import { tensorsOf } from '../operators/values/tensors-of';
import { longestOnHost, type Value } from '../operators/values/value';

/** The constants of a program, by name: on the host until a node needs them as tensors, which are kept. */
export class Constants {
  readonly values = new Map<string, Value>();
  /** The types of elements that the file states. */
  readonly types = new Map<string, string>();
  private readonly kept = new Set<Tensor>();

  constructor(initializers: ReadonlyMap<string, OnnxTensor>) {
    this.addTensors(initializers);
  }

  /** Takes in constants of a graph. */
  addTensors(initializers: ReadonlyMap<string, OnnxTensor>): void {
    for (const [name, tensor] of initializers) {
      this.types.set(name, tensor.type);
      const value = hostValue(tensor);
      if (value) this.values.set(name, value);
    }
  }

  /** Takes in what a node computed from constants alone. */
  add(name: string, value: Value): void {
    for (const tensor of tensorsOf(value)) this.kept.add(keep(tensor));
    this.values.set(name, value);
  }

  /** Takes in a tensor that a node prepared. */
  own(tensor: Tensor): void {
    this.kept.add(tensor);
  }

  /** Keeps a constant as a tensor. */
  putOnDevice(name: string): void {
    const value = this.values.get(name);
    if (!(value instanceof HostValue) || value.dtype !== 'float32' || value.isKept) return;
    const both = value.withTensor();
    this.kept.add(keep(both.tensor));
    this.values.set(name, both.data.length > longestOnHost ? new DeviceValue(both.tensor) : both);
  }

  /** Forgets the constants that are not among the names. */
  retain(names: ReadonlySet<string>, owned: readonly Tensor[]): void {
    const used = new Set(owned);
    for (const [name, value] of this.values) {
      if (!names.has(name)) this.values.delete(name);
      else for (const tensor of tensorsOf(value)) used.add(tensor);
    }
    for (const tensor of this.kept) {
      if (used.has(tensor)) continue;
      tensor.dispose();
      this.kept.delete(tensor);
    }
  }

  dispose(): void {
    dispose([...this.kept]);
    this.kept.clear();
    this.values.clear();
  }
}
