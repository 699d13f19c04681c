import { Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { Explanation, ModelError } from 'xai-base';
import type { TextUnit } from './text-units';

/**
 * An explanation of a text's tokens as one of its units: a value each, `[1, units]`. Features of a token are added up, and tokens of a unit; of
 * magnitudes the 2-norm is taken.
 *
 * @param explanation of one text; it is used up
 * @param isShared whether each token of a unit has the value of the unit already, as those that are hidden together have
 * @throws {ModelError} when it has no value for each token
 *
 * @example
 * ```ts
 * const parts = { val: tf.tensor2d([[1, 2, 3]]), input: tf.ones([1, 3]), output: tf.tensor2d([[6]]) };
 * const byToken = new Explanation({ ...parts, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' });
 * const units = [{ name: 'so', tokens: [0], isSpecial: false }, { name: 'good', tokens: [1, 2], isSpecial: false }];
 * (await unitExplanation(byToken, units)).val; // => [[1, 5]]
 * ```
 */
export async function unitExplanation(
  explanation: Explanation,
  units: readonly TextUnit[],
  isShared = false,
): Promise<Explanation> {
  const { val, input, output, extras = {}, outputSelection, analyzer, heatmap } = explanation;
  try {
    const [, length] = input.shape;
    if (val.shape[1] !== length) {
      const expected = `[1, ${length}] or [1, ${length}, features]`;
      const message = `${analyzer} gave [${val.shape}] for ${length} tokens; expected ${expected}.`;
      throw new ModelError(message, { argument: 'method', value: val.shape, expected });
    }
    const combine = heatmap === 'sensitivity' ? norm : sum;
    const ofUnits = async (tensor: Tensor) => {
      const values = Array.from(await tensor.data());
      const features = values.length / length;
      const ofTokens = ({ tokens }: TextUnit) =>
        tokens.slice(0, isShared ? 1 : undefined).flatMap((at) => values.slice(at * features, (at + 1) * features));
      return tensor2d([units.map((unit) => combine(ofTokens(unit)))]);
    };
    const kept: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(extras)) {
      if (!(value instanceof Tensor)) kept[name] = value;
      else if (isShared && String(value.shape) === String(val.shape)) kept[name] = await ofUnits(value);
    }
    const spans = units.map(({ span }) => span ?? null);
    const isSpecial = units.map((unit) => unit.isSpecial);
    return new Explanation({
      ...{ outputSelection, analyzer, heatmap },
      val: await ofUnits(val),
      input: tensor2d([units.map(() => 1)]),
      output: output.clone(),
      extras: { ...kept, tokens: [units.map(({ name }) => name)], spans: [spans], isSpecial: [isSpecial] },
    });
  } finally {
    explanation.dispose();
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const norm = (values: readonly number[]) => Math.hypot(...values);
