import { CRP, canonize, type LayerVerdict, LRP, ModelCheckError, stripSoftmax } from 'relevance-propagation';
import { isLayersModel, type Model, ModelError, TopNFeatures } from 'xai-base';
import { listNames } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import { featureLayer } from '../models/feature-layers';
import { modalities } from '../models/modality';
import { endsInSoftmax, withoutCode } from '../models/relevance-problem';
import { findComposite } from './composites';
import type { Method, MethodSettings } from './method';

export const lrp: Method = {
  name: 'LRP',
  group: 'relevance',
  about: "The output's value, passed back layer by layer as relevance by a composite of rules.",
  options: ['composite', 'logits'],
  needs: 'layers',
  inputs: modalities,
  create: createLRP,
};

export const crp: Method = {
  name: 'CRP',
  group: 'relevance',
  about: 'LRP through one feature of a layer at a time: a map for each of the most relevant.',
  options: ['layer', 'top', 'composite', 'logits'],
  needs: 'layers',
  inputs: ['image'],
  create: (model, settings) => {
    const [, layer] = featureLayer(model, settings.layer);
    return new CRP(createLRP(model, settings), layer, new TopNFeatures(settings.top ?? 5));
  },
};

/** LRP on the canonical form of the model, which gives the same outputs. */
function createLRP(model: Model, { composite = 'EpsilonPlus', logits, bag }: MethodSettings): LRP {
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

/** The layers that relevance cannot pass, and what the command line does about them. */
function inWords(error: ModelCheckError): Error {
  const problems = (error.value as LayerVerdict[]).filter(({ problem }) => problem);
  const listed = problems.map(({ layer, type, problem = '' }) => `${layer} (${type}): ${withoutCode(problem)}`);
  const message = `LRP cannot pass ${listNames(listed)}`;
  if (!problems.every(endsInSoftmax)) return new ModelError(message, { argument: 'model', cause: error });
  const expected = '--logits';
  return new UsageError(`${message} Here, ${expected} takes the softmax off.`, {
    argument: expected,
    expected,
    cause: error,
  });
}
