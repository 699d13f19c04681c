export { analyze } from 'xai-base';
export { TreeSHAP } from './tree-shap';
export type { TreeSHAPOptions, TreeSHAPSettings } from './tree-shap-options';
export { withCovers } from './with-covers';
