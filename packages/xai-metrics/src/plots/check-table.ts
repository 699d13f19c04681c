import { valueError } from 'svg-plots';
import type { MetricTable } from '../table/metric-table';

/** @throws {ValueError} for what is no table, or one that has nothing to draw */
export function checkTable(table: MetricTable): void {
  const isTable = typeof table?.summary === 'function' && typeof table.curve === 'function';
  if (!isTable) throw valueError('table', table, 'a MetricTable, as evaluate gives it');
  if (table.analyzers.length > 0 && table.metrics.length > 0) return;
  throw valueError('table', table, 'one of at least one method and one metric');
}
