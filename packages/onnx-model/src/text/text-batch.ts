import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import type { TokenIds } from 'xai-base';
import type { ValueInfo } from '../session/value-info';
import type { TextInputRole } from './text-inputs';

/** The name, among the further inputs, of the weights that pick a token's output. */
export const positionInput = 'output_position';

/** Texts as ids, and what goes with them. */
export interface TextRow extends TokenIds {
  /** The token whose output is read. */
  readonly position: number;
}

/** How texts become the inputs of a model. */
export interface TextBatchOptions {
  readonly roles: ReadonlyMap<TextInputRole, readonly ValueInfo[]>;
  /** How many tokens the inputs have; shorter texts are filled up at their end. */
  readonly length: number;
  readonly pad: number;
  /** Whether one output a token is read. */
  readonly isPerToken: boolean;
}

/**
 * The inputs of a model for texts as ids: by name, each `[texts, length]`. A filled-up place has mask 0 and the id of padding.
 *
 * @returns tensors that belong to the caller
 */
export function textBatch(rows: readonly TextRow[], { roles, length, pad, isPerToken }: TextBatchOptions) {
  const values: Partial<Record<TextInputRole, (row: TextRow, at: number) => number>> = {
    ids: ({ ids }, at) => ids[at] ?? pad,
    mask: ({ ids }, at) => Number(at < ids.length),
    types: ({ types }, at) => types?.[at] ?? 0,
    positions: (_, at) => at,
  };
  const inputs: Record<string, Tensor> = {};
  for (const [role, value] of Object.entries(values)) {
    for (const { name } of roles.get(role as TextInputRole) ?? []) {
      const numbers = rows.flatMap((row) => Array.from({ length }, (_, at) => value(row, at)));
      inputs[name] = tensor2d(numbers, [rows.length, length], 'int32');
    }
  }
  if (isPerToken) {
    const weights = rows.flatMap(({ position }) => Array.from({ length }, (_, at) => Number(at === position)));
    inputs[positionInput] = tensor2d(weights, [rows.length, length]);
  }
  return inputs;
}
