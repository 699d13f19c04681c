import '@tensorflow/tfjs-backend-cpu';
import {
  matMul,
  mul,
  relu,
  reshape,
  setBackend,
  type Tensor,
  type Tensor2D,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  type Explanation,
  type Model,
  type ModelWeights,
  maskOf,
  type OutputSelector,
  TensorBag,
  toModelView,
  ValueError,
} from 'xai-base';
import { estimate, evaluate, type Metric } from '../../src';
import { everyMetric, randomTensor, rejection } from '../support/metrics';

const [batch, height, width, channels] = [2, 4, 3, 2];
const size = height * width * channels;
const names = Object.keys(everyMetric);
let [hidden, last]: Tensor2D[] = [];
let evaluated = 0;

beforeAll(async () => {
  await setBackend('cpu');
  [hidden, last] = [randomTensor([size, 7], 1), randomTensor([7, 3], 2)] as Tensor2D[];
});
afterAll(() => {
  hidden.dispose();
  last.dispose();
});

/** A network that counts the samples that it is asked about, also with other weights. */
const networkOf = (first: Tensor2D, second: Tensor2D) => (features: Tensor) => {
  evaluated += features.shape[0];
  return matMul(relu(matMul(reshape(features, [-1, size]), first)), second);
};
const model = Object.assign((features: Tensor) => networkOf(hidden, last)(features), {
  readWeights: async (): Promise<ModelWeights> => ({
    names: ['hidden', 'last'],
    async under(change, work) {
      const [first, second] = [await change('hidden', [hidden]), await change('last', [last])];
      try {
        return await work(networkOf((first?.[0] ?? hidden) as Tensor2D, (second?.[0] ?? last) as Tensor2D));
      } finally {
        for (const one of [...(first ?? []), ...(second ?? [])]) one.dispose();
      }
    },
  }),
});

/** A method that asks the model three times a sample, and says so. */
class Thrice extends Analyzer {
  readonly name = 'Thrice';

  constructor(private readonly model: Model) {
    super();
  }

  protected async explain(
    input: Tensor,
    selector: OutputSelector,
    { onProgress }: AnalyzeOptions,
  ): Promise<Explanation> {
    const bag = new TensorBag();
    try {
      const view = toModelView(this.model);
      for (const _ of [1, 2]) bag.add(await view.predict(input));
      const val = bag.add(mul(input, input));
      const outputs = bag.add(await view.predict(input));
      onProgress?.({ done: 3 * input.shape[0], total: 3 * input.shape[0] });
      const explanation = await this.explanation({
        val,
        input,
        output: outputs,
        mask: bag.add(tidy(() => maskOf(selector, outputs).clone())),
      });
      bag.release(val, outputs);
      return explanation;
    } finally {
      bag.dispose();
    }
  }
}

const methods = { Thrice: (one: Model) => new Thrice(one), Again: (one: Model) => new Thrice(one) };

/** Samples of which each has as much to remove as the others. */
function samples() {
  const labels = Int32Array.from({ length: batch * height * width }, (_, index) => index % 4);
  return {
    input: randomTensor([batch, height, width, channels], 3),
    segments: tensor(labels, [batch, height, width], 'int32'),
    truth: randomTensor([height, width, channels], 9),
    masks: tensor(
      Uint8Array.from({ length: batch * height * width }, (_, index) => (index % 3 === 0 ? 1 : 0)),
      [batch, height, width],
      'bool',
    ),
  };
}

async function counted(metrics: () => Metric[]): Promise<{ told: number; asked: number; explanation: number }> {
  const data = samples();
  const { evaluations, methods: found } = await estimate(methods, model, data, metrics(), { samples: batch });
  evaluated = 0;
  await evaluate(methods, model, data, metrics());
  for (const one of Object.values(data)) one.dispose();
  return { told: evaluations, asked: evaluated, explanation: found[0].explanation };
}

test.each(names.filter((name) => name !== 'RelativeRepresentationStability'))(
  'an evaluation by %s takes as many evaluations of the model as estimated',
  async (name) => {
    const { told, asked, explanation } = await counted(() => [everyMetric[name]()]);
    expect(told).toBe(asked);
    expect(explanation).toBe(3);
  },
);

test('what metrics share is counted once', async () => {
  const { told, asked } = await counted(() =>
    names.filter((name) => name !== 'RelativeRepresentationStability').map((name) => everyMetric[name]()),
  );
  expect(told).toBe(asked);
});

test('an estimate is refused as an evaluation is', async () => {
  const data = samples();
  expect(await rejection(estimate(methods, model, data, []))).toBeInstanceOf(ValueError);
  expect(await rejection(estimate(methods, model, data, [everyMetric.Deletion()], { samples: 0 }))).toBeInstanceOf(
    ValueError,
  );
  expect(
    await rejection(estimate(methods, model, data, [everyMetric.Deletion()], { sample: 3 } as object)),
  ).toBeInstanceOf(ValueError);
  for (const one of Object.values(data)) one.dispose();
});
