import fc from 'fast-check';
import { decide, flatTrees, goesTrue, isLeaf, rawScores, type TreeEnsemble, type TreeNode } from '../../src';

const { node: treeNode } = fc.letrec<{ node: TreeNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ values: fc.tuple(fc.integer(), fc.integer()) }),
    fc.record({
      feature: fc.nat(3),
      mode: fc.constantFrom('<=', '>', '=='),
      threshold: fc.integer({ min: -2, max: 2 }),
      missingIsTrue: fc.boolean(),
      whenTrue: tie('node'),
      whenFalse: tie('node'),
    }),
  ),
}));
const sample = fc.array(fc.constantFrom(-2, -1, 0, 1, 2, Number.NaN), { minLength: 4, maxLength: 4 });

const leafOf = (node: TreeNode, values: readonly number[]): readonly number[] =>
  isLeaf(node) ? node.values : leafOf(goesTrue(node, values[node.feature]) ? node.whenTrue : node.whenFalse, values);

const ensembleOf = (...trees: TreeNode[]): TreeEnsemble => {
  return { trees, outputs: 2, baseValues: [0, 0], aggregate: 'sum', transform: 'none' };
};

test('the way through the arrays of a tree is that through its nodes, and each branch comes before what is below it', () => {
  fc.assert(
    fc.property(treeNode, sample, (tree, values) => {
      const [{ nodes, branches, thresholds, values: given }] = flatTrees(ensembleOf(tree));
      let node = 0;
      while (node < thresholds.length) {
        const [feature, relations, whenTrue, whenFalse] = branches.subarray(4 * node, 4 * node + 4);
        expect(Math.min(whenTrue, whenFalse)).toBeGreaterThan(node);
        node = decide(relations, thresholds[node], values[feature]) ? whenTrue : whenFalse;
      }
      const leaf = node - thresholds.length;
      expect([...given.subarray(2 * leaf, 2 * leaf + 2)]).toEqual(leafOf(tree, values));
      expect(nodes[node]).toMatchObject({ values: leafOf(tree, values) });
    }),
  );
});

test('raw scores add up the leaves of all trees', () => {
  fc.assert(
    fc.property(treeNode, treeNode, sample, (one, other, values) => {
      const [a, b] = [leafOf(one, values), leafOf(other, values)];
      expect([...rawScores(ensembleOf(one, other), values)]).toEqual([a[0] + b[0], a[1] + b[1]]);
    }),
  );
});
