import { norm, reshape, tidy } from '@tensorflow/tfjs-core';
import { type Measurement, Metric, type MetricTask, type Samples } from 'xai-metrics';

/** The 2-norm of each sample's attributions: how long an explanation is. */
export class Norm extends Metric {
  readonly name = 'Norm';
  readonly category = 'complexity';
  readonly better = 'low';

  protected async measure({ attribution }: MetricTask, { batch }: Samples): Promise<Measurement> {
    const norms = tidy(() => norm(reshape(attribution!, [batch, -1]), 2, 1));
    const scores = Float64Array.from(await norms.data());
    norms.dispose();
    return { scores };
  }
}
