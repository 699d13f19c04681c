import { type OutputOutline, pathOf, short } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { DashboardState } from '../../state/dashboard-state';

/** An output of the model, as it is listed. */
export interface Output {
  readonly index: number;
  readonly name: string;
  readonly value: number;
  /** Of a classification. */
  readonly probability?: number;
}

/** What a model says of an item, the most activated output first. */
export function outputsOf({ explanation, labels }: Explained, { recipe, model }: DashboardState): Output[] {
  const { shape, data } = explanation.output;
  const values = Array.from(data).slice(0, data.length / shape[0]);
  const axes = shape.slice(1).filter((length) => length > 1);
  const end = model?.outline.outputs.find(({ name }) => name === recipe?.model.output) ?? model?.outline.outputs[0];
  const isClasses = axes.length === 1 && recipe?.task !== 'regression' && end?.meaning !== 'value';
  const probabilities = isClasses ? probabilitiesOf(values, end) : undefined;
  const nameOf = (at: number) => {
    if (axes.length > 1) return `[${pathOf(at, axes).join(', ')}]`;
    return labels?.[at] ?? (values.length === 1 ? 'the output' : `output ${at}`);
  };
  return values
    .map((value, index) => ({
      ...{ index, name: nameOf(index), value },
      ...(probabilities && { probability: probabilities[index] }),
    }))
    .sort((a, b) => b.value - a.value);
}

/** Scores that are probabilities already, or that a softmax makes them of. */
function probabilitiesOf(values: readonly number[], end: OutputOutline | undefined): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  const inRange = values.every((value) => value >= 0 && value <= 1 + 1e-6);
  if (end?.end === 'sigmoid' || (inRange && (end?.end === 'softmax' || Math.abs(sum - 1) < 1e-3))) return values;
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const all = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / all);
}

/** A share in words: `97.2 %`. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value > 0 && value < 0.05) return '< 0.1 %';
  return `${short(Number(value.toFixed(value > 99.9 && value < 100 ? 2 : 1)))} %`;
}
