import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodePng } from 'vision-heatmaps/png';
import type { ModelOutline, Recipe } from 'xai-recipes';
import { randomValues } from '../steps/random-values';

/** What is explained, as a person has it: a picture, a recording or a table in a file, or a text. */
export function itemFor(recipe: Recipe, { inputs }: Pick<ModelOutline, 'inputs'>, folder: string): string[] {
  const main = inputs.find(({ name }) => name === recipe.model.input) ?? inputs[0];
  const [, ...lengths] = main.shape ?? [null];
  const names = 'features' in recipe.input ? recipe.input.features : undefined;
  switch (recipe.input.kind) {
    case 'image':
      return ['--input', written(folder, 'photo.png', picture())];
    case 'text':
      return ['--text', 'a delectable and intriguing thriller'];
    case 'series':
      return ['--series', written(folder, 'series.csv', table(lengths[0] ?? 512, lengths[1] ?? 1, names))];
    case 'table':
      return ['--csv', written(folder, 'table.csv', table(4, lengths[0] ?? 512, names))];
  }
}

function written(folder: string, name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Soft colours with grain, as photos have them. */
function picture(): Uint8Array {
  const [width, height] = [160, 120];
  const grain = randomValues(width * height, 1);
  const pixels = Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const light = 60 * Math.sin(x / 20) + 50 * Math.cos(y / 15) + 30 * (grain[at] - 0.5);
    return [120 + light, 110 + light / 2, 130 - light, 255].map((one) => Math.round(Math.min(255, Math.max(0, one))));
  });
  return encodePng({ width, height, data: Uint8ClampedArray.from(pixels.flat()) });
}

/** A header, and lines of numbers from 0 to 1; 512 columns or lines, where a model leaves that open. */
function table(lines: number, columns: number, names?: readonly string[]): string {
  const values = randomValues(lines * columns, 1);
  const head = names ?? Array.from({ length: columns }, (_, column) => `c${column}`);
  const body = Array.from({ length: lines }, (_, line) =>
    Array.from(values.subarray(line * columns, (line + 1) * columns), (value) => value.toFixed(4)),
  );
  return [head, ...body].map((cells) => cells.join(',')).join('\n');
}
