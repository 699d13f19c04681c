import { canonize, type LayerVerdict, LRP, ModelCheckError, stripSoftmax } from 'relevance-propagation';
import { isLayersModel, type Model, ModelError } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { listNames } from '../errors/list-names';
import { endsInSoftmax, withoutCode } from '../models/relevance-problem';
import { findComposite } from './composites';
import type { MethodSettings } from './method';

/** LRP on the canonical form of the model, which gives the same outputs. */
export function createLRP(model: Model, { composite = 'EpsilonPlus', logits, bag }: MethodSettings): LRP {
  if (!isLayersModel(model)) {
    const expected = 'a layers-model';
    throw new ModelError(`LRP needs ${expected}, whose layers it passes relevance through; this is none.`, {
      argument: 'model',
      expected,
    });
  }
  const rules = findComposite(composite);
  const canonical = bag.add(canonize(logits ? bag.add(stripSoftmax(model)) : model));
  try {
    return new LRP(canonical, rules, { normalizeOutputRelevance: false }); // a one would flip the signs below a negative output
  } catch (error) {
    throw error instanceof ModelCheckError ? inWords(error) : error;
  }
}

/** The layers that relevance cannot pass, and what a recipe does about them. */
function inWords(error: ModelCheckError): Error {
  const problems = (error.value as LayerVerdict[]).filter(({ problem }) => problem);
  const listed = problems.map(({ layer, type, problem = '' }) => `${layer} (${type}): ${withoutCode(problem)}`);
  const message = `LRP cannot pass ${listNames(listed)}`;
  if (!problems.every(endsInSoftmax)) return new ModelError(message, { argument: 'model', cause: error });
  const expected = 'recipe.model.logits';
  return new RecipeError(`${message} Here, ${expected} takes the softmax off.`, {
    argument: expected,
    expected,
    cause: error,
  });
}
