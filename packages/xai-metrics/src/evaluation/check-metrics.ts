import { describeValue, type Model, ValueError, weightsOf, wrongValue } from 'xai-base';
import { Metric } from '../metric';
import type { Method } from './methods';

/**
 * Checks what a table is to be made of, before any work starts.
 *
 * @throws {ValueError} for metrics that are none, whose names are the same, or that need to make a method for other models when that cannot be
 * @throws {ModelError} for a model whose weights are out of reach when a metric changes them
 */
export async function checkMetrics(
  metrics: readonly Metric[],
  methods: readonly Method[],
  model: Model,
): Promise<void> {
  const names = new Set<string>();
  const expected = 'a list of at least one metric, such as [new Deletion()]';
  if (!Array.isArray(metrics) || metrics.length === 0) {
    throw wrongValue('metrics', metrics, expected);
  }
  for (const metric of metrics) {
    if (!(metric instanceof Metric)) {
      const message = `metrics holds ${describeValue(metric)}; expected ${expected}.`;
      throw new ValueError(message, { argument: 'metrics', value: metric, expected });
    }
    if (names.has(metric.name)) {
      const apart = 'metrics whose names differ';
      const message = `metrics holds ${metric.name} twice; expected ${apart}. Name one in a subclass: class Black extends ${metric.name} { override readonly name = 'Black'; }.`;
      throw new ValueError(message, { argument: 'metrics', value: metric.name, expected: apart });
    }
    names.add(metric.name);
    if (metric.changesModel) checkCanBeMade(metric, methods);
    if (metric.category === 'randomisation' && metric.changesModel) await weightsOf(model);
  }
}

function checkCanBeMade(metric: Metric, methods: readonly Method[]): void {
  const fixed = methods.find(({ explain }) => explain === undefined);
  if (fixed === undefined) return;
  const expected = `a function that makes it: { ${fixed.name}: (model) => new ${fixed.analyzer.name}(model) }`;
  const message = `${metric.name} explains other models, but analyzers.${fixed.name} is made for one; expected ${expected}.`;
  throw new ValueError(message, { argument: 'analyzers', value: fixed.name, expected });
}
