import { plotBeeswarm, plotDecision, plotDependence, plotImportance } from 'tabular-heatmaps';
import type { PlainExplanation } from 'xai-base';
import { svgPicture } from '../pictures/picture';
import { shortened } from '../terminal/shortened';
import type { ClassExplanations, PatternSection } from './pattern-section';

/** So many features have a picture of their own. */
const MOST_DEPENDENCES = 3;

/** What matters for a class of rows: all of them as a swarm, the means, the ways to the output, and how attributions depend on values. */
export function tableSection({ name, recipe, explanations }: ClassExplanations): PatternSection {
  const features = 'features' in recipe.input ? recipe.input.features : undefined;
  const swarm = plotBeeswarm(explanations, features, { title: `What speaks for ${name}` });
  const ranked = plotImportance(explanations, features, { title: `What matters for ${name}` });
  const [most] = ranked.importances;
  const pictures = [
    { caption: 'Each row is a dot: its place is the attribution, its colour what the feature is there.', plot: swarm },
    { caption: 'How much each feature matters, on average.', plot: ranked },
    ...(hasBase(explanations)
      ? [
          {
            caption: 'Each row is a line, from the expected value to the output.',
            plot: plotDecision(explanations, features, { title: `How rows become ${name}` }),
          },
        ]
      : []),
    ...dependent(
      swarm.importances.map((one) => one.name),
      explanations,
      features,
    ),
  ];
  return {
    found: { importances: ranked.importances },
    line: `most of all ${shortened(most.name)}`,
    pictures: pictures.map(({ caption, plot }) => ({ caption, picture: svgPicture(plot.toSVG()) })),
  };
}

/** Pictures of the most important features that are columns with values. */
function dependent(ranked: readonly string[], explanations: readonly PlainExplanation[], features?: readonly string[]) {
  const hasValues = explanations.every(({ val, input }) => `${val.shape}` === `${input.shape}`);
  if (!hasValues || explanations.some(({ extras }) => extras?.groups)) return [];
  return ranked
    .filter((name) => !features || features.includes(name))
    .slice(0, MOST_DEPENDENCES)
    .map((name) => {
      const plot = plotDependence(explanations, name, features, { title: `How ${name} matters` });
      const by = plot.colorBy ? `, and with ${plot.colorBy}` : '';
      return { caption: `How the attribution of ${name} changes with its value${by}.`, plot };
    });
}

function hasBase(explanations: readonly PlainExplanation[]): boolean {
  return explanations.every(({ extras }) => extras?.expectedValue !== undefined || extras?.intercept !== undefined);
}
