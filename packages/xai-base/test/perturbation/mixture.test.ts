import { type Features, GroupedFeatures, type Sample } from '../../src';

const sample: Sample = { values: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [6], dtype: 'float32' };
const groups = [0, 0, 1, -1, 2, 1];
const parts = { sample, groups, count: 3, shape: [6], references: { rows: [[9, 8, 7, 6, 5, 4.5]], weights: [1] } };

/** The input for some kept features, by the formula of a mixture. */
function mixed({ mixture }: Features, kept: readonly number[]): number[] | undefined {
  return (
    mixture &&
    Array.from(mixture.values, (value, element) => {
      const { hidden, owners } = mixture;
      const share = owners[element] < 0 ? 0 : kept[owners[element]];
      return hidden[element] + share * (value - hidden[element]);
    })
  );
}

it.each([[[1, 1, 1]], [[0, 0, 0]], [[1, 0, 0]], [[0.5, 0.25, 1]]])(
  'what is kept, %p, is mixed as it is written',
  (kept) => {
    const features = new GroupedFeatures(parts);
    const row = new Float32Array(6);
    features.write(kept, 0, row);
    expect(mixed(features, kept)).toEqual(Array.from(row));
  },
);

it('whole numbers, missing values and several references are no mixture', () => {
  const whole: Sample = { values: Int32Array.of(1, 2, 3, 4, 5, 6), shape: [6], dtype: 'int32' };
  const gappy: Sample = { ...sample, values: Float32Array.of(1, 2, Number.NaN, 4, 5, 6), missingValues: true };
  const zeros = [0, 0, 0, 0, 0, 0];
  const several = { rows: [zeros, zeros], weights: [0.5, 0.5] };
  const one = { rows: [zeros], weights: [1] };
  expect(new GroupedFeatures({ ...parts, sample: whole, references: one }).mixture).toBeUndefined();
  expect(new GroupedFeatures({ ...parts, sample: gappy, references: one }).mixture).toBeUndefined();
  expect(new GroupedFeatures({ ...parts, references: several }).mixture).toBeUndefined();
});
