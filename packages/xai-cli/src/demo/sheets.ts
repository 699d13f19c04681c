import { type RGBAImage, sheet } from 'vision-heatmaps';
import { type HeatmapKind, heatmapKinds } from 'xai-base';
import { colorbarOf, compose, type Placed, sizeOf } from 'xai-recipes';
import { type Picture, svgPicture } from '../pictures/picture';
import type { Answer } from './answer';
import { aboutTheNine, questions } from './digits';
import { type Erasure, erasureSheet } from './erasure';

/** Three pixels a pixel of MNIST. */
const CELL = 84;

/**
 * The answers of some methods as one picture: a row a method, a column a question. Beside methods whose heatmaps have the same
 * colours stands their bar of colours.
 *
 * @param inputs the images that were explained, one a question
 */
export function groupSheet(title: string, answers: readonly Answer[], inputs: readonly RGBAImage[]): Picture {
  const rows: { name: string; images: readonly RGBAImage[] }[] = [{ name: 'input', images: inputs }];
  const colorbar = byKind(answers).map(([kind, shown]) => {
    const first = rows.length;
    rows.push(...shown.flatMap(rowsOf));
    return { ...colorbarOf(kind), rows: [first, rows.length - 1] as const };
  });
  return svgPicture(
    sheet({
      title,
      rows: rows.map(({ name }) => name),
      columns: questions.map(({ label }) => label),
      cells: rows.map(({ images }) => images),
      colorbar,
      cellSize: CELL,
    }).toSVG(),
  );
}

/** An answer's rows: one, or one a feature, the most relevant of each question first. */
function rowsOf({ name, images }: Answer): { name: string; images: readonly RGBAImage[] }[] {
  const features = images.length / questions.length;
  return Array.from({ length: features }, (_, place) => ({
    name: features === 1 ? name : `${name}: feature ${place + 1} of ${features}`,
    images: images.slice(place * questions.length, (place + 1) * questions.length),
  }));
}

/** What all methods say of the nine: a row a question, a column a method. */
export function nineSheet(answers: readonly Answer[], inputs: readonly RGBAImage[], erasure: Erasure): Picture {
  const asked = questions.slice(0, aboutTheNine);
  const onePerMethod = answers.filter(({ method }, at) => answers.findIndex((one) => one.method === method) === at);
  const whole = onePerMethod.filter(({ images }) => images.length === questions.length);
  const [first, ...others] = byKind(whole).map(([kind, shown], place) =>
    sheet({
      ...(place === 0 && { title: 'Why is it a 9, and why not a 4?' }),
      rows: asked.map(({ label }) => label),
      columns: ['input', ...shown.map(({ method }) => method.name)],
      cells: asked.map((_, row) => [inputs[row], ...shown.map(({ images }) => images[row])]),
      colorbar: colorbarOf(kind),
      cellSize: CELL,
    }).toSVG(),
  );
  let x = 0;
  const below = [...others, erasureSheet(erasure, 2 * CELL).toSVG()].map((svg): Placed => {
    const placed = { svg, x, y: sizeOf(first).height };
    x += sizeOf(svg).width;
    return placed;
  });
  const height = sizeOf(first).height + Math.max(...below.map(({ svg }) => sizeOf(svg).height));
  return svgPicture(compose(Math.max(x, sizeOf(first).width), height, [{ svg: first, x: 0, y: 0 }, ...below]));
}

/** The demo in a nutshell: two methods that have little in common, and what the model reads when they are taken at their word. */
export function nutshell(answers: readonly Answer[], [nine]: readonly RGBAImage[], erasure: Erasure): Picture {
  const shown = answers.filter(({ method }) => ['IntegratedGradients', 'Occlusion'].includes(method.name));
  const { pixels, after } = erasure;
  return svgPicture(
    sheet({
      rows: shown.map(({ name }) => name),
      columns: [
        'a nine',
        ...questions.slice(0, aboutTheNine).map(({ label }) => label),
        `without its ${pixels} reddest pixels: read as a ${after.reads}`,
      ],
      cells: shown.map(({ images }, row) => [
        nine,
        ...images.slice(0, aboutTheNine),
        row === 0 ? after.image : undefined,
      ]),
      colorbar: colorbarOf('attribution'),
      cellSize: 140,
    }).toSVG(),
  );
}

/** The answers whose heatmaps have the same colours. */
function byKind(answers: readonly Answer[]): [HeatmapKind, Answer[]][] {
  const groups = heatmapKinds.map((kind): [HeatmapKind, Answer[]] => [
    kind,
    answers.filter((one) => one.kind === kind),
  ]);
  return groups.filter(([, members]) => members.length > 0);
}
