import { escapeText } from 'svg-plots';
import { compose, legend, line, type Placed, sizeOf } from 'xai-recipes';
import { type Picture, svgPicture } from '../../pictures/picture';
import type { Example } from './examples';
import type { ExampleAnswer } from './explain-example';

const MARGIN = 20;
const GAP = 12;
const LABEL = 30;

/** What the methods say of an example: mails beside each other and methods below each other; else methods beside each other. */
export function exampleSheet(example: Example, answers: readonly ExampleAnswer[]): Picture {
  const columns = example.inputs.length > 1 ? byLabel(answers) : answers.map((answer) => [answer]);
  const stacks = columns.map((members) => stack(members, example.inputs.length > 1 ? members[0].label : undefined));
  const sizes = stacks.map(sizeOf);
  const width = 2 * MARGIN + sizes.reduce((sum, size) => sum + size.width + GAP, -GAP);
  const bottom = 76 + Math.max(...sizes.map(({ height }) => height));
  let x = MARGIN;
  const placed = stacks.map((svg, at): Placed => {
    const place = { svg, x, y: 76 };
    x += sizes[at].width + GAP;
    return place;
  });
  const words = example.isPage ? [legend('attribution', width / 2, bottom + 12)] : [];
  const svg = compose(width, bottom + (example.isPage ? 40 : MARGIN), [
    line(example.title, 2 * MARGIN, 38, { size: 20, weight: 'bold' }),
    line(example.about, 2 * MARGIN, 62, { color: '#444444' }),
    ...placed,
    ...words,
  ]);
  return svgPicture(svg, example.isPage ? { html: () => page(example, columns) } : {});
}

function byLabel(answers: readonly ExampleAnswer[]): ExampleAnswer[][] {
  const labels = [...new Set(answers.map(({ label }) => label))];
  return labels.map((label) => answers.filter((answer) => answer.label === label));
}

/** Pictures below each other. */
function stack(answers: readonly ExampleAnswer[], label?: string): string {
  let y = label === undefined ? 0 : LABEL;
  const placed = answers.map(({ part }): Placed => {
    const place = { svg: part.svg(), x: 0, y };
    y += sizeOf(place.svg).height;
    return place;
  });
  const width = Math.max(...placed.map(({ svg }) => sizeOf(svg).width));
  const head = label === undefined ? [] : [line(label, MARGIN, 22, { size: 16, weight: 'bold' })];
  return compose(width, y, [...head, ...placed]);
}

function page({ title, about }: Example, columns: readonly ExampleAnswer[][]): string {
  const parts = columns.map(
    (members) => `<h2>${escapeText(members[0].label)}</h2>\n${members.map(({ part }) => part.html()).join('\n')}`,
  );
  return [`<h1>${escapeText(title)}</h1>`, `<p>${escapeText(about)}</p>`, ...parts].join('\n');
}
