import '@tensorflow/tfjs-backend-cpu';
import { sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import {
  analyze,
  chosenExecutor,
  compiles,
  differentiate,
  type Executor,
  eagerExecutor,
  ProgramAnalyzer,
  predictorOf,
  toModelView,
  useExecutor,
  ValueError,
} from '../../src';

class Slope extends ProgramAnalyzer {
  readonly name = 'Slope';
  protected attribute(input: Tensor, select: (output: Tensor) => Tensor) {
    const { gradient, output, mask } = differentiate((x) => this.model.forward(x), input, select);
    return { val: gradient, output, mask };
  }
}

const model = toModelView((x: Tensor) => sum(x, 1, true));

/** An executor that tells how often it ran. */
function counting() {
  const counts = { runs: 0 };
  const executor: Executor = {
    name: 'counting',
    run(program, inputs) {
      counts.runs++;
      return eagerExecutor.run(program, inputs);
    },
  };
  return { counts, executor };
}

afterEach(() => useExecutor(undefined));

/** Whatever asks a model: an analysis, the prediction of its analyzer, and a prediction for other uses. */
const asks: Record<string, (input: Tensor, executor?: Executor) => Promise<{ dispose(): void }>> = {
  'an analysis': (input, executor) => analyze(input, new Slope(model), 0, { executor }),
  'an analyzer’s prediction': (input, executor) => new Slope(model).predict(input, { executor }),
  'a prediction': (input, executor) => predictorOf(model, executor)(input),
};

test.each(Object.keys(asks))('%s is run by whom it names, else by whom was chosen, else op by op', async (name) => {
  const input = tensor2d([[1, 2]]);
  const [chosen, named] = [counting(), counting()];
  const ask = async (executor?: Executor) => (await asks[name](input, executor)).dispose();
  const runs = () => [chosen.counts.runs, named.counts.runs];
  await ask();
  expect(runs()).toEqual([0, 0]);
  useExecutor(chosen.executor);
  await ask();
  expect(runs()).toEqual([1, 0]);
  await ask(named.executor);
  expect(runs()).toEqual([1, 1]);
  await ask(eagerExecutor);
  expect(runs()).toEqual([1, 1]);
  useExecutor(undefined);
  await ask();
  expect(runs()).toEqual([1, 1]);
  input.dispose();
});

test('what no executor is cannot be chosen', () => {
  for (const wrong of [null, 'native', {}, { run: 3 }]) {
    expect(() => useExecutor(wrong as unknown as Executor)).toThrow(ValueError);
  }
  expect(chosenExecutor()).toBeUndefined();
});

test('an executor of another copy that runs op by op is known as one', () => {
  expect([undefined, eagerExecutor, { ...eagerExecutor }, counting().executor].map(compiles)).toEqual([
    ...[false, false, false, true],
  ]);
});
