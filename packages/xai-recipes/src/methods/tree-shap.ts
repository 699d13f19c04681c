import type { ReferenceOptions } from 'explainable-ai';
import { TreeSHAP } from 'tree-shap';
import type { Analyzer, TreeModel } from 'xai-base';
import type { Method } from './method';

export const treeShap: Method = {
  name: 'TreeSHAP',
  group: 'trees',
  about: 'Exact Shapley values of the raw score of an ensemble of trees, compared with the rows of a background.',
  options: [],
  needs: 'trees',
  inputs: ['table'],
  create: (model, { background }) =>
    new TreeSHAP(model as unknown as TreeModel, { background }) as unknown as Analyzer<ReferenceOptions>,
};
