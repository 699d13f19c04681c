import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { GradCAM, Gradient, IntegratedGradients } from 'explainable-ai';
import { KernelSHAP, RISE } from 'model-agnostic';
import { AttnLRP, EpsilonPlus, LRP } from 'relevance-propagation';
import { type Analyzer, analyze, type Executor, type Model, NoGradientError } from 'xai-base';
import { Meaningless } from './measure';

/** A model that can be cut where it has feature maps. */
interface WithMaps {
  featureMaps(input: Tensor): readonly { readonly name: string }[];
  cutAt(name: string): (input: Tensor) => { readonly features: Tensor; rest(features: Tensor): Tensor };
}

/** A family of methods: analyzers of which one at least must explain the model. */
type Family = (model: Model, input: Tensor) => Record<string, () => Analyzer>;

/** The names of the families. */
export type FamilyName = 'gradients' | 'relevance' | 'activation maps' | 'perturbation';

/** The families, with the quickest settings that do all of their work. */
export const families: Record<FamilyName, Family> = {
  gradients: (model) => ({
    Gradient: () => new Gradient(model),
    IntegratedGradients: () => new IntegratedGradients(model, 2),
  }),
  relevance: (model) => ({
    LRP: () => new LRP(model as never, new EpsilonPlus()),
    AttnLRP: () => new AttnLRP(model),
  }),
  'activation maps': (model, input) => {
    const cut = model as unknown as Partial<WithMaps>;
    const maps = cut.featureMaps?.(input) ?? [];
    if (maps.length === 0) throw new Meaningless('no feature maps');
    return { GradCAM: () => GradCAM.at(cut as WithMaps, maps[0].name) };
  },
  perturbation: (model, input): Record<string, () => Analyzer> => {
    if (input.rank === 4) return { RISE: () => new RISE(model, { masks: 4, keepProbability: 0.5, seed: 1 }) };
    return { KernelSHAP: () => new KernelSHAP(model, { samples: 20, seed: 1 }) };
  },
};

/**
 * Explains a model by a family of methods.
 *
 * @param path the value of the output that is explained, as an index path
 * @param executor what computes it, if it is not TensorFlow.js
 * @returns what each method came to; it is well where one at least explained it, by finite numbers
 */
export async function explain(
  family: Family,
  model: Model,
  input: Tensor,
  path: readonly number[],
  executor?: Executor,
): Promise<{ ok: boolean; note: string }> {
  const notes: string[] = [];
  let ok = false;
  let areMissing = true; // gradients, for every method of the family
  for (const [name, make] of Object.entries(family(model, input))) {
    try {
      const selection = path.length === 1 ? path[0] : ([[...path]] as never);
      const explanation = await analyze(input, make(), selection, { executor });
      const areFinite = tidy(() => explanation.val.dataSync().every(Number.isFinite));
      explanation.dispose();
      ok ||= areFinite;
      areMissing = false;
      notes.push(areFinite ? name : `${name} gives numbers that are not finite`);
    } catch (error) {
      areMissing &&= error instanceof NoGradientError;
      notes.push(`${name}: ${(error as Error).name} ${(error as Error).message.replaceAll(/\s+/g, ' ').slice(0, 90)}`);
    }
  }
  if (areMissing) throw new Meaningless(notes.join('; '));
  return { ok, note: notes.join('; ') };
}
