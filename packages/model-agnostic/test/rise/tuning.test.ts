import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { type ModelFunction, toModelView } from 'xai-base';
import { Columns, type MaskSource, type Perturbation, Pixels, patternTokenizer, RISE } from '../../src';
import { Evaluator } from '../../src/evaluation/evaluator';
import { samplesOf } from '../../src/evaluation/sample-of';
import { candidates, deviationUnder } from '../../src/rise/tune-keep-probability';
import { presenceModel } from '../../src/text/text-function';
import { type Case, casesOf, expectClose, extrasOf, rowsOf } from '../support/fixtures';
import { modelOf } from '../support/models';
import { candidateGrids, candidateMasks, storedGrids, storedMasks } from '../support/stored-masks';
import { inputOf } from '../support/tensors';
import { fixtureWords, textModelOf } from '../support/text-models';

interface Task {
  readonly model: ModelFunction;
  readonly input: Tensor;
  readonly perturbation: Perturbation;
  /** How many masks each candidate is tried with. */
  readonly masksPerCandidate: number;
  /** The masks of a candidate. */
  readonly candidate: (index: number) => MaskSource;
}

async function expectDeviations({ random, expected, tolerance }: Case, task: Task): Promise<void> {
  const [sample] = await samplesOf(task.input);
  const features = await task.perturbation.features(sample);
  const evaluator = new Evaluator(toModelView(task.model), 1, {});
  const masked = { evaluator, sample, features };
  const deviations: number[] = [];
  for (const index of candidates.keys()) {
    const draw = task.candidate(index)({} as never);
    deviations.push(await deviationUnder(masked, { draw, count: task.masksPerCandidate }));
  }
  const largest = Math.max(...expected.stdPerCandidate);
  expect((random.candidateGrids ?? random.candidateMasks).shape[0]).toBe(candidates.length);
  expectClose(deviations, expected.stdPerCandidate, tolerance?.stdPerCandidate ?? 1e-6 * largest);
}

/** The saliencies by a tuned keep probability, which is expected to be that of the case. */
async function saliencies({ params, expected }: Case, task: Task, final: MaskSource): Promise<Float32Array[]> {
  const { model, input, perturbation, masksPerCandidate } = task;
  let asked = 0;
  const maskSource: MaskSource = (request) => {
    const index = asked++;
    return (index < candidates.length ? task.candidate(index) : final)(request);
  };
  const settings = { masks: params.nMasks, masksPerCandidate, perturbation, maskSource };
  const labels = params.labels ?? [...rowsOf(expected.saliency).keys()];
  const explanations = await new RISE(model, settings).analyzeOutputs(input, labels);
  expectClose(extrasOf(explanations[0]).keepProbability, [expected.pKeep], 1e-9);
  const values = await Promise.all(explanations.map(async ({ val }) => (await val.data()) as Float32Array));
  for (const explanation of explanations) explanation.dispose();
  return values;
}

it.each(casesOf('rise_image', 'rise.image.autoPKeep'))('images: $id', async (one: Case) => {
  const input = inputOf(one);
  const [, height, width] = input.shape as number[];
  const candidate = (index: number) => candidateGrids(one, index, height, width);
  const model = modelOf(one, input.shape.slice(1));
  const task = { model, input, perturbation: new Pixels(), masksPerCandidate: 100, candidate };
  await expectDeviations(one, task);
  const expected = rowsOf(one.expected.saliency);
  const found = await saliencies(one, task, storedGrids(one, height, width));
  for (const [index, values] of found.entries()) expectClose(values, expected[index], one.tolerance.saliency);
  input.dispose();
});

it.each(casesOf('rise_text', 'rise.text.autoPKeep'))('texts: $id', async (one: Case) => {
  const tokenizer = patternTokenizer(fixtureWords, { join: ' ' });
  const tokens = tokenizer.tokenize(one.text);
  const model = presenceModel(textModelOf(one), { text: one.text, tokenizer, tokens, hide: 'mask' }, false);
  const input = tensor2d([new Array(tokens.length).fill(1)]);
  const candidate = (index: number) => candidateMasks(one, index);
  const task = { model, input, perturbation: new Columns(), masksPerCandidate: one.params.nMasks, candidate };
  await expectDeviations(one, task);
  const found = await saliencies(one, task, storedMasks(one.random.masks));
  for (const [index, values] of found.entries()) {
    const expected = one.expected.explanation[index].map((entry: [string, number, number]) => entry[2]);
    expectClose(values, expected, one.tolerance.saliency);
  }
  input.dispose();
});

const rows = casesOf('dianna_tests', 'dianna.test').filter(({ id }) => id === 'rise_determine_p_keep');

it.each(rows)("DIANNA's own test, whose masks hide whole rows of a digit: $id", async (one: Case) => {
  const [, , height, width] = one.input.shape;
  const input = inputOf({ ...one, input: { ...one.input, shape: [height, width, 1] }, params: {} });
  const groups = Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => y * width + x));
  const candidate = (index: number) => candidateGrids(one, index, 1, height);
  const perturbation = new Columns({ groups });
  await expectDeviations(one, { model: modelOf(one, []), input, perturbation, masksPerCandidate: 100, candidate });
  const { stdPerCandidate } = one.expected;
  expect(candidates[stdPerCandidate.indexOf(Math.max(...stdPerCandidate))]).toBe(one.expected.pKeep);
  input.dispose();
});
