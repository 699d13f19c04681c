import * as v from 'valibot';
import { knownNames } from '../labels/known-names';
import { engineNames } from './engine-names';
import { layouts, modelFormats } from './model-recipe';
import { type PresetName, presets } from './presets';

const text = v.pipe(v.string('a text'), v.minLength(1, 'a text that is not empty'));
const number = v.pipe(v.number('a number'), v.finite('a finite number'));
const positive = v.pipe(number, v.minValue(Number.MIN_VALUE, 'a number above 0'));
const index = v.pipe(number, v.safeInteger('an integer'), v.minValue(0, 'an integer of at least 0'));
const count = v.pipe(number, v.safeInteger('an integer'), v.minValue(1, 'an integer of at least 1'));
const yes = v.boolean('true or false');
const oneOf = <Name extends string>(names: readonly Name[]) => v.picklist(names, `one of ${names.join(', ')}`);
const listOf = <Item extends v.GenericSchema>(item: Item, what: string) =>
  v.pipe(v.array(item, what), v.minLength(1, what));
const names = listOf(text, 'an array of names');
const byName = <Item extends v.GenericSchema>(item: Item, what: string) => v.record(text, item, what);
const file = v.strictObject({ file: text }, 'an object with the name of a file');

const known = v.strictObject(
  { known: oneOf(knownNames) },
  `an object with the name of a list: ${knownNames.join(', ')}`,
);

const filling = v.union(
  [oneOf(['ones', 'zeros', 'nothing']), number, listOf(number, 'numbers'), file],
  'ones, zeros, nothing, a number, an array of numbers, or { file }',
);

const model = v.strictObject(
  {
    source: text,
    format: v.optional(oneOf(modelFormats)),
    layout: v.optional(oneOf(layouts)),
    input: v.optional(text),
    output: v.optional(text),
    fix: v.optional(byName(filling, 'for each further input what it gets')),
    externalData: v.optional(yes),
    logits: v.optional(yes),
  },
  'the model: an object with a source',
);

const normalization = v.strictObject(
  { mean: listOf(number, 'an array of numbers'), std: listOf(positive, 'an array of numbers above 0') },
  'the name of a preset, or a mean and a deviation',
);
const presetNames = Object.keys(presets) as PresetName[];
const missing = v.union([number, oneOf(['typical', 'NaN'])], 'a number, typical, or NaN');

const image = v.strictObject({
  kind: v.literal('image'),
  size: v.optional(v.tuple([count, count], 'height and width')),
  fit: v.optional(oneOf(['stretch', 'crop', 'letterbox'])),
  normalize: v.optional(
    v.union([oneOf(presetNames), normalization], `one of ${presetNames.join(', ')}, or { mean, std }`),
  ),
  invert: v.optional(yes),
  order: v.optional(oneOf(['rgb', 'bgr'])),
});
const vocabulary = v.strictObject(
  {
    file: text,
    padding: v.optional(index),
    unknown: v.optional(index),
    lowerCase: v.optional(yes),
    locale: v.optional(v.pipe(text, v.check(isLocale, 'a language, such as en'))),
  },
  'an object with the name of a file',
);
const words = v.strictObject({
  kind: v.literal('text'),
  vocabulary: v.optional(vocabulary),
  tokenizer: v.optional(text),
  units: v.optional(oneOf(['words', 'tokens'])),
  position: v.optional(
    v.union(
      [oneOf(['last', 'first', 'mask']), v.pipe(number, v.safeInteger('an integer'))],
      'last, first, mask, or the index of a token',
    ),
  ),
});
const columns = { features: v.optional(names), missing: v.optional(missing), rate: v.optional(count) };
const series = v.strictObject({
  kind: v.literal('series'),
  ...columns,
  time: v.optional(text),
});
const table = v.strictObject({
  kind: v.literal('table'),
  ...columns,
  categories: v.optional(byName(names, 'for each column with categories an array of their names')),
  categorical: v.optional(names),
});

const output = v.union(
  [index, text, listOf(index, 'an index path')],
  'an index, the name of a class, or an index path',
);

/** What a recipe must be, but for the options of its method, which the table of methods says. */
export const recipeSchema = v.strictObject(
  {
    version: v.literal(1, '1'),
    model,
    input: v.variant('kind', [image, words, series, table], 'an input with a kind: image, text, series or table'),
    labels: v.optional(v.union([names, file, known], 'an array of names, { file }, or { known }')),
    task: v.optional(oneOf(['classification', 'regression'])),
    method: v.looseObject({ name: text }, 'a method: an object with a name'),
    selection: v.optional(
      v.strictObject({
        output: v.optional(output),
        against: v.optional(output),
        weights: v.optional(listOf(number, 'an array of numbers')),
        combination: v.optional(
          listOf(
            v.strictObject({ output, weight: number }, 'an output and a weight'),
            'an array of outputs with weights',
          ),
        ),
        region: v.optional(text),
      }),
    ),
    comparedWith: v.optional(
      v.strictObject({
        brightness: v.optional(number),
        images: v.optional(names),
        rows: v.optional(text),
        summary: v.optional(v.union([oneOf(['means', 'medians']), count], 'means, medians, or a number of rows')),
      }),
    ),
    seed: v.optional(number),
    batchSize: v.optional(count),
    engine: v.optional(oneOf(engineNames)),
    reasons: v.optional(byName(text, 'for each path a reason in words')),
  },
  'a recipe: an object with version, model, input and method',
);

function isLocale(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}
