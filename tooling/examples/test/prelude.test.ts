import { closing, prelude } from '../prelude';

const inReach = ['analyze', 'Options'].map((name) => ({
  name,
  specifier: 'xai-base',
  typeOnly: name === 'Options',
  declarations: [],
}));

test('imports what is used and not declared', () => {
  expect(prelude('const options: Options = {}; analyze(tf.ones([1]), options);', inReach)).toBe(
    "import * as tf from '@tensorflow/tfjs-core'; import { analyze, type Options } from 'xai-base';",
  );
});

test.each([
  "import { analyze } from 'elsewhere'; analyze();",
  'const analyze = () => 1;',
  'a.analyze();',
  '({ analyze: 1 });',
])('imports nothing for %s', (text) => expect(prelude(text, inReach)).toBe(''));

test('a shorthand property is a use', () => {
  expect(prelude('({ analyze });', inReach)).toBe("import { analyze } from 'xai-base';");
});

test('declarations are exported, so none is unused', () => {
  expect(closing('const { a, b: [c] } = d; class E {}\nfunction f() {}')).toBe('export { a, c, E, f };');
});
