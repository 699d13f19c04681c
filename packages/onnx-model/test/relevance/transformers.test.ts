import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  clone,
  concat,
  setBackend,
  slice,
  squeeze,
  stack,
  stridedSlice,
  type Tensor,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { Gradient, InputTimesGradient, IntegratedGradients, Occlusion } from 'explainable-ai';
import { readModel } from 'onnx-format';
import {
  AttentionAttribution,
  AttentionGradCAM,
  AttentionRollout,
  AttnLRP,
  CPLRP,
  LRP,
  TransformerAttribution,
  TransformerGamma,
} from 'relevance-propagation';
import { type AnalyzeOptions, type Analyzer, analyze, type Executor, MaskSelector } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import '../../../../tooling/jest/backends';
import { expectWithin, valuesOf } from '../../../../tooling/jest/conformance';
import {
  type CutTransformer,
  caseOfSample,
  caseOfValues,
  cutTransformer,
  readTransformer,
  sampleOf,
  selectionOf,
  type TransformerCase,
  type TransformerData,
  transformers,
} from '../support/transformers';

const models = ['bert', 'distilbert', 'minilm', 'vit', 'gpt2', 'llama', 'llama_q4', 'bert_q8'];
const relevance = /^(attnlrp|cplrp)/;
const compiledCases =
  /^(attnlrp|cplrp.gamma|cplrp.hidden|rollout.mean.discard|chefer.*|attention.gradient|gradcam.attention|ig.gausslegendre.50)$/;
const elsewhere = /^(llm|shapley|gradcam\.(relu|signed))/; // tested where what they need is: text models, KernelSHAP, and beside GradCAM

beforeAll(async () => {
  await setBackend('wasm');
});

/** What this project gives for a case. */
async function explain(
  one: TransformerCase,
  data: TransformerData,
  file: string,
  cut: CutTransformer,
  executor?: Executor,
) {
  const selection = selectionOf(one, data);
  const { at = [] } = one.params;
  const known = namesOf(cut.folder, file, data);
  const names = Array.isArray(at) ? at.map((name) => known[name]) : [];
  const asked = relevance.test(one.id) ? { executor, layerwiseRelevances: names } : { executor };
  const { analyzer, ...options } = setUp(one, cut, asked);
  const explanation = await analyze(cut.x, analyzer, selection, options);
  const { layerwiseRelevances, ...extras } = (explanation.extras ?? {}) as Record<string, unknown>;
  const inner = layerwiseRelevances as Record<string, Tensor> | undefined;
  const kept = extras[keptOf[one.id]] as Tensor | undefined;
  const value = tidy(() => {
    if (inner && names.length > 0) return stack(names.map((name) => inner[name]));
    if (kept) return transpose(kept, [1, 0, 2, 3, 4]);
    return one.method === 'Occlusion' ? oneOfEach(explanation.val, one) : clone(explanation.val);
  });
  explanation.dispose();
  options.inputRef?.dispose();
  if (selection instanceof MaskSelector) selection.mask.dispose();
  return value;
}

/** The extras that cases speak of, not of the attribution. */
const keptOf: Readonly<Record<string, string>> = {
  attention: 'attention',
  'attention.gradient': 'attentionGradients',
  'chefer.relevance': 'attentionRelevances',
};

interface SetUp {
  readonly analyzer: Analyzer<AnalyzeOptions>;
  readonly inputRef?: Tensor;
  readonly batchSize?: number;
  readonly executor?: Executor;
}

/** The analyzer of a case, and what it is given. */
function setUp({ id, method, params }: TransformerCase, cut: CutTransformer, options: object): SetUp {
  const { model } = cut;
  const { gammaLinear, gammaConv, headFusion, discardRatio, baselineId, maskId, patch } = params;
  const keepAttention = id in keptOf;
  switch (method) {
    case 'Gradient':
      return { ...options, analyzer: new Gradient(model) };
    case 'InputXGradient':
      return { ...options, analyzer: new InputTimesGradient(model) };
    case 'IntegratedGradients': {
      const quadrature = id.includes('riemann') ? 'midpoint' : 'gauss-legendre';
      const inputRef = baselineId === undefined ? undefined : cut.of(baselineId);
      return {
        ...options,
        analyzer: new IntegratedGradients(model, 50, { quadrature, batchSize: cut.batchSize }),
        inputRef,
      };
    }
    case 'Occlusion': {
      const window = patch ? [3, patch, patch] : [1, cut.x.shape[2] as number];
      return {
        ...options,
        analyzer: new Occlusion(model, window),
        batchSize: cut.batchSize,
        inputRef: maskId === undefined ? undefined : cut.of(maskId),
      };
    }
    case 'AttnLRP':
      return { ...options, analyzer: new AttnLRP(model) };
    case 'CP-LRP': {
      const composite = gammaLinear && new TransformerGamma({ dense: gammaLinear, convolution: gammaConv });
      const ruled = composite && new LRP(model, composite, { normalizeOutputRelevance: false });
      return { ...options, analyzer: ruled || new CPLRP(model) };
    }
    case 'AttentionRollout':
      return { ...options, analyzer: new AttentionRollout(model, { headFusion, discardRatio }) };
    case 'TransformerAttribution': {
      const normalizeRows = cut.x.rank === 3; // as its authors do for BERT
      return { ...options, analyzer: new TransformerAttribution(model, { keepAttention, normalizeRows }) };
    }
    case 'AttentionGradCAM':
      return { ...options, analyzer: new AttentionGradCAM(model) };
    default:
      return { ...options, analyzer: new AttentionAttribution(model, { keepAttention }) };
  }
}

/** What hidden windows have in common: a value a token, or a patch. */
function oneOfEach(val: Tensor, { params: { patch } }: TransformerCase): Tensor {
  if (!patch) return squeeze(slice(val, [0, 0, 0], [-1, -1, 1]), [2]);
  return squeeze(stridedSlice(val, [0, 0, 0, 0], val.shape, [1, 3, patch, patch]), [1]);
}

/** What this project gives for a case of a method that goes with batches of its own: sample by sample, as the other inputs are fixed. */
async function explainEach(
  one: TransformerCase,
  data: TransformerData,
  file: string,
  folder: string,
  executor?: Executor,
) {
  const values: Tensor[] = [];
  for (let sample = 0; sample < data.output.shape[0]; sample++) {
    const [alone, single] = [sampleOf(data, sample), caseOfSample(one, sample)];
    const cut = await cutTransformer(path.join(folder, file), alone, startOf(folder, file, data));
    values.push(await explain(single, alone, file, cut, executor));
    cut.dispose();
  }
  const all = concat(values);
  for (const value of values) value.dispose();
  return all;
}

async function check(
  one: TransformerCase,
  data: TransformerData,
  file: string,
  cut: CutTransformer,
  executor?: Executor,
) {
  const goesAlone = ['IntegratedGradients', 'Occlusion'].includes(one.method);
  const value = await (goesAlone
    ? explainEach(one, data, file, cut.folder, executor)
    : explain(one, data, file, cut, executor));
  expect(value.shape.filter((size) => size > 1)).toEqual(one.expected.shape.filter((size) => size > 1)); // maps have a channel
  expectWithin(value.dataSync(), valuesOf(one.expected), one);
  value.dispose();
}

/** Where explanations of a file begin. */
function startOf(folder: string, file: string, data: TransformerData): string {
  const { word, 'hidden.0': first } = namesOf(folder, file, data);
  return data.inputs.pixel_values ? 'pixel_values' : (word ?? first);
}

/**
 * The names of a file's inner values. What fused operators of a BERT give has names too: its embedding, and the second normalization of each block. A GPT-2's are
 * those that its exporter gives: the sums of its blocks, and what the first of them adds to.
 */
function namesOf(folder: string, file: string, { names }: TransformerData): Record<string, string> {
  const known = names[file] ?? {};
  if (known['hidden.0']) return known;
  const { nodes } = readModel(readFileSync(path.join(folder, file))).graph;
  if (known.word) {
    const first = nodes.find(({ outputs }) => /\/(h|layers)\.0\/Add_output_0$/.test(outputs[0]))?.inputs ?? [];
    const inner = [['hidden.0', first.find((name) => !/\/(h|layers)\.0\//.test(name))]];
    for (const [name] of nodes.map(({ outputs }) => outputs)) {
      const [, block, value] = /\/(?:h|layers)\.(\d+)\/(Add_1|(?:self_)?attn\/Softmax)_output_0$/.exec(name) ?? [];
      if (value) inner.push([value === 'Add_1' ? `hidden.${Number(block) + 1}` : `attention.${block}`, name]);
    }
    return { ...known, ...Object.fromEntries(inner.filter(([, name]) => name)) };
  }
  const outputsOf = (kind: string) => nodes.filter(({ op }) => op === kind).map(({ outputs }) => outputs[0]);
  const blocks = outputsOf('SkipLayerNormalization').filter((_, index) => index % 2 === 1);
  const hidden = [...outputsOf('EmbedLayerNormalization'), ...blocks];
  return Object.fromEntries(hidden.map((name, index) => [`hidden.${index}`, name]));
}

/** The cases of a file that are tested here, each with the values that the file has names for. */
function casesOf(folder: string, file: string, data: TransformerData): TransformerCase[] {
  const names = { pixel_values: 'pixel_values', ...namesOf(folder, file, data) };
  return data.cases
    .filter(({ id }) => !elsewhere.test(id))
    .flatMap((one) => {
      const { at } = one.params;
      if (at === undefined || one.id in keptOf || one.id === 'gradcam.attention') return [one];
      if (!Array.isArray(at)) return at in names ? [one] : [];
      const there = at.map((name, index) => ({ name, index })).filter(({ name }) => name in names);
      return there.length > 0
        ? [
            caseOfValues(
              one,
              there.map(({ index }) => index),
            ),
          ]
        : [];
    });
}

/** What a file cannot say of the cases, as a fused operator has swallowed the value that they are of: the embedding of words; attention. */
const swallowed: Readonly<Record<string, RegExp>> = {
  'model.contrib.onnx': /^(gradient|input_x_gradient|ig\..*|attnlrp(\.alt|\.contrast|\.attention)?|cplrp)$/,
  'model.gqa.onnx': /^attnlrp.attention$/,
  'model.q4.onnx': /^attnlrp.attention$/,
};

// Another model, of a folder of the same form, is tested where the environment names it.
const another = process.env.TRANSFORMER_CASES;
for (const folder of [...models.map((name) => path.join(transformers, name)), ...(another ? [another] : [])]) {
  const data = readTransformer(folder);
  describe.each(data.files)(`${path.basename(folder)}, %s`, (file) => {
    let cut: CutTransformer;

    beforeAll(async () => {
      cut = await cutTransformer(path.join(folder, file), data, startOf(folder, file, data));
    });

    afterAll(() => cut.dispose());

    test('has all cases, but those of values that it does not have', () => {
      const ids = data.cases.map(({ id }) => id).filter((id) => !elsewhere.test(id) && !swallowed[file]?.test(id));
      expect(casesOf(folder, file, data).map(({ id }) => id)).toEqual(ids);
    });

    test.each(casesOf(folder, file, data).map((one): [string, TransformerCase] => [one.id, one]))('%s', (_id, one) =>
      check(one, data, file, cut),
    );
  });
}

describe('compiled', () => {
  let executor: Executor & { dispose(): Promise<void> };

  beforeAll(async () => {
    executor = await NativeExecutor.create({
      threads: 1,
      onFallback: (message) => {
        throw new Error(message);
      },
    });
  });

  afterAll(() => executor.dispose());

  const filesOf = (name: string) => readTransformer(path.join(transformers, name)).files;
  const all = models.flatMap((name) => filesOf(name).map((file) => [name, file]));
  const some = models.map((name) => [name, filesOf(name).at(-1) as string]);

  test.each(process.env.CONFORMANCE === 'all' ? all : some)('%s, %s', async (name, file) => {
    const folder = path.join(transformers, name);
    const data = readTransformer(folder);
    const cut = await cutTransformer(path.join(folder, file), data, startOf(folder, file, data));
    for (const one of casesOf(folder, file, data)) {
      if (process.env.CONFORMANCE === 'all' || compiledCases.test(one.id)) await check(one, data, file, cut, executor);
    }
    cut.dispose();
  });
});
