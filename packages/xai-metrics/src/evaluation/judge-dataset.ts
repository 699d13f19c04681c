import { tensor } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, analyze, MaskSelector, type Model, TensorBag } from 'xai-base';
import type { Metric } from '../metric';
import { concatenated } from '../numbers/concatenated';
import { ExplainedOutputs } from '../task/explained-outputs';
import { readSamples } from '../task/samples';
import { SharedWork } from '../task/shared-work';
import type { BatchTask } from './judge-batch';
import type { Method } from './methods';

/** What metrics that judge a whole data set need of it: samples and explanations, kept on the host. */
export class WholeDataset {
  private readonly inputs: ArrayLike<number>[] = [];
  private readonly masks: ArrayLike<number>[] = [];
  /** How many samples there are. */
  count = 0;
  private readonly explained = new Map<string, ArrayLike<number>[]>();
  private shape: readonly number[] = [];
  private outputShape: readonly number[] = [];
  private readonly shapes = new Map<string, readonly number[]>();

  /** Takes in a batch with its explanations by all methods. */
  async add({ input, target, model, shared, options }: BatchTask, methods: readonly Method[]): Promise<void> {
    const samples = await shared.once('samples', () => readSamples(input));
    const { masks, outputShape } = await ExplainedOutputs.of({ model, input, target }, samples, { ...options, shared });
    this.masks.push(masks);
    this.outputShape = outputShape;
    this.inputs.push(await input.data());
    this.count += input.shape[0];
    this.shape = input.shape.slice(1);
    for (const { name, analyzer } of methods) {
      const explanation = await analyze(input, analyzer, target, options);
      const rows = this.explained.get(name) ?? [];
      rows.push(await explanation.val.data());
      this.explained.set(name, rows);
      this.shapes.set(name, explanation.val.shape.slice(1));
      explanation.dispose();
    }
  }

  /** The scores of a method by metrics of the whole data set. */
  async judge(
    model: Model,
    { name, analyzer, explain }: Method,
    metrics: readonly Metric[],
    options: AnalyzeOptions,
  ): Promise<Record<string, Float64Array>> {
    const bag = new TensorBag();
    const { count } = this;
    try {
      const input = bag.add(tensor(concatenated(this.inputs), [count, ...this.shape]));
      const values = concatenated(this.explained.get(name)!);
      const attribution = bag.add(tensor(values, [count, ...this.shapes.get(name)!]));
      const mask = bag.add(tensor(concatenated(this.masks), [count, ...this.outputShape]));
      const target = new MaskSelector(mask);
      const task = { model, analyzer, explain, input, attribution, target };
      const shared = new SharedWork();
      const scores: Record<string, Float64Array> = {};
      for (const metric of metrics) scores[metric.name] = (await metric.evaluate(task, { ...options, shared })).scores;
      return scores;
    } finally {
      bag.dispose();
    }
  }
}
