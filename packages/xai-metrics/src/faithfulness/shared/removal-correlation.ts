import type { Background } from 'xai-base';
import { pearson } from '../../numbers/pearson';
import { readBaseline } from '../../task/baseline';
import { ExplainedOutputs } from '../../task/explained-outputs';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import { readFeatureAttribution } from '../../task/read-attribution';
import type { Samples } from '../../task/samples';
import type { Subsets } from './subsets';

/**
 * How well summed attributions tell the fall of the output when features are removed.
 *
 * @param families subsets of the features, one list a size
 * @returns Pearson's correlation over the subsets of a family, `[batch][families]`
 */
export async function removalCorrelations(
  task: MetricTask,
  samples: Samples,
  options: MetricOptions,
  baseline: Background,
  families: readonly Subsets[],
): Promise<Float64Array[]> {
  const attributions = await readFeatureAttribution(task, samples);
  const absent = await readBaseline(baseline, samples);
  const outputs = await ExplainedOutputs.of(task, samples, options);
  const runs = families.flatMap((family) => Array.from({ length: family.runs }, (_, run) => ({ family, run })));
  const sums = Array.from({ length: samples.batch }, () => new Float64Array(runs.length));
  const outcomes = await outputs.ofVariants(runs.length, (sample, variant, into) => {
    const { family, run } = runs[variant];
    const attribution = attributions.row(sample);
    const values = absent(sample);
    const subset = family.of(sample, run);
    let sum = 0;
    for (let k = 0; k < subset.length; k++) {
      into[subset[k]] = values[subset[k]];
      sum += attribution[subset[k]];
    }
    sums[sample][variant] = sum;
  });
  return outcomes.map((of, sample) => {
    const falls = of.map((value) => outputs.clean[sample] - value);
    let begin = 0;
    return Float64Array.from(families, (family) => {
      const end = begin + family.runs;
      const correlation = pearson(sums[sample].subarray(begin, end), falls.subarray(begin, end));
      begin = end;
      return correlation;
    });
  });
}
