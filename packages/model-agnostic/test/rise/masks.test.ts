import { RandomStream } from 'xai-base';
import { countMasks, type Features, gridMasks, type MaskSource, timeMasks } from '../../src';
import { hideSmallest, timeLevels } from '../../src/rise/masks/time-masks';
import { type Case, casesOf, expectClose, numbersOf, rowsOf } from '../support/fixtures';

function drawn(source: MaskSource, shape: number[], masks: number, keepProbability: number, seed = 1): Float32Array[] {
  const count = shape.reduce((product, length) => product * length, 1);
  const features = { count, shape } as unknown as Features;
  const draw = source({ features, keepProbability, masks, random: new RandomStream(seed) });
  return Array.from({ length: masks }, (_, index) => {
    const mask = new Float32Array(count);
    draw(index, mask);
    return mask;
  });
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** The correlation of pixels that are some places apart. */
function correlation(masks: Float32Array[], width: number, right: number, down: number): number {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (const mask of masks) {
    for (let pixel = 0; pixel + down * width < mask.length; pixel++) {
      if ((pixel % width) + right >= width) continue;
      const [one, other] = [mask[pixel], mask[pixel + down * width + right]];
      count++;
      a += one;
      b += other;
      aa += one * one;
      bb += other * other;
      ab += one * other;
    }
  }
  return (ab - (a * b) / count) / Math.sqrt((aa - (a * a) / count) * (bb - (b * b) / count));
}

function expectCounts(one: Case, counts: number[]): void {
  expect(one.expected.allowedMaskedCounts).toEqual(expect.arrayContaining([...new Set(counts)]));
  expect(Math.abs(mean(counts) - one.expected.meanMasked)).toBeLessThanOrEqual(one.tolerance.meanMasked);
}

it.each(casesOf('rise_masks', 'masks.timeStep'))('steps of time: $id', (one: Case) => {
  const grids = rowsOf(one.random.grids);
  const offsets = one.random.offsets ? numbersOf(one.random.offsets) : [];
  const [levels, masks] = [rowsOf(one.expected.floatMasks), rowsOf(one.expected.masks)];
  grids.forEach((grid, index) => {
    const own = timeLevels(grid, offsets[index], one.params.length);
    expectClose(own, levels[index], one.tolerance.floatMasks);
    expect(Array.from(hideSmallest(own, one.random.numberMasked[index]))).toEqual(masks[index]);
  });
});

it.each(casesOf('rise_masks', 'masks.imageStatistics'))('images: $id', (one: Case) => {
  const { height, width, featureRes, pKeep, nMasks } = one.params;
  const masks = drawn(gridMasks(featureRes), [height, width, 1], nMasks, pKeep);
  const pixels = Array.from({ length: height * width }, (_, pixel) => masks.map((mask) => mask[pixel]));
  const means = pixels.map(mean);
  const deviations = pixels.map((values, pixel) => Math.sqrt(mean(values.map((value) => (value - means[pixel]) ** 2))));
  const { expected, tolerance } = one;
  expect(masks.every((mask) => mask.every((value) => value >= 0 && value <= 1))).toBe(true);
  expectClose([mean(means)], [expected.mean], tolerance.mean);
  expectClose(means, numbersOf(expected.pixelMean), tolerance.pixelMean);
  expectClose(deviations, numbersOf(expected.pixelStd), tolerance.pixelStd);
  for (const [index, lag] of [1, 2, 3].entries()) {
    const neighbors = [correlation(masks, width, lag, 0), correlation(masks, width, 0, lag)];
    expectClose(neighbors, [expected.correlationX[index], expected.correlationY[index]], tolerance.correlation);
  }
  const share = (wanted: number) =>
    mean(masks.map((mask) => mask.filter((value) => value === wanted).length / mask.length));
  expectClose([share(0), share(1)], [expected.fractionExact0, expected.fractionExact1], tolerance.fractionExact);
});

it.each(casesOf('rise_masks', 'masks.tabularCounts'))('columns: $id', (one: Case) => {
  const { features, pKeep, nMasks } = one.params;
  const masks = drawn(countMasks(), [features], nMasks, pKeep);
  expectCounts(
    one,
    masks.map((mask) => mask.filter((value) => value === 0).length),
  );
});

it.each(casesOf('rise_masks', 'masks.timeStepCounts'))('steps: $id', (one: Case) => {
  const { length, channels, pKeep, featureRes, nMasks } = one.params;
  const masks = drawn(timeMasks(featureRes, 'time'), [length, channels], nMasks, pKeep);
  expectCounts(
    one,
    masks.map((mask) => mask.filter((value) => value === 0).length / channels),
  );
});

it.each(casesOf('rise_masks', 'masks.channelCounts'))('channels: $id', (one: Case) => {
  const { length, channels, pKeep, calls } = one.params;
  const counts = Array.from({ length: 10 * calls }, (_, call) => {
    const masks = drawn(timeMasks(5, 'channels'), [length, channels], 10, pKeep, call);
    const hidden = masks.map((mask) => mask.filter((value) => value === 0).length / length);
    expect(new Set(hidden).size).toBe(1);
    return hidden[0];
  });
  expectCounts(one, counts);
});

it.each(casesOf('rise_masks', 'masks.multivariate'))('steps, channels and both: $id', (one: Case) => {
  const { length, channels, nMasks, featureRes, pKeep } = one.params;
  const calls = Array.from({ length: 200 }, (_, call) =>
    drawn(timeMasks(featureRes), [length, channels], nMasks, pKeep, call),
  );
  const whole = 3 * Math.floor(nMasks / 3);
  const kindOf = (index: number) => (index < whole ? index % 3 : 2);
  const kept = ['timeStep', 'channel', 'combined'].map((_, kind) =>
    mean(calls.flatMap((masks) => masks.filter((_, index) => kindOf(index) === kind).map(mean))),
  );
  const { timeStepMasks, channelMasks, combinedMasks, peerMeanKept } = one.expected;
  const sizes = [timeStepMasks, channelMasks, combinedMasks].map(([begin, end]: number[]) => end - begin);
  expect([0, 1, 2].map((kind) => calls[0].filter((_, index) => kindOf(index) === kind).length)).toEqual(sizes);
  expectClose(kept, [peerMeanKept.timeStep, peerMeanKept.channel, peerMeanKept.combined], one.tolerance.meanKept);
});
