import path from 'node:path';
import { setBackend, slice, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { AttnLRP } from 'relevance-propagation';
import { analyze } from 'xai-base';
import '../../../../tooling/jest/backends';
import { valuesOf } from '../../../../tooling/jest/conformance';
import { OnnxModel, TextModel } from '../../src';
import { readTextFixture, textOf, textTransformers } from '../support/text-fixtures';

beforeAll(async () => {
  await setBackend('wasm');
});

const files = textTransformers.flatMap((name) => readTextFixture(name).data.files.map((file) => [name, file] as const));

/** The largest distance of two lists of numbers, measured in the largest number. */
function distance(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(got.length).toBe(wanted.length);
  const largest = Array.from(wanted).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Array.from(got).reduce((most, value, at) => Math.max(most, Math.abs(value - wanted[at])), 0) / largest;
}

/** What onnxruntime says of a text, at its last token. */
async function runtimeOutput(file: string, ids: readonly number[], types: readonly number[] | undefined) {
  const model = await OnnxModel.load(file);
  const row = (values: readonly number[]) => tensor([...values], [1, ids.length], 'int32');
  const known: Record<string, Tensor> = {
    input_ids: row(ids),
    attention_mask: row(ids.map(() => 1)),
    token_type_ids: row(types ?? ids.map(() => 0)),
    position_ids: row([...ids.keys()]),
  };
  const inputs = model.inputs.map(({ name, shape }) => {
    const past = () => zeros(shape.map((size, axis) => (typeof size === 'number' ? size : axis === 0 ? 1 : 0)));
    return [name, known[name] ?? past()] as const;
  });
  const outputs = await model.run(Object.fromEntries(inputs));
  const { logits, last_hidden_state: hidden } = outputs;
  const output = logits ?? hidden;
  const values = Array.from(output.dataSync());
  const classes = output.shape.at(-1) as number;
  for (const one of [...Object.values(known), ...inputs.map(([, value]) => value), ...Object.values(outputs)])
    one.dispose();
  await model.dispose();
  return values.slice(-classes);
}

describe.each(files)('%s, %s', (name, file) => {
  const { folder, data, samples, tokenizer } = readTextFixture(name);
  const source = path.join(folder, file);
  let text: TextModel;

  beforeAll(async () => {
    text = await TextModel.fromOnnx(source, tokenizer);
  });

  afterAll(() => text.dispose());

  test('a text has the output that onnxruntime gives', async () => {
    for (const { ids, types } of samples) {
      const { input, furtherInputs } = text.embed(text.encode(textOf(ids)));
      const output = text.model(input, furtherInputs);
      const tolerance = file.includes('int8') ? 2e-2 : 1e-5;
      expect(distance(output.dataSync(), await runtimeOutput(source, ids, types))).toBeLessThan(tolerance);
      for (const one of [input, output, ...Object.values(furtherInputs)]) one.dispose();
    }
  });

  test('texts of several lengths have the outputs that each has alone, and filled-up ones too', async () => {
    const [{ ids }] = samples;
    const texts = [ids, ids.slice(0, 4), [...ids.slice(0, 3), ...ids.slice(1)]].map((one) => ({ ids: one }));
    const together = await text.predict(texts);
    const filled = await TextModel.fromOnnx(source, tokenizer, { length: 12 });
    const full = await filled.predict(texts);
    expect(distance(full.dataSync(), together.dataSync())).toBeLessThan(2e-5);
    for (const [at, one] of texts.entries()) {
      const alone = await text.predict([one]);
      const row = slice(together, [at, 0], [1, -1]);
      expect(distance(row.dataSync(), alone.dataSync())).toBeLessThan(2e-5);
      for (const each of [alone, row]) each.dispose();
    }
    for (const each of [together, full]) each.dispose();
    filled.dispose();
  });

  const hasWords = data.names[file]?.word !== undefined; // else a fused operator adds positions to them, and normalizes the sums
  const one = data.cases.find(({ id }) => id === (hasWords ? 'attnlrp' : 'attnlrp.hidden'));
  const index = one?.outputIndex?.[0];
  if (!one || index === undefined) return; // of a mean over all tokens, which no text model gives

  test(`AttnLRP begins at its ${hasWords ? 'words' : 'first block'}`, async () => {
    const [{ ids }] = samples;
    const [position, output] = Array.isArray(index) ? index : (['last', index] as const);
    const placed = await TextModel.fromOnnx(source, tokenizer, { position });
    const { input, furtherInputs } = placed.embed(placed.encode(textOf(ids)));
    const explanation = await analyze(input, new AttnLRP(placed.model), output, { furtherInputs });
    const size = ids.length * (input.shape[2] as number);
    expect(distance(explanation.val.dataSync(), valuesOf(one.expected).slice(0, size))).toBeLessThan(2e-5);
    explanation.dispose();
    for (const each of [input, ...Object.values(furtherInputs)]) each.dispose();
    placed.dispose();
  });
});
