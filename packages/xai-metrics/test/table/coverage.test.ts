import { RandomStream } from 'xai-base';
import { type MetricColumn, MetricTable } from '../../src/index';

const metrics: readonly MetricColumn[] = [{ name: 'Deletion', category: 'faithfulness', better: 'low' }];

/** How often, of data sets that are drawn, an interval holds what is true. */
function coverage(holds: (stream: RandomStream) => boolean, count = 400): number {
  const stream = new RandomStream(11);
  return Array.from({ length: count }, () => holds(stream)).filter(Boolean).length / count;
}

test('intervals of 95 % hold the true mean of 95 % of the data sets, to what 400 of them tell', () => {
  const share = coverage((stream) => {
    const scores = Float64Array.from({ length: 80 }, () => 3 + 2 * stream.normal());
    const { low, high } = new MetricTable(metrics, { LRP: { Deletion: scores } }).summary('LRP', 'Deletion', {
      resamples: 500,
    });
    return low <= 3 && 3 <= high;
  });
  expect(share).toBeGreaterThan(0.915); // 3 standard errors of 0.011 below
  expect(share).toBeLessThan(0.985);
});

test('so do those of paired differences, of samples that are hard or easy for both', () => {
  const share = coverage((stream) => {
    const hardness = Float64Array.from({ length: 80 }, () => 10 * stream.normal());
    const scores = (mean: number) => hardness.map((hard) => hard + mean + stream.normal());
    const table = new MetricTable(metrics, { LRP: { Deletion: scores(1) }, random: { Deletion: scores(1.5) } });
    const { low, high } = table.compare('LRP', 'random', 'Deletion', { resamples: 500 });
    return low <= -0.5 && -0.5 <= high;
  });
  expect(share).toBeGreaterThan(0.915);
  expect(share).toBeLessThan(0.985);
});
