import type { Recipe } from 'xai-recipes';
import type { Choice } from './choice';

/** What there is to choose from. */
export interface Choosable {
  /** The names of files. */
  readonly files: readonly string[];
  /** The names of the images that are listed. */
  readonly images: readonly string[];
}

/** A field of a recipe, as a form shows it. */
export interface RecipeField {
  /** Such as `recipe.input.normalize`. */
  readonly path: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'choice' | 'yes' | 'json';
  readonly choices?: readonly Choice[];
  /** What an empty field means. */
  readonly empty?: string;
}

const of = (path: string, label: string, kind: RecipeField['kind'], more: Partial<RecipeField> = {}): RecipeField => ({
  ...{ path: `recipe.${path}`, label, kind },
  ...more,
});
const choice = (path: string, label: string, choices: readonly Choice[], empty?: string) =>
  of(path, label, 'choice', { choices, ...(empty && { empty }) });

const model = [
  of('model.input', 'Input that is explained', 'text', { empty: 'the only one' }),
  of('model.output', 'Output that is explained', 'text', { empty: 'the first one' }),
  of('model.fix', 'What its other inputs get', 'json', { empty: 'nothing' }),
  of('model.logits', 'Take a softmax at its end off', 'yes'),
];
const labels = [
  of('labels', 'Names of the outputs', 'json', { empty: 'numbers' }),
  choice('task', 'Task', ['classification', 'regression'], 'classification'),
];
const draws = [
  of('seed', 'Seed of random draws', 'number', { empty: 'another one each time' }),
  of('batchSize', 'Samples at once', 'number', { empty: 'as the method says' }),
];
const columns = [
  of('input.features', 'Columns', 'json', { empty: 'all, in their order' }),
  of('input.missing', 'In place of missing values', 'json', { empty: 'an error' }),
];
const numbers = /\.(csv|tsv|npy|npz|wav)$/i;

/** How many images an image is compared with at most: each is explained against. */
const MOST_IMAGES = 20;

/** The rows, or the series, that an input is compared with. */
const rows = ({ files }: Choosable, empty: string) =>
  choice(
    'comparedWith.rows',
    'Compared with',
    files.filter((name) => numbers.test(name)),
    empty,
  );

const middles = (what: string) => [
  { value: 'means', label: `the mean of each ${what}` },
  { value: 'medians', label: `the median of each ${what}` },
];

const someImages = (images: readonly string[]): Choice[] => [
  ...images.map((name) => ({ value: [name], label: name })),
  ...(images.length > 1
    ? [{ value: images.slice(0, MOST_IMAGES), label: `the first ${Math.min(MOST_IMAGES, images.length)} images` }]
    : []),
];

const inputs: Readonly<Record<Recipe['input']['kind'], (there: Choosable) => readonly RecipeField[]>> = {
  image: ({ images }) => [
    choice('model.layout', 'Channels', ['channels-last', 'channels-first'], 'found out'),
    of('input.size', 'Height and width', 'json', { empty: 'those of the model' }),
    choice('input.fit', 'Images of another shape are', ['stretch', 'crop', 'letterbox'], 'stretch'),
    of('input.normalize', 'Normalization', 'choice', {
      choices: ['imagenet', 'keras-tf', 'keras-caffe', 'keras-torch', '0..1', '-1..1', '0..255'],
      empty: '0..1',
    }),
    choice('input.order', 'Order of colours', ['rgb', 'bgr'], 'that of the normalization'),
    of('input.invert', 'Swap black and white', 'yes'),
    of('comparedWith.brightness', 'Compared with one brightness, 0 to 1', 'number', { empty: 'black' }),
    choice('comparedWith.images', 'Compared with images', someImages(images), 'none'),
  ],
  text: ({ files }) => [
    choice(
      'input.tokenizer',
      'Tokenizer',
      files.filter((name) => /tokenizer.*\.json$/i.test(name)),
      'none',
    ),
    of('input.vocabulary', 'Vocabulary', 'json', { empty: 'none' }),
    choice('input.units', 'Drawn by', ['words', 'tokens'], 'words'),
    of('input.position', 'Token at which the output is read', 'json', { empty: 'last' }),
  ],
  series: (there) => [
    ...columns,
    of('input.time', 'Unit of time', 'text', { empty: 'step' }),
    rows(there, 'the series itself'),
    choice('comparedWith.summary', 'Of that', middles('channel'), 'the mean of each channel; of a file its steps'),
  ],
  table: (there) => [
    ...columns,
    of('input.categories', 'Names of categories', 'json', { empty: 'none' }),
    rows(there, 'zeros'),
    choice(
      'comparedWith.summary',
      'Of these rows',
      [
        ...middles('column'),
        ...[10, 25, 50].map((count) => ({ value: count, label: `${count} rows that stand for all` })),
      ],
      'all; of more than 100, 25 that stand for them',
    ),
  ],
};

/** The fields of the recipe of a model, which all explanations share. */
export function recipeFields({ input }: Recipe, there: Choosable): readonly RecipeField[] {
  return [...inputs[input.kind](there), ...model, ...labels, ...draws];
}
