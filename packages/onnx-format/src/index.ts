export { float, floats, int, ints, string, tensorAttribute } from './attributes';
export { OnnxFormatError } from './errors';
export type { Attribute, Attributes, AttributeValues, OnnxGraph, OnnxNode, OnnxValue } from './graph';
export type { OnnxFunction, OnnxModelFile } from './model';
export { externalFiles, type ReadModelOptions, readModel } from './read-model';
export type { ExternalData } from './read-tensor';
export { captured, ownNames, subgraphsOf } from './subgraphs';
export { arrayTypes, type DataType, type OnnxData, type OnnxTensor } from './tensor';
export { makeNode, type WritableModel, type WriteModelOptions, writeModel } from './write-model';
