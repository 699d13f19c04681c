import { checkKeys, ValueError } from '../../src/index';

const known = ['batchSize', 'seed', 'signal'];

test.each([undefined, null, {}, { seed: 1 }, { seed: undefined, signal: 2 }, { inputRef: undefined }])(
  'takes %p',
  (options) => {
    expect(() => checkKeys(options, known, 'analyze')).not.toThrow();
  },
);

test('a misspelt option is an error that names the right one', () => {
  expect(() => checkKeys({ batch_size: 2 }, known, 'analyze')).toThrow(
    new ValueError(
      'analyze has no option "batch_size"; did you mean batchSize? Expected one of batchSize, seed, signal.',
    ),
  );
});

test('an option unlike any is an error that lists them', () => {
  expect(() => checkKeys({ colour: 2 }, known, 'analyze')).toThrow(
    'analyze has no option "colour"; expected one of batchSize, seed, signal.',
  );
  expect(() => checkKeys({ colour: 2 }, [], 'Gradient')).toThrow(
    'Gradient has no option "colour"; expected no options.',
  );
});

test.each([5, 'seed', [1], () => 1])('%p is no object of options', (options) => {
  expect(() => checkKeys(options as object, known, 'analyze')).toThrow(ValueError);
});

test('a key that an object could inherit is not known', () => {
  expect(() => checkKeys(JSON.parse('{"__proto__": 1}'), known, 'analyze')).toThrow('"__proto__"');
  expect(() => checkKeys({ constructor: 1 }, known, 'analyze')).toThrow('"constructor"');
});
