import { RandomStream, type TreeNode, treeModel } from 'xai-base';
import { functionNetwork } from './function-network';

const [trees, depth, features] = [100, 6, 30];

/** A hundred whole trees of depth six on 30 columns, with the samples that came to each node. */
export function forest() {
  const stream = new RandomStream(1);
  const grow = (level: number): TreeNode => {
    const cover = 2 ** (depth - level);
    if (level === depth) return { values: [stream.uniform() - 0.5], cover };
    const feature = Math.floor(stream.uniform() * features);
    const branch = { feature, mode: '<=', threshold: stream.uniform(), missingIsTrue: true } as const;
    return { ...branch, whenTrue: grow(level + 1), whenFalse: grow(level + 1), cover };
  };
  const model = treeModel({
    trees: Array.from({ length: trees }, () => grow(0)),
    outputs: 1,
    features,
    baseValues: [0],
    aggregate: 'sum',
    transform: 'none',
  });
  return Object.assign(model, functionNetwork(model as never, [features]));
}
