import { describeValue, isLeaf, ModelError, type TreeModel, type TreeNode, ValueError } from 'xai-base';

/** @throws {ModelError} for what is no ensemble of trees, or one whose trees are not added up */
export function checkTreeModel(model: TreeModel): void {
  if (typeof model?.rawScores !== 'function' || !Array.isArray(model.ensemble?.trees)) {
    const expected = 'an ensemble of trees, such as await readTreeEnsemble(file)';
    throw new ModelError(`model is ${describeValue(model)}; expected ${expected}.`, {
      argument: 'model',
      value: model,
      expected,
    });
  }
  const { aggregate } = model.ensemble;
  if (aggregate === 'sum' || aggregate === 'average') return;
  const expected = 'trees that are added up or averaged: KernelSHAP explains any other model';
  throw new ModelError(`model takes the ${aggregate} of its trees; expected ${expected}.`, {
    argument: 'model',
    value: aggregate,
    expected,
  });
}

/** @throws {ValueError} when a node of the model has no cover, which path-dependent values need */
export function checkCovers({ ensemble }: TreeModel): void {
  if (ensemble.trees.every(hasCovers)) return;
  const expected = 'samples [rows, features]: the model does not say how many samples came to its nodes';
  const wayOut =
    'new TreeSHAP(model, { background }), or for path-dependent values new TreeSHAP(await withCovers(model, samples))';
  throw new ValueError(`background is undefined; expected ${expected}. Pass one, ${wayOut}.`, {
    argument: 'background',
    expected,
  });
}

const hasCovers = (node: TreeNode): boolean =>
  typeof node.cover === 'number' &&
  node.cover >= 0 &&
  (isLeaf(node) || (hasCovers(node.whenTrue) && hasCovers(node.whenFalse)));
