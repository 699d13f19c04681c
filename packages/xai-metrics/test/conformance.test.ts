import path from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../tooling/jest/backends';
import { loadModel } from '../../../tooling/jest/conformance';
import { expectCase, outputsOf } from './support/expect-case';
import { fixtures, readFixture } from './support/fixtures';

describeBackends('metrics', () => {
  describe.each(['digits', 'shapes', 'table', 'series'])('%s', (name) => {
    const fixture = readFixture(name);
    let layers: LayersModel;

    beforeAll(async () => {
      layers = await loadModel(path.join(fixtures, name));
    });
    afterAll(() => layers.dispose());

    test.each(fixture.cases)('$id', (one) => expectCase(one, fixture, layers, outputsOf(layers)));
  });
});
