import type { Strategies } from '../../analysis/strategies';

/** Fewer samples say little. */
const FEW = 12;

/** What a search was for. */
export interface StrategySearch {
  /** The class. */
  readonly name: string;
  /** How many samples are on the page. */
  readonly listed: number;
  /** How many of them were looked through. */
  readonly looked: number;
}

/** What a search for strategies found, in sentences: the verdict first. */
export function strategyWords(found: Strategies, { name, listed, looked }: StrategySearch): string[] {
  const { length } = found.items;
  const samples = found.arePredicted
    ? `the ${length} samples that the model takes for ${name}`
    : `all ${length} samples`;
  return [
    verdict(found, `the explanations of ${samples}`),
    ...(length < FEW ? [`But ${length} samples say little: drop more of them on the page.`] : []),
    ...(found.broken > 0 ? [`${found.broken} could not be explained.`] : []),
    ...(looked < listed ? [`Of ${listed} samples the first ${looked} were looked through.`] : []),
  ];
}

function verdict({ analysis: { clusters, strategies } }: Strategies, explanations: string): string {
  if (strategies === 1) return `One strategy: ${explanations} are all of a kind.`;
  const sizes = clusters.map(({ length }) => length);
  const listed = `${sizes.slice(0, -1).join(', ')} and ${sizes.at(-1)}`;
  return `${strategies} strategies: ${explanations} fall into clusters of ${listed}. A small one may be what the model cheats with: look at what its samples have in common.`;
}
