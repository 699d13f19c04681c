import type { TreeEnsemble } from 'xai-base';
import type { OperatorNode } from '../operators/operator-node';
import { own } from '../operators/values/own';
import { unsupported } from './unsupported-trees';

const aggregates: Readonly<Record<string, TreeEnsemble['aggregate']>> = {
  SUM: 'sum',
  AVERAGE: 'average',
  MIN: 'min',
  MAX: 'max',
};

/** What becomes of the leaves of a sample. */
export function readAggregate(node: OperatorNode): TreeEnsemble['aggregate'] {
  const name = node.string('aggregate_function', 'SUM');
  const aggregate = own(aggregates, name);
  if (!aggregate) throw unsupported({ op: node.op, domain: 'ai.onnx.ml' }, `with aggregate_function ${name}`);
  return aggregate;
}
