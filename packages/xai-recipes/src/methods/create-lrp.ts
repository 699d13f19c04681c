import { canonize, type LayerVerdict, LRP, ModelCheckError, stripSoftmax } from 'relevance-propagation';
import { isLayersModel, type Model, ModelError } from 'xai-base';
import { listNames } from '../errors/list-names';
import { asksForLogits, endsInSoftmax, withoutCode } from '../models/relevance-problem';
import { findComposite } from './composites';
import type { MethodSettings } from './method';

/** A one would flip the signs below a negative output. */
const signed = { normalizeOutputRelevance: false };

/** LRP on the canonical form of a model of layers, which gives the same outputs; of any other model on its operators. */
export function createLRP(model: Model, { composite = 'EpsilonPlus', logits, bag }: MethodSettings): LRP {
  const rules = findComposite(composite);
  if (!isLayersModel(model)) return new LRP(model, rules, { ...signed, logits });
  const canonical = bag.add(canonize(logits ? bag.add(stripSoftmax(model)) : model));
  try {
    return new LRP(canonical, rules, signed);
  } catch (error) {
    throw error instanceof ModelCheckError ? inWords(error) : error;
  }
}

/** The layers that relevance cannot pass, and what a recipe does about them. */
function inWords(error: ModelCheckError): Error {
  const problems = (error.value as LayerVerdict[]).filter(({ problem }) => problem);
  const listed = problems.map(({ layer, type, problem = '' }) => `${layer} (${type}): ${withoutCode(problem)}`);
  const message = `LRP cannot pass ${listNames(listed)}`;
  return problems.every(endsInSoftmax)
    ? asksForLogits(message, error)
    : new ModelError(message, { argument: 'model', cause: error });
}
