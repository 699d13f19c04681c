import type { TreeEnsemble } from 'xai-base';
import type { OperatorNode } from '../operators/operator-node';
import { Unsupported } from '../operators/unsupported';
import { own } from '../operators/values/own';
import { describeName } from '../session/value-info';

const aggregates: Readonly<Record<string, TreeEnsemble['aggregate']>> = {
  SUM: 'sum',
  AVERAGE: 'average',
  MIN: 'min',
  MAX: 'max',
};

/**
 * What becomes of the leaves of a sample.
 *
 * @throws {Unsupported} for an aggregate that there is not
 */
export function readAggregate(node: OperatorNode): TreeEnsemble['aggregate'] {
  const name = node.string('aggregate_function', 'SUM');
  const aggregate = own(aggregates, name);
  if (!aggregate) throw new Unsupported(`with aggregate_function ${describeName(name)}`);
  return aggregate;
}
