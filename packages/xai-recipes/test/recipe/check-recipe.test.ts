import { checkRecipe, methods, type Recipe, RecipeError, registerMethod } from '../../src';

const recipe = {
  version: 1,
  model: { source: 'm.onnx' },
  input: { kind: 'image' },
  method: { name: 'SmoothGrad' },
} as const satisfies Recipe;

const wrong: [string, unknown, string][] = [
  ['nothing', undefined, 'recipe is undefined; expected a recipe: an object with version, model, input and method.'],
  ['another version', { ...recipe, version: 2 }, 'recipe.version is 2; expected 1.'],
  ['no method', { ...recipe, method: undefined }, 'recipe.method is missing; expected this field.'],
  ['no source', { ...recipe, model: {} }, 'recipe.model.source is missing'],
  ['a misspelt field', { ...recipe, modell: {} }, 'recipe.modell is no field; did you mean model?'],
  [
    'a misspelt field deep inside',
    { ...recipe, input: { kind: 'image', normalise: '0..1' } },
    'recipe.input.normalise is no field; did you mean normalize?',
  ],
  [
    'a field of another kind of input',
    { ...recipe, input: { kind: 'image', vocabulary: {} } },
    'recipe.input.vocabulary is no field; expected one of kind, size, fit',
  ],
  [
    'an unknown kind',
    { ...recipe, input: { kind: 'sound' } },
    'recipe.input.kind is "sound"; expected an input with a kind',
  ],
  [
    'an unknown preset',
    { ...recipe, input: { kind: 'image', normalize: 'pytorch' } },
    'recipe.input.normalize is "pytorch"; expected one of imagenet, keras-tf',
  ],
  [
    'a deviation of 0',
    { ...recipe, input: { kind: 'image', normalize: { mean: [0], std: [0] } } },
    'recipe.input.normalize',
  ],
  [
    'an unknown layout',
    { ...recipe, model: { source: 'm', layout: 'nchw' } },
    'recipe.model.layout is "nchw"; expected one of channels-last, channels-first.',
  ],
  [
    'a filling that is none',
    { ...recipe, model: { source: 'm', fix: { mask: 'twos' } } },
    'recipe.model.fix.mask is "twos"; expected ones, zeros',
  ],
  [
    'an index below 0',
    { ...recipe, selection: { output: -1 } },
    'recipe.selection.output is -1; expected an integer of at least 0.',
  ],
  ['an unknown method', { ...recipe, method: { name: 'SmothGrad' } }, 'did you mean SmoothGrad?'],
  [
    'a method for other inputs',
    { ...recipe, input: { kind: 'table' } },
    'SmoothGrad explains inputs of the kind image, not table',
  ],
  [
    'an option of another method',
    { ...recipe, method: { name: 'SmoothGrad', steps: 3 } },
    'SmoothGrad does not listen to recipe.method.steps; it takes only recipe.method.samples',
  ],
  [
    'half a sample',
    { ...recipe, method: { name: 'SmoothGrad', samples: 0.5 } },
    'recipe.method.samples is 0.5; expected an integer of at least 1.',
  ],
  [
    'a deviation below 0',
    { ...recipe, method: { name: 'SmoothGrad', std: -1 } },
    'recipe.method.std is -1; expected a number of at least 0.',
  ],
  [
    'an unknown composite',
    { ...recipe, method: { name: 'LRP', composite: 'Omega' } },
    'recipe.method.composite is "Omega"; expected one of EpsilonPlus',
  ],
  [
    'an inner method that is none',
    { ...recipe, method: { name: 'NoiseAugmentation', of: 'LRP' } },
    'recipe.method.of is "LRP"; expected a method',
  ],
  [
    'an option of the inner method',
    { ...recipe, method: { name: 'NoiseAugmentation', of: { name: 'LRP', steps: 2 } } },
    'LRP does not listen to recipe.method.of.steps',
  ],
  [
    'a seed for what is not random',
    { ...recipe, method: { name: 'Gradient' }, seed: 1 },
    'Gradient does not listen to recipe.seed; it takes no options of its own.',
  ],
  [
    'a brightness for what compares with nothing',
    { ...recipe, comparedWith: { brightness: 1 } },
    'SmoothGrad does not listen to recipe.comparedWith.brightness',
  ],
];

test.each(wrong)('%s is refused with its path', (_, given, message) => {
  expect(() => checkRecipe(given)).toThrow(RecipeError);
  expect(() => checkRecipe(given)).toThrow(message);
});

test('what is right stays as it is', () => {
  const full: Recipe = {
    ...recipe,
    model: {
      source: 'm.onnx',
      layout: 'channels-first',
      fix: { mask: 'ones', s: [1, 2], t: { file: 't.csv' } },
      logits: true,
    },
    input: { kind: 'image', size: [224, 224], fit: 'crop', normalize: { mean: [0.5], std: [0.5] }, order: 'bgr' },
    labels: ['a', 'b'],
    method: { name: 'NoiseAugmentation', samples: 3, std: 0.2, of: { name: 'LRP', composite: 'EpsilonPlus' } },
    selection: { output: 'a', against: [1] },
    ...{ seed: 7, batchSize: 2, engine: 'webgpu', reasons: { 'recipe.input.kind': 'it says so' } },
  };
  expect(checkRecipe(JSON.parse(JSON.stringify(full)))).toEqual(full);
});

test('each method takes what it says that it takes, and nothing else', () => {
  const values = { count: 2, number: 0.5, name: 'x', yes: true, images: ['a.png'], method: { name: 'Gradient' } };
  for (const { name, inputs, options } of methods) {
    const own = options.filter(({ path, kind }) => path === undefined && kind !== 'choice');
    const told = Object.fromEntries(own.map((option) => [option.name, values[option.kind as keyof typeof values]]));
    const full = { ...recipe, input: { kind: inputs[0] }, method: { name, ...told } };
    expect(checkRecipe(full)).toEqual(full);
    expect(() => checkRecipe({ ...full, method: { name, unheard: 1 } })).toThrow('unheard');
  }
});

test('a method that is registered has options of its own, which are checked', () => {
  const [gradient] = methods;
  const power = { name: 'power', about: 'an exponent', kind: 'number', least: 1 } as const;
  const remove = registerMethod({ ...gradient, name: 'PowerGradient', group: 'others', options: [power] });
  try {
    expect(checkRecipe({ ...recipe, method: { name: 'PowerGradient', power: 2 } }).method.power).toBe(2);
    expect(() => checkRecipe({ ...recipe, method: { name: 'PowerGradient', power: 0 } })).toThrow(
      'recipe.method.power is 0',
    );
    expect(() => registerMethod({ ...gradient, name: 'powergradient' })).toThrow(
      'There is a method powergradient already',
    );
  } finally {
    remove();
  }
  expect(() => checkRecipe({ ...recipe, method: { name: 'PowerGradient' } })).toThrow('There is no method');
});
