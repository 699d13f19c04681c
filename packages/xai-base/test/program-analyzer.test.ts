import { add, log, matMul, mul, onesLike, sum, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { OutOfMemoryError } from 'tfjs-gradients';
import { describeBackends } from '../../../tooling/jest/backends';
import {
  type AnalyzeOptions,
  type Attribution,
  analyze,
  differentiate,
  type Executor,
  eagerExecutor,
  IndexError,
  IndexSelector,
  MaskSelector,
  type Program,
  ProgramAnalyzer,
  toModelView,
  WeightedSelector,
} from '../src';
import { Slope } from './support/slope';
import { expectClose, randomTensor } from './support/tensors';

/** Notes which programs it runs, and how often it runs each again on copies of its inputs. */
class RecordingExecutor implements Executor {
  readonly name = 'recording';
  readonly programs: Program[] = [];
  readonly inputs: number[] = [];

  async run(program: Program, inputs: readonly Tensor[]): Promise<Tensor[]> {
    this.programs.push(program);
    this.inputs.push(inputs.length);
    return eagerExecutor.run(program, inputs);
  }
}

interface ReferenceOptions extends AnalyzeOptions {
  inputRef?: Tensor;
}

/** The slope at the input and a reference together, with two measures of each sample. */
class WithReference extends ProgramAnalyzer<ReferenceOptions> {
  readonly name = 'WithReference';
  protected override readonly measures = ['total', 'first'];

  override get moreOptions(): readonly string[] {
    return ['inputRef'];
  }

  protected override moreInputs({ inputRef }: ReferenceOptions): Tensor[] {
    return inputRef ? [inputRef] : [];
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor, reference: Tensor): Attribution {
    const { gradient, output, mask } = differentiate((x) => this.model.forward(add(x, reference)), input, select);
    return { val: gradient, output, mask, measures: { first: sum(mul(output, mask), 1), total: sum(output, 1) } };
  }
}

describeBackends('ProgramAnalyzer', () => {
  test('once the number of outputs is known, any index runs the same program, and a wrong one is refused before it', async () => {
    const weights = randomTensor([3, 4]);
    const analyzer = new Slope((x) => matMul(x, weights));
    const input = randomTensor([2, 3], 3);
    const executor = new RecordingExecutor();
    for (const selection of [0, 1, [2, 3], new WeightedSelector({ 0: 1, 3: -1 })]) {
      (await analyze(input, analyzer, selection, { executor })).dispose();
    }
    expect(new Set(executor.programs.slice(1)).size).toBe(1);
    const runs = executor.programs.length;
    await expect(analyze(input, analyzer, 4, { executor })).rejects.toThrow(IndexError);
    expect(executor.programs).toHaveLength(runs);
    for (const tensor of [weights, input]) tensor.dispose();
  });

  test('a selection inside the program, a mask given to it and batches of it come to the same', async () => {
    const weights = randomTensor([3, 4]);
    const analyzer = new Slope((x) => mul(matMul(x, weights), matMul(x, weights)));
    const input = randomTensor([5, 3], 3);
    const inside = await analyze(input, analyzer, [3, 2, 1, 0, 3]);
    const mask = tidy(() => new IndexSelector([3, 2, 1, 0, 3]).select(inside.output));
    for (const batchSize of [undefined, 1, 2, 4]) {
      const outside = await analyze(input, analyzer, new MaskSelector(mask), { batchSize });
      expect(outside.outputSelection).toEqual([3, 2, 1, 0, 3]);
      expectClose(outside.val.clone(), inside.val.clone());
      outside.dispose();
    }
    expect(mask.isDisposed).toBe(false);
    inside.dispose();
    for (const tensor of [weights, input, mask]) tensor.dispose();
  });

  test('further inputs with one a sample are cut as the batch is; measures come as extras', async () => {
    const analyzer = new WithReference(toModelView((x) => mul(x, x)));
    const input = tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    for (const inputRef of [
      tensor2d([
        [1, 0],
        [0, 1],
        [2, 2],
      ]),
      tensor2d([[1, 0]]),
    ]) {
      const whole = await analyze(input, analyzer, 0, { inputRef });
      const parts = await analyze(input, analyzer, 0, { inputRef, batchSize: 2 });
      expectClose(parts.val.clone(), whole.val.clone());
      expect(parts.extras).toEqual(whole.extras);
      expect(Object.keys(whole.extras ?? {})).toEqual(['total', 'first']);
      expect((whole.extras as { first: number[] }).first[0]).toBeCloseTo(4);
      expect(inputRef.isDisposed).toBe(false);
      parts.dispose();
      whole.dispose();
      inputRef.dispose();
    }
    input.dispose();
  });
});

describe('the executor seam', () => {
  const model = (x: Tensor) => mul(x, 2);

  test('the same selection is the same program, in every batch and in the next analysis', async () => {
    const analyzer = new Slope(model);
    const input = randomTensor([4, 2]);
    const mask = tidy(() => onesLike(input));
    for (const selection of [undefined, 1, new IndexSelector(0), new MaskSelector(mask)]) {
      const executor = new RecordingExecutor();
      for (const batchSize of [undefined, 1]) {
        const explanation = await analyze(input, analyzer, selection, { executor, batchSize });
        explanation.dispose();
      }
      expect(executor.programs).toHaveLength(5);
      expect(new Set(executor.programs).size).toBe(1);
      expect(new Set(executor.inputs)).toEqual(new Set([selection === undefined ? 1 : 2]));
    }
    input.dispose();
    mask.dispose();
  });

  test('an index that is the first selection of all is one program, too, compiled once', async () => {
    const analyzer = new Slope(model);
    const input = randomTensor([4, 2]);
    const executor = new RecordingExecutor();
    for (let run = 0; run < 3; run++) (await analyze(input, analyzer, 1, { executor })).dispose();
    expect(new Set(executor.programs).size).toBe(1);
    input.dispose();
  });

  test('a program is pure: run again, it gives the same', async () => {
    const executor = new RecordingExecutor();
    const input = randomTensor([4, 2]);
    const explanation = await analyze(input, new Slope(model), undefined, { executor });
    const [val, output, mask] = await eagerExecutor.run(executor.programs[0], [input]);
    expectClose(val, explanation.val);
    expectClose(output, explanation.output);
    mask.dispose();
    explanation.dispose();
    input.dispose();
  });

  test('a batch that does not fit into memory is split, in each order of sizes to the same numbers', async () => {
    const sizes: number[] = [];
    const executor: Executor = {
      name: 'for three samples at most',
      async run(program, inputs) {
        const [size] = inputs[0].shape;
        sizes.push(size);
        if (size > 3) throw new OutOfMemoryError(size);
        return eagerExecutor.run(program, inputs);
      },
    };
    const input = randomTensor([9, 2]);
    const whole = await analyze(input, new Slope(model));
    const split = await analyze(input, new Slope(model), undefined, { executor });
    expect(sizes).toEqual([9, 5, 3, 3, 3]);
    expectClose(split.val, whole.val);
    const none = { name: 'for no sample', run: () => Promise.reject(new OutOfMemoryError(1)) };
    await expect(analyze(input, new Slope(model), undefined, { executor: none })).rejects.toThrow(OutOfMemoryError);
    for (const one of [input, whole, split]) one.dispose();
  });

  test.each([new OutOfMemoryError(1), new WebAssembly.RuntimeError('memory access out of bounds')])(
    'two samples that do not fit together are run one by one: %p',
    async (failure) => {
      const executor: Executor = {
        name: 'for one sample',
        run: (program, inputs) =>
          inputs[0].shape[0] > 1 ? Promise.reject(failure) : eagerExecutor.run(program, inputs),
      };
      const input = randomTensor([2, 2]);
      const [whole, split] = [
        await analyze(input, new Slope(model), 0),
        await analyze(input, new Slope(model), 0, { executor }),
      ];
      expectClose(split.val, whole.val);
      for (const one of [input, whole, split]) one.dispose();
    },
  );

  test('an analyzer explains samples of other shapes, whose outputs are more or fewer', async () => {
    const slope = new Slope((x: Tensor) => mul(x, 3)); // an output for each number
    for (const [length, output] of [
      [5, 2],
      [9, 7],
      [3, 2],
    ]) {
      const input = randomTensor([1, length]);
      const { val, ...rest } = await analyze(input, slope, output);
      expect(Array.from(val.dataSync()).map((value) => value !== 0)).toEqual(
        Array.from({ length }, (_, index) => index === output),
      );
      for (const one of [input, val, rest.input, rest.output]) one.dispose();
    }
  });

  test.each([
    [() => tensor2d([[0, 1]]), 'a mask of shape [1, 2]'],
    [() => 5, '5'],
  ])('a selector that gives %p is refused', async (select, given) => {
    const input = randomTensor([2, 2]);
    const analysis = analyze(input, new Slope(model), { select } as never);
    await expect(analysis).rejects.toThrow(`The selector gave ${given}; expected a mask of the output's shape [2, 2].`);
    input.dispose();
  });

  test('a model may free its argument', async () => {
    const input = randomTensor([2, 2]);
    const tidying = (x: Tensor) => {
      const y = mul(x, x);
      x.dispose();
      return y;
    };
    const [expected, got] = [
      await analyze(input, new Slope((x: Tensor) => mul(x, x)), 0),
      await analyze(input, new Slope(tidying), 0),
    ];
    expectClose(got.val, expected.val);
    expect(input.isDisposed).toBe(false);
    expectClose(await new Slope(tidying).predict(input), expected.output);
    expect(input.isDisposed).toBe(false);
    tidy(() => void toModelView(tidying).forward(input));
    expect(input.isDisposed).toBe(false);
    for (const one of [input, got.input, got.output, expected.input]) one.dispose();
  });

  test('an explanation that is no number is an error that says where', async () => {
    const input = tensor2d([[4, 0]]);
    const steep = (x: Tensor) => mul(mul(x, 1e30), 1e30); // 0 at 0, with a slope that float32 does not hold
    await expect(analyze(input, new Slope(steep), 1)).rejects.toThrow(
      /The attribution by Slope is Infinity at \[0,1\]; expected finite numbers/,
    );
    const logarithm = (x: Tensor) => log(x);
    await expect(analyze(input, new Slope(logarithm), 1)).rejects.toThrow(/The model's output is -Infinity at \[0,1\]/);
    input.dispose();
  });

  test('an error of the executor leaves nothing', async () => {
    const input = randomTensor([4, 2]);
    const mask = tidy(() => onesLike(input));
    const executor: Executor = { name: 'broken', run: () => Promise.reject(new Error('mine')) };
    for (const selection of [0, new MaskSelector(mask)]) {
      await expect(analyze(input, new Slope(model), selection, { executor })).rejects.toThrow('mine');
    }
    input.dispose();
    mask.dispose();
  });

  test('predict is the model', async () => {
    const input = tensor2d([[1, 2]]);
    expectClose(await new Slope(model).predict(input), tensor2d([[2, 4]]));
    input.dispose();
  });
});
