import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tensor2d } from '@tensorflow/tfjs-core';
import { OnnxModel, readOnnx, readTreeEnsemble } from 'onnx-model';
import { analyze, deserialize, serialize } from 'xai-base';
import { TreeSHAP } from '../src';

/** What XGBoost says of rows: missing values are null. */
interface Said {
  readonly x: readonly (number | null)[];
  readonly rows: number;
  readonly columns: number;
  readonly y: readonly number[];
  /** `[rows, classes, columns + 1]`, the expected value last; of a single output without its axis. */
  readonly contributions: readonly number[];
}

const folder = path.join(__dirname, 'fixtures/xgboost');
const models: Record<string, Said> = JSON.parse(readFileSync(path.join(folder, 'models.json'), 'utf8'));
const file = (name: string) => readFileSync(path.join(folder, `${name}.onnx`));
const rowsOf = ({ x, rows, columns }: Said) =>
  tensor2d(
    x.map((value) => value ?? Number.NaN),
    [rows, columns],
  );

/** Checks numbers to 1e-5 of the largest. */
function expectNear(found: ArrayLike<number>, expected: readonly number[]): void {
  const largest = Math.max(...expected.map(Math.abs));
  expect(found).toHaveLength(expected.length);
  for (let at = 0; at < expected.length; at++) expect(Math.abs(found[at] - expected[at]) / largest).toBeLessThan(1e-5);
}

describe('models of XGBoost as onnxmltools writes them', () => {
  it.each(Object.keys(models))('predict what they do there, of missing values, too: %s', async (name) => {
    const input = rowsOf(models[name]);
    const [ops, session] = [await readOnnx(file(name)), await OnnxModel.load(file(name))];
    const outputs = [ops(input), await session(input)];
    for (const output of outputs) expectNear(output.dataSync(), models[name].y);
    for (const one of [input, ops, ...outputs]) one.dispose();
    await session.dispose();
  });

  it.each(['binary', 'binary-base', 'regression', 'classes'])(
    'by TreeSHAP, path-dependent, are explained as XGBoost explains them: %s',
    async (name) => {
      const said = models[name];
      const model = await readTreeEnsemble(file(`${name}-covers`));
      const input = rowsOf(said);
      const width = said.columns + 1;
      const classes = said.contributions.length / said.rows / width;
      for (let output = 0; output < classes; output++) {
        // of two classes there is the score of the second one only
        const asked = name.startsWith('binary') ? 1 : output;
        const explanation = await analyze(input, new TreeSHAP(model), asked);
        const { featureValues = [], expectedValue = [] } = explanation.extras as {
          featureValues?: number[][];
          expectedValue?: number[];
        };
        const found = featureValues.flatMap((values, row) => [...values, expectedValue[row]]);
        const expected = Array.from({ length: said.rows }, (_, row) => (row * classes + output) * width).flatMap(
          (begin) => said.contributions.slice(begin, begin + width),
        );
        expectNear(found, expected);
        const saved = deserialize(await serialize(explanation));
        expect(saved.extras).toMatchObject({ featureValues, expectedValue });
        saved.dispose();
        explanation.dispose();
      }
      input.dispose();
    },
  );

  it('have covers where they have hit rates', async () => {
    const hasCovers = async (name: string) =>
      (await readTreeEnsemble(file(name))).ensemble.trees.every(({ cover }) => cover !== undefined);
    expect([await hasCovers('binary-covers'), await hasCovers('binary')]).toEqual([true, false]);
  });
});
