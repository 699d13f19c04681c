import { type RGBAImage, sheet } from 'vision-heatmaps';
import { type HeatmapKind, heatmapKinds } from 'xai-base';
import { colorbarOf } from 'xai-recipes';
import { beside, stack } from '../images/compose';
import type { Answer } from './answer';
import { aboutTheNine, questions } from './digits';
import { type Erasure, erasureSheet } from './erasure';

/** Three pixels a pixel of MNIST. */
const CELL = 84;

/**
 * The answers of some methods as one picture: a row a method, a column a question. Methods whose heatmaps have
 * different colours stand in different blocks, each with its own bar of colours.
 *
 * @param inputs the images that were explained, one a question
 */
export function groupSheet(title: string, answers: readonly Answer[], inputs: readonly RGBAImage[]): RGBAImage {
  const blocks = byKind(answers).map(([kind, shown], place) => {
    const rows = shown.flatMap(rowsOf);
    return sheet({
      ...(place === 0 && { title }),
      rows: ['input', ...rows.map(({ name }) => name)],
      columns: questions.map(({ label }) => label),
      cells: [inputs, ...rows.map(({ images }) => images)],
      colorbar: colorbarOf(kind),
      cellSize: CELL,
    });
  });
  return stack(blocks);
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
export function nineSheet(answers: readonly Answer[], inputs: readonly RGBAImage[], erasure: Erasure): RGBAImage {
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
    }),
  );
  return stack([first, beside([...others, erasureSheet(erasure, 2 * CELL)])]);
}

/** The demo in a nutshell: two methods that have little in common, and what the model reads when they are taken at their word. */
export function nutshell(answers: readonly Answer[], [nine]: readonly RGBAImage[], erasure: Erasure): RGBAImage {
  const shown = answers.filter(({ method }) => ['IntegratedGradients', 'Occlusion'].includes(method.name));
  const { pixels, after } = erasure;
  return sheet({
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
  });
}

/** The answers whose heatmaps have the same colours. */
function byKind(answers: readonly Answer[]): [HeatmapKind, Answer[]][] {
  const groups = heatmapKinds.map((kind): [HeatmapKind, Answer[]] => [
    kind,
    answers.filter((one) => one.kind === kind),
  ]);
  return groups.filter(([, members]) => members.length > 0);
}
