import { type Analyzer, describeValue, type Model, ModelError } from 'xai-base';

/** Makes an analyzer for a model that begins at embeddings: `(model) => new AttnLRP(model)`. */
export type AnalyzerFactory = (model: Model) => Analyzer;

/** A class of a package that need not be installed. */
type Classes = Record<string, new (model: Model) => Analyzer>;

/** Inside `try`, each: only there do bundlers let a package be missing. */
const packages = {
  'relevance-propagation': async () => {
    try {
      return (await import('relevance-propagation')) as object as Classes;
    } catch (cause) {
      throw new Error('relevance-propagation cannot be imported', { cause });
    }
  },
  'explainable-ai': async () => {
    try {
      return (await import('explainable-ai')) as object as Classes;
    } catch (cause) {
      throw new Error('explainable-ai cannot be imported', { cause });
    }
  },
};

/** Methods of other packages that explain embeddings, by the package that has them. */
const owners = {
  AttnLRP: 'relevance-propagation',
  CPLRP: 'relevance-propagation',
  Gradient: 'explainable-ai',
  InputTimesGradient: 'explainable-ai',
  IntegratedGradients: 'explainable-ai',
  SmoothGrad: 'explainable-ai',
  DeepLift: 'explainable-ai',
} as const;

/** The name of a method of another package that explains embeddings. */
export type EmbeddingMethod = keyof typeof owners;

/** The names of {@link EmbeddingMethod}. */
export const embeddingMethods = Object.keys(owners) as EmbeddingMethod[];

/**
 * What makes an analyzer by its name. Its package is loaded when it is asked for, as `onnx-model` is for files: this package stands without it.
 *
 * @throws {ModelError} when the package is not installed
 */
export async function factoryFor(method: EmbeddingMethod | AnalyzerFactory): Promise<AnalyzerFactory> {
  if (typeof method === 'function') return method;
  const owner = owners[method];
  try {
    const { [method]: Method } = await packages[owner]();
    return (model) => new Method(model);
  } catch (cause) {
    const expected = `the package ${owner}: npm install ${owner}`;
    const message = `method is ${describeValue(method)}, which needs ${expected}.`;
    throw new ModelError(message, { argument: 'method', value: method, expected, cause });
  }
}
