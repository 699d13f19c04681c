import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Executor, Program } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import { loadModel } from '../../../tooling/jest/conformance';
import { asksModel, expectCase, outputsOf } from './support/expect-case';
import { fixtures, readFixture } from './support/fixtures';

let native: NativeExecutor;
let runs = 0;
const counting: Executor = {
  name: 'counting',
  run(program: Program, inputs: readonly Tensor[]) {
    runs++;
    return native.run(program, inputs);
  },
};

beforeAll(async () => {
  const onFallback = (message: string) => {
    throw new Error(message); // nothing but the compiled engine answers here
  };
  native = await NativeExecutor.create({ onFallback });
});
afterAll(() => native.dispose());

describe.each(['digits', 'shapes', 'table', 'series'])('compiled, %s', (name) => {
  const fixture = readFixture(name);
  let layers: LayersModel;
  let outputs: ReturnType<typeof outputsOf>;

  beforeAll(async () => {
    layers = await loadModel(path.join(fixtures, name));
    outputs = outputsOf(layers);
  });
  afterAll(() => layers.dispose());

  test.each(fixture.cases.filter(asksModel))('$id', async (one) => {
    const before = runs;
    await expectCase(one, fixture, layers, outputs, counting);
    expect(runs).toBeGreaterThan(before);
  });
});
