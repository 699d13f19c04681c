import type { Strategies } from '../../analysis/strategies';

/** Fewer samples say little. */
const FEW = 12;

/** What a search for strategies found, in sentences. @param name of the class @param listed how many samples are on the page @param looked how many of them were looked through */
export function strategyWords(
  { analysis: { clusters, strategies }, items, arePredicted, broken }: Strategies,
  { name, listed, looked }: { readonly name: string; readonly listed: number; readonly looked: number },
): string[] {
  const of = arePredicted
    ? `the ${items.length} samples that the model takes for ${name}`
    : `all ${items.length} samples`;
  const sizes = clusters.map((samples) => samples.length).join(' and ');
  return [
    strategies === 1
      ? `One strategy: the explanations of ${of} are all of a kind.`
      : `${strategies} strategies: the explanations of ${of} fall into clusters of ${sizes}. A small one may be what the model cheats with: look at what its samples have in common.`,
    ...(items.length < FEW ? [`${items.length} samples say little: drop more of them on the page.`] : []),
    ...(broken > 0 ? [`${broken} could not be explained.`] : []),
    ...(looked < listed ? [`Of ${listed} samples the first ${looked} were looked through.`] : []),
  ];
}
