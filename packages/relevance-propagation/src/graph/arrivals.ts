import { add, clone, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';

/** How a value carries relevance R: as it is, or as the factor g that it is multiplied by, R = value * g, with which nothing is divided by small values. */
export type Form = 'relevance' | 'factor';

/** What arrives at a value in each of the two forms; its relevance is the sum of both. */
export type Arrived = Partial<Record<Form, Tensor>>;

/** What has arrived at the values of a recorded model on the way back. */
export class Arrivals {
  private readonly known = new Map<RecordedValue, Arrived>();

  /** Adds to what arrives at a value; the tensor belongs to the arrivals from now on. */
  add(value: RecordedValue, form: Form, tensor: Tensor): void {
    const arrived = this.known.get(value) ?? {};
    const before = arrived[form];
    this.known.set(value, { ...arrived, [form]: before ? add(before, tensor) : tensor });
    if (before) for (const part of [before, tensor]) part.dispose();
  }

  /** What has arrived at a value. */
  at(value: RecordedValue): Arrived {
    return this.known.get(value) ?? {};
  }

  /** The relevance that has arrived at a value, a new tensor; undefined where none has. */
  relevanceAt(value: RecordedValue): Tensor | undefined {
    const { relevance, factor } = this.at(value);
    if (!factor) return relevance && clone(relevance);
    return tidy(() => {
      const share = mul(value.tensor, factor);
      return relevance ? add(relevance, share) : share;
    });
  }

  /** Frees what has arrived at a value. */
  free(value: RecordedValue): void {
    const { relevance, factor } = this.at(value);
    for (const tensor of [relevance, factor]) tensor?.dispose();
    this.known.delete(value);
  }
}
