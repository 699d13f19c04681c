import type { Recipe } from 'xai-recipes';

/** A field of a recipe, as a form shows it. */
export interface RecipeField {
  /** Such as `recipe.input.normalize`. */
  readonly path: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'choice' | 'yes' | 'json' | 'file';
  readonly choices?: readonly string[];
  /** What an empty field means. */
  readonly empty?: string;
}

const of = (path: string, label: string, kind: RecipeField['kind'], more: Partial<RecipeField> = {}): RecipeField => ({
  ...{ path: `recipe.${path}`, label, kind },
  ...more,
});
const choice = (path: string, label: string, choices: readonly string[], empty?: string) =>
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
const rows = [of('comparedWith.rows', 'Background: rows in a file', 'file', { empty: 'none' })];

const inputs: Readonly<Record<Recipe['input']['kind'], readonly RecipeField[]>> = {
  image: [
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
    of('comparedWith.images', 'Compared with images', 'json', { empty: 'none' }),
  ],
  text: [
    of('input.tokenizer', 'Tokenizer', 'file', { empty: 'none' }),
    of('input.vocabulary', 'Vocabulary', 'json', { empty: 'none' }),
    choice('input.units', 'Drawn by', ['words', 'tokens'], 'words'),
    of('input.position', 'Token at which the output is read', 'json', { empty: 'last' }),
  ],
  series: [...columns, of('input.time', 'Unit of time', 'text', { empty: 'step' }), ...rows],
  table: [...columns, of('input.categories', 'Names of categories', 'json', { empty: 'none' }), ...rows],
};

/** The fields of the recipe of a model, which all explanations share. */
export function recipeFields({ input }: Recipe): readonly RecipeField[] {
  return [...inputs[input.kind], ...model, ...labels, ...draws];
}
