import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clone, setBackend, stack, type Tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import { readModel } from 'onnx-format';
import { AttentionAttribution, AttentionRollout, AttnLRP, CPLRP, LRP, TransformerGamma } from 'relevance-propagation';
import { analyze, type Executor, MaskSelector } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import '../../../../tooling/jest/backends';
import { expectWithin, valuesOf } from '../../../../tooling/jest/conformance';
import {
  type CutTransformer,
  cutTransformer,
  readTransformer,
  selectionOf,
  type TransformerCase,
  type TransformerData,
  transformers,
} from '../support/transformers';

const models = ['bert', 'distilbert', 'minilm', 'vit', 'gpt2', 'llama', 'llama_q4', 'bert_q8'];
const relevance = /^(attnlrp|cplrp)/;
const methods = ['AttnLRP', 'CP-LRP', 'AttentionRollout', 'CheferGeneric', 'Attention', 'AttentionGradient'];

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
  const names = Array.isArray(at) ? at.map((name) => data.names[file]?.[name]) : [];
  const analyzer = analyzerOf(one, cut);
  const asked = relevance.test(one.id) ? { executor, layerwiseRelevances: names } : { executor };
  const explanation = await analyze(cut.x, analyzer, selection, asked);
  const { layerwiseRelevances, attention, attentionGradients } = (explanation.extras ?? {}) as Record<string, unknown>;
  const inner = layerwiseRelevances as Record<string, Tensor> | undefined;
  const kept = (one.id === 'attention' ? attention : attentionGradients) as Tensor | undefined;
  const value = tidy(() => {
    if (inner && names.length > 0) return stack(names.map((name) => inner[name]));
    return kept ? transpose(kept, [1, 0, 2, 3, 4]) : clone(explanation.val);
  });
  explanation.dispose();
  if (selection instanceof MaskSelector) selection.mask.dispose();
  return value;
}

function analyzerOf({ id, method, params }: TransformerCase, { model }: CutTransformer) {
  const { gammaLinear, gammaConv } = params;
  if (gammaLinear) {
    const composite = new TransformerGamma({ dense: gammaLinear, convolution: gammaConv });
    return new LRP(model, composite, { normalizeOutputRelevance: false });
  }
  if (method === 'AttnLRP') return new AttnLRP(model);
  if (method === 'CP-LRP') return new CPLRP(model);
  const { headFusion, discardRatio } = params;
  if (method === 'AttentionRollout') return new AttentionRollout(model, { headFusion, discardRatio });
  return new AttentionAttribution(model, { keepAttention: id.startsWith('attention') });
}

async function check(
  one: TransformerCase,
  data: TransformerData,
  file: string,
  cut: CutTransformer,
  executor?: Executor,
) {
  const value = await explain(one, data, file, cut, executor);
  expect(value.shape).toEqual(one.expected.shape);
  expectWithin(value.dataSync(), valuesOf(one.expected), one);
  value.dispose();
}

/** Where explanations of a file begin: what a fused embedding gives has no name among the cases. */
function startOf(folder: string, file: string, { names, inputs }: TransformerData): string {
  if (inputs.pixel_values) return 'pixel_values';
  const known = names[file]?.word ?? names[file]?.['hidden.0'];
  if (known) return known;
  const { nodes } = readModel(readFileSync(path.join(folder, file))).graph;
  return nodes.find(({ op }) => op === 'EmbedLayerNormalization')?.outputs[0] as string;
}

/** The cases whose values a file has names for. */
function casesOf({ cases, names }: TransformerData, file: string): TransformerCase[] {
  const known = new Set(['pixel_values', ...Object.keys(names[file] ?? {})]);
  return cases
    .filter(({ id, method }) => methods.includes(method) && !id.startsWith('llm'))
    .filter(({ id, params }) => !relevance.test(id) || [params.at].flat().every((name) => known.has(name ?? '')));
}

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

    test.each(casesOf(data, file).map((one): [string, TransformerCase] => [one.id, one]))('%s', (_id, one) =>
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

  test.each([
    ['bert', 'model.fused.onnx'],
    ['vit', 'model.onnx'],
    ['llama', 'model.onnx'],
  ])('%s, %s', async (name, file) => {
    const folder = path.join(transformers, name);
    const data = readTransformer(folder);
    const cut = await cutTransformer(path.join(folder, file), data, startOf(folder, file, data));
    const some = [
      'attnlrp',
      'cplrp.gamma',
      'cplrp.hidden',
      'rollout.mean.discard',
      'chefer.generic',
      'attention.gradient',
    ];
    for (const one of data.cases.filter(({ id }) => some.includes(id))) await check(one, data, file, cut, executor);
    cut.dispose();
  });
});
