import { tensor2d, tidy, zeros } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as one from '../src';
import { rejection } from './support/tensors';

let other: typeof one;

beforeAll(() => {
  jest.isolateModules(() => {
    jest.doMock('@tensorflow/tfjs-core', () => core); // one engine, as an application has it
    other = require('../src') as typeof one;
  });
});

const core = jest.requireActual<object>('@tensorflow/tfjs-core');

class InputItself extends one.ProgramAnalyzer {
  readonly name = 'InputItself';

  constructor() {
    super(one.toModelView((x) => x));
  }

  protected attribute(input: Parameters<typeof one.analyze>[0], select: (output: typeof input) => typeof input) {
    const output = this.model.forward(input);
    return { val: input, output, mask: select(output) };
  }
}

test('these are two copies', () => {
  expect(other.Analyzer).not.toBe(one.Analyzer);
});

test('errors are instances of the same kind in the other copy, and of no other kind', async () => {
  const kinds = ({ XaiError, ShapeError, NoGradientError, AbortError }: typeof one) =>
    [XaiError, ShapeError, NoGradientError, AbortError] as const;
  kinds(one).forEach((kind, index) => {
    const twin = kinds(other)[index];
    expect(new twin('x')).toBeInstanceOf(kind);
    expect(new kind('x')).toBeInstanceOf(twin);
    expect(new kind('x')).toBeInstanceOf(other.XaiError);
  });
  expect(new one.ShapeError('x')).not.toBeInstanceOf(other.ValueError);
  const input = zeros([2]);
  expect(await rejection(other.analyze(input, new InputItself()))).toBeInstanceOf(one.ShapeError);
  input.dispose();
});

test('analyzers, explanations and selectors of one copy serve the other', async () => {
  const analyzer = new InputItself();
  expect(analyzer).toBeInstanceOf(other.Analyzer);
  expect(analyzer).toBeInstanceOf(InputItself);
  expect(new other.IndexSelector(0)).not.toBeInstanceOf(one.Analyzer);
  const input = tensor2d([
    [1, 2],
    [4, 3],
  ]);
  const mask = tidy(() =>
    tensor2d([
      [1, 0],
      [0, 1],
    ]),
  );
  const selections = [
    undefined,
    1,
    [1, 0],
    new other.IndexSelector(1),
    new other.MaskSelector(mask),
    new one.MaskSelector(mask),
  ];
  for (const selection of selections) {
    for (const analyze of [one.analyze, other.analyze]) {
      const explanation = await analyze(input, analyzer, selection, { batchSize: 1 });
      expect(explanation).toBeInstanceOf(one.Explanation);
      expect(explanation).toBeInstanceOf(other.Explanation);
      expect(explanation).not.toBeInstanceOf(one.Analyzer);
      const again = other.deserialize(await one.serialize(explanation));
      expect(again.val.arraySync()).toEqual([
        [1, 2],
        [4, 3],
      ]);
      again.dispose();
      explanation.dispose();
    }
  }
  input.dispose();
  mask.dispose();
});
