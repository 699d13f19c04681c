import {
  analyze,
  Columns,
  type EncodedText,
  type Explanation,
  type ReadableTextModel,
  sharedOptions,
  TensorBag,
  type TokenReference,
  wrongValue,
} from 'xai-base';
import { factoryFor } from '../tokens/other-methods';
import { type TextUnit, textUnits } from '../tokens/text-units';
import { unitExplanation } from '../tokens/token-explanation';
import { checkTokenOptions, type EmbeddingOptions, type HidingOptions, isHiding } from '../tokens/token-options';
import { tokenPresence } from '../tokens/token-presence';
import { explainOutputs } from './explain-outputs';

/** Explains what a model of tokens says of a text, for `explainText`. */
export async function explainTokens(
  model: ReadableTextModel,
  text: string,
  options: HidingOptions | EmbeddingOptions,
): Promise<Explanation[]> {
  checkTokenOptions(options);
  const encoded = model.encode(text);
  const units = textUnits(encoded, options.units ?? 'tokens');
  if (units.length === 0) throw wrongValue('text', text, 'a text of which the tokenizer makes tokens');
  return isHiding(options) ? byHiding(model, encoded, units, options) : byEmbedding(model, encoded, units, options);
}

/** By a method that hides units. */
async function byHiding(
  model: ReadableTextModel,
  text: EncodedText,
  units: readonly TextUnit[],
  { hide, reference, occurrences, ...settings }: HidingOptions,
): Promise<Explanation[]> {
  const presence = tokenPresence(model, text, {
    hide,
    reference: reference as Exclude<TokenReference, 'zero'>,
    executor: settings.executor,
  });
  const groups = hiddenTogether(units, occurrences);
  settings.perturbation ??= new Columns({
    names: groups.map(([first]) => units[first].name),
    groups: groups.map((group) => group.flatMap((unit) => units[unit].tokens)),
  });
  if (settings.method === 'LIME') settings.sampling ??= 'size';
  try {
    const explanations = await explainOutputs(presence.model, presence.input, settings as HidingOptions);
    return await Promise.all(explanations.map((one) => unitExplanation(one, units, true)));
  } finally {
    presence.input.dispose();
  }
}

/** Which units are hidden with each other; special ones are not hidden. */
function hiddenTogether(units: readonly TextUnit[], occurrences: 'apart' | 'together' = 'apart'): number[][] {
  const own = [...units.keys()].filter((unit) => !units[unit].isSpecial);
  if (occurrences === 'apart') return own.map((unit) => [unit]);
  const names = [...new Set(own.map((unit) => units[unit].name))];
  return names.map((name) => own.filter((unit) => units[unit].name === name));
}

/** By a method that begins at the embedding. */
async function byEmbedding(
  model: ReadableTextModel,
  text: EncodedText,
  units: readonly TextUnit[],
  options: EmbeddingOptions,
): Promise<Explanation[]> {
  const analyzer = (await factoryFor(options.method))(model.model);
  const bag = new TensorBag();
  try {
    const { input, furtherInputs } = model.embed(text);
    bag.addAll({ ...furtherInputs, input });
    const reference = options.reference && bag.add(model.reference(text, options.reference));
    const settings = { ...sharedOptions(options), furtherInputs, ...(reference && { inputRef: reference }) };
    const explanations: Explanation[] = [];
    for (const label of options.labels ?? [undefined]) {
      const explanation = await analyze(input, analyzer, label, settings);
      explanations.push(bag.add(await unitExplanation(explanation, units)));
    }
    bag.release(...explanations);
    return explanations;
  } finally {
    bag.dispose();
  }
}
