import '@tensorflow/tfjs-backend-cpu';
import { mul, sum, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, Analyzer, Explanation, type OutputSelector, sharedOptions, ValueError } from '../src';
import { take } from './support/tensors';

/** Each input value times the selected output. */
class Scaled extends Analyzer {
  readonly name = 'Scaled';

  override get moreOptions() {
    return ['factor'];
  }
  override readonly heatmap = 'sensitivity';

  protected async explain(input: Tensor, selector: OutputSelector, _options: AnalyzeOptions): Promise<Explanation> {
    const output = mul(input, 10);
    const mask = tidy(() => selector.select(output));
    const val = tidy(() => mul(input, sum(mul(output, mask), 1, true)));
    const explanation = await this.explanation({ val, input, output, mask, extras: { by: 'hand' } });
    mask.dispose();
    return explanation;
  }
}

test('a method is one function, and the explanation tells its name, its kind and its selection', async () => {
  const input = tensor2d([
    [1, 2],
    [4, 3],
  ]);
  const explanation = await new Scaled().analyze(input, [1, 0]);
  expect(explanation.val.arraySync()).toEqual([
    [20, 40],
    [160, 120],
  ]);
  expect(explanation).toMatchObject({
    analyzer: 'Scaled',
    heatmap: 'sensitivity',
    outputSelection: [1, 0],
    extras: { by: 'hand' },
  });
  input.dispose();
  explanation.dispose();
});

test('options are the shared ones and those that the method adds; others are refused with the nearest', async () => {
  const input = tensor2d([[1, 2]]);
  const analysis = (options: object) => new Scaled().analyze(input, 0, options);
  (await analysis({ factor: 2, batchSize: 1, inputRef: undefined })).dispose();
  await expect(analysis({ facter: 2 })).rejects.toThrow(
    new ValueError(
      'Scaled has no option "facter"; did you mean factor? Expected one of signal, onProgress, batchSize, seed, executor, furtherInputs, factor.',
    ),
  );
  await expect(analysis({ inputRef: input })).rejects.toThrow('Scaled has no option "inputRef"');
  await expect(analysis(5 as never)).rejects.toThrow('Scaled was given 5; expected an object of options.');
  input.dispose();
});

test('the shared options are picked out of settings', () => {
  const settings = { samples: 5, seed: 3, batchSize: 2, factor: 7 };
  expect(sharedOptions(settings)).toEqual({ seed: 3, batchSize: 2 });
  expect(sharedOptions(settings, ['factor'])).toEqual({ seed: 3, batchSize: 2, factor: 7 });
});

test('without a way of its own, predict takes the output of an explanation', async () => {
  const input = tensor2d([[1, 2]]);
  expect(take(await new Scaled().predict(input))).toEqual([[10, 20]]);
  input.dispose();
});

test('a method may put its input into the explanation, which owns a tensor of its own then', async () => {
  class Itself extends Analyzer {
    readonly name = 'Itself';

    protected async explain(input: Tensor): Promise<Explanation> {
      return new Explanation({
        ...{ val: input, input, output: input, outputSelection: [0], extras: { by: 'hand' } },
        ...{ analyzer: this.name, heatmap: this.heatmap },
      });
    }
  }
  const input = tensor2d([[1, 2]]);
  const explanation = await new Itself().analyze(input, 0);
  const output = await new Itself().predict(input);
  explanation.dispose();
  output.dispose();
  expect(explanation).toMatchObject({ analyzer: 'Itself', extras: { by: 'hand' } });
  expect(input.isDisposed).toBe(false);
  input.dispose();
});
