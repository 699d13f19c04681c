import { plotTimeseries } from 'timeseries-heatmaps';
import { heatmap, sheet, toImages } from 'vision-heatmaps';
import { colorbarOf, compose, sizeOf } from 'xai-recipes';
import { svgPicture } from '../pictures/picture';
import type { DrawSamples } from './map-section';

const WIDTH = 640;

/** A sheet: the images above, their heatmaps below. */
export const drawImages: DrawSamples = async (samples, title) => {
  const cells = await Promise.all(
    samples.map(async ({ explanation }) => {
      const image = explanation.input && (await toImages(explanation.input))[0];
      const below = explanation.heatmap === 'cam' ? image : undefined;
      const [map] = await heatmap(explanation as never, { image: below });
      return { image, map };
    }),
  );
  return svgPicture(
    sheet({
      title,
      rows: ['', ''],
      columns: samples.map(({ label }) => label),
      cells: [cells.map(({ image }) => image), cells.map(({ map }) => map)],
      colorbar: colorbarOf(samples[0].explanation.heatmap),
    }).toSVG(),
  );
};

/** Series below each other. */
export function drawSeries(featureNames?: readonly string[]): DrawSamples {
  return async (samples, title) => {
    const plots = samples.map(({ label, explanation }) =>
      plotTimeseries(explanation.input as never, explanation as never, {
        title: `${title}: ${label}`,
        featureNames,
        colorLabel: explanation.analyzer ?? 'attribution', // of which class stands in the title
      }).toSVG({ width: WIDTH }),
    );
    let height = 0;
    const placed = plots.map((svg) => {
      const y = height;
      height += sizeOf(svg).height;
      return { svg, x: 0, y };
    });
    return svgPicture(compose(WIDTH, height, placed));
  };
}
