import type { TreeEnsemble } from 'xai-base';
import type { OperatorNode } from '../operators/operator-node';
import { ensembleOfFive } from './ensemble-of-five';
import { readAggregate } from './read-aggregate';
import { readScores } from './read-scores';
import { readTrees } from './read-trees';

/**
 * The ensemble that a node holds in its attributes.
 *
 * @param features how many columns a sample has, where the file says so
 * @throws {Unsupported} for transforms and aggregates that are not known
 * @throws {OnnxFileError} when its trees do not hold together
 */
export function ensembleOf(node: OperatorNode, features?: number): TreeEnsemble {
  if (node.op === 'TreeEnsemble') return ensembleOfFive(node, features);
  const aggregate = readAggregate(node);
  const { valuesAt, ends } = readScores(node);
  const trees = readTrees(node, features, valuesAt);
  return { trees, ...(features !== undefined && { features }), aggregate, ...ends };
}
