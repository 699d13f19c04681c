import type { Tensor } from '@tensorflow/tfjs-core';
import { type RecordedOperation, replay } from 'tfjs-gradients';

/** A value moved by operations of one live input, one after the other. */
export function movedBy(moving: readonly RecordedOperation[], x: Tensor): Tensor {
  return moving.reduce((y, one) => replay(one, rebound(one, y))[0], x);
}

/** What arrives behind operations of one live input, moved back before them. */
export function movedBack(moving: readonly RecordedOperation[], r: Tensor): Tensor {
  return moving.reduceRight((y, one) => one.gradients([y])[liveName(one)](), r);
}

function liveName({ inputs }: RecordedOperation): string {
  return Object.keys(inputs).find((name) => inputs[name].isLive) as string;
}

/** The inputs of an operation, with another tensor for the live one. */
function rebound(operation: RecordedOperation, x: Tensor): Record<string, Tensor> {
  const given = Object.entries(operation.inputs).map(([name, { tensor }]) => [name, tensor] as const);
  return { ...Object.fromEntries(given), [liveName(operation)]: x };
}
