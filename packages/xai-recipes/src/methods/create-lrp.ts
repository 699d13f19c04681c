import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  Composite,
  canonize,
  type LayerVerdict,
  LRP,
  ModelCheckError,
  type NamedRule,
  NameMap,
  namedRules,
  stripSoftmax,
} from 'relevance-propagation';
import { isLayersModel, type LayersModelLike, type Model, ModelError } from 'xai-base';
import { listNames } from '../errors/list-names';
import { asksForLogits, endsInSoftmax, withoutCode } from '../models/relevance-problem';
import { findComposite } from './composites';
import type { MethodSettings } from './method';
import { parseRule } from './rules';

/** A one would flip the signs below a negative output. */
const signed = { normalizeOutputRelevance: false };

/** LRP on the canonical form of a model of layers, which gives the same outputs; of any other model on its operators. */
export function createLRP(model: Model, settings: MethodSettings): LRP {
  const rules = rulesOf(settings);
  if (!isLayersModel(model))
    return new LRP(model, rules, { ...signed, logits: settings.logits, unknown: settings.unknown });
  try {
    return new LRP(canonicalForm(model, settings), rules, signed);
  } catch (error) {
    throw error instanceof ModelCheckError ? inWords(error) : error;
  }
}

/** The rule of each layer of the canonical form, or of each operator. */
export function rulesIn(model: Model, settings: MethodSettings, input: Tensor): NamedRule[] {
  return namedRules(isLayersModel(model) ? canonicalForm(model, settings) : model, rulesOf(settings), input);
}

function canonicalForm(model: LayersModelLike, { logits, bag }: MethodSettings): LayersModel {
  return bag.add(canonize(logits ? bag.add(stripSoftmax(model)) : model));
}

/** The composite, and the rules of single layers, which win. */
function rulesOf({ composite = 'EpsilonPlus', rules = {} }: MethodSettings): Composite | undefined {
  const preset = findComposite(composite);
  const lines = Object.entries(rules).map(
    ([name, text]) => [name, parseRule(text, `recipe.method.rules.${name}`)] as const,
  );
  if (lines.length === 0) return preset;
  return new Composite(...(preset ? [preset] : []), new NameMap(...lines));
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
