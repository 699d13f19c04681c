import * as tf from '@tensorflow/tfjs-core';
import { withChecks } from '../checks';
import { run } from '../run';

const program = (text: string) => run({ file: 'README.md', line: 1, run: true, isPlain: false, text }, require);

test.each([
  '1 + 1; // => 2',
  "await Promise.resolve('a'); // => 'a'",
  '[1 / 3, { a: 0 }]; // => [0.3333, { a: 0 }]',
  'new Float32Array([1, 2]); // => [1, 2]',
  'undefined; // => undefined',
])('holds: %s', async (text) => {
  await program(text);
});

test.each(['1 + 1; // => 3', '[1, 2]; // => [1]', "'a'; // => 'b'", '({ a: 1 }); // => {}', '1 / 3; // => 0.334'])(
  'fails: %s',
  async (text) => {
    await expect(program(text)).rejects.toThrow('README.md:1');
  },
);

test('tensors are compared as arrays', async () => {
  const tensor = "import * as tf from '@tensorflow/tfjs-core';\ntf.tensor2d([[1, 2]])";
  tf.engine().startScope();
  await program(`${tensor}; // => [[1, 2]]`);
  await expect(program(`${tensor}; // => [[1, 3]]`)).rejects.toThrow('README.md:2');
  tf.engine().endScope();
});

test.each(['f(() => {\n  a; // => 1\n});', 'const a = 1; // => 1', 'a; // => two words', 'a; // =>'])(
  'a check that cannot be made is an error: %s',
  (text) => expect(() => withChecks(text, 'README.md')).toThrow('README.md'),
);

test('what an example prints does not reach the log', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  await program("console.log('a picture'); console.info('and more'); console.table([1]);");
  expect(log).not.toHaveBeenCalled();
  log.mockRestore();
});
