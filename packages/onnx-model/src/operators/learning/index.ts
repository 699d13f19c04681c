import type { Operator } from '../operator';
import { binarizer, imputer, labelEncoder, oneHotEncoder } from './encoding';
import { arrayFeatureExtractor, featureVectorizer } from './features';
import { linearClassifier, linearRegressor } from './linear';
import { normalizer, scaler } from './preparation';
import { supportVectorClassifier } from './support-vector-classifier';
import { supportVectorRegressor } from './support-vector-regressor';
import { treeEnsembleClassifier, treeEnsembleRegressor } from './trees/tree-ensemble';

/** Models of the domain ai.onnx.ml, and what goes before and after them. */
export const learning: Readonly<Record<string, Operator>> = {
  ArrayFeatureExtractor: arrayFeatureExtractor,
  Binarizer: binarizer,
  FeatureVectorizer: featureVectorizer,
  Imputer: imputer,
  LabelEncoder: labelEncoder,
  LinearClassifier: linearClassifier,
  LinearRegressor: linearRegressor,
  Normalizer: normalizer,
  OneHotEncoder: oneHotEncoder,
  SVMClassifier: supportVectorClassifier,
  SVMRegressor: supportVectorRegressor,
  Scaler: scaler,
  TreeEnsemble: treeEnsembleRegressor,
  TreeEnsembleClassifier: treeEnsembleClassifier,
  TreeEnsembleRegressor: treeEnsembleRegressor,
  ZipMap: () => (inputs) => inputs, // the scores, without the names of their classes
};
