import type { PlainExplanation } from 'xai-base';
import { type ClassPattern, classPatterns, type SpectralRelevance, spectralRelevance } from 'xai-patterns';
import { plotStrategies } from 'xai-patterns/plots';
import { svgPicture } from '../pictures/picture';
import type { ClassExplanations, PatternSection, PatternSettings } from './pattern-section';

/** Draws explanations of a class beside each other; of each what stands over it. */
export type DrawSamples = (
  samples: readonly {
    readonly label: string;
    readonly explanation: Pick<PlainExplanation, 'val' | 'heatmap'> & Partial<PlainExplanation>;
  }[],
  title: string,
) => Promise<PatternSection['pictures'][number]['picture']>;

/** Fewer explanations say nothing about strategies. */
const LEAST_FOR_STRATEGIES = 12;
/** So many samples of each cluster are drawn. */
const SHOWN = 6;

/** What matters for a class of images or series: the mean, what is like and unlike it, and by how many strategies the class is decided. */
export async function mapSection(
  { name, explanations, entries }: ClassExplanations,
  draw: DrawSamples,
  settings: PatternSettings,
): Promise<PatternSection> {
  const [pattern] = await classPatterns(
    explanations,
    entries.map(() => name),
    { examples: SHOWN },
  );
  const namesOf = (samples: readonly number[]) => samples.map((sample) => entries[sample].name);
  const samplesOf = (samples: readonly number[]) =>
    samples.map((sample) => ({ label: entries[sample].name, explanation: explanations[sample] }));
  const mean = [{ label: 'mean', explanation: pattern.mean as PlainExplanation }];
  const pictures = [
    {
      caption: 'The mean explanation, and those that are most like it.',
      picture: await draw([...mean, ...samplesOf(pattern.mostLike)], `${name}: usual`),
    },
  ];
  const unlike = pattern.leastLike.filter((sample) => !pattern.mostLike.includes(sample)); // of few, all are drawn already
  if (unlike.length > 0)
    pictures.push({
      caption: 'The explanations that are least like the mean.',
      picture: await draw(samplesOf(unlike), `${name}: unusual`),
    });
  const like = likeness(pattern, namesOf);
  if (explanations.length < LEAST_FOR_STRATEGIES)
    return { found: like, line: `too few to tell strategies apart (${LEAST_FOR_STRATEGIES} or more)`, pictures };
  const analysis = await spectralRelevance(explanations, settings);
  const plot = plotStrategies(analysis, { title: `${name}: by how many strategies?` });
  pictures.push({
    caption: 'By how many strategies the class is decided: a small cluster of its own may be something to cheat with.',
    picture: svgPicture(plot.toSVG()),
  });
  if (analysis.clusters.length > 1) {
    for (const [cluster, samples] of analysis.clusters.entries()) {
      const title = `${name}, cluster ${cluster}: ${samples.length} samples`;
      pictures.push({
        caption: `The most typical of cluster ${cluster}.`,
        picture: await draw(samplesOf(samples.slice(0, SHOWN)), title),
      });
    }
  }
  return { found: { ...like, ...strategies(analysis, namesOf) }, line: inWords(analysis), pictures };
}

function likeness({ mostLike, leastLike }: ClassPattern, namesOf: (samples: readonly number[]) => string[]) {
  return { mostLike: namesOf(mostLike), leastLike: namesOf(leastLike) };
}

function strategies(analysis: SpectralRelevance, namesOf: (samples: readonly number[]) => string[]) {
  return {
    strategies: analysis.strategies,
    eigenvalues: analysis.eigenvalues,
    clusters: analysis.clusters.map(namesOf),
  };
}

function inWords({ strategies, clusters }: SpectralRelevance): string {
  const sizes = clusters.length > 1 ? `: clusters of ${clusters.map((samples) => samples.length).join(', ')}` : '';
  return `${strategies === 1 ? '1 strategy' : `${strategies} strategies`}${sizes}`;
}
