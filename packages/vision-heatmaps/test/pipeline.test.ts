import { ValueError } from 'xai-base';
import { ExtremaColormap, Pipeline, SumReduction, type Transform } from '../src';
import { perSample, values } from './values-for-tests';

const batch = values([1, 1, 2, 2], [1, 2, 3, 4]);

test('applies its transforms in order, also those of pipelines in it', () => {
  const flat = new Pipeline(new SumReduction(), new ExtremaColormap('grays'));
  const nested = new Pipeline(
    new Pipeline(new SumReduction()),
    new Pipeline(new Pipeline(new ExtremaColormap('grays'))),
  );
  expect(nested.apply(batch, perSample)).toEqual(flat.apply(batch, perSample));
});

test('without transforms it changes nothing', () => {
  expect(new Pipeline().apply(batch, perSample)).toBe(batch);
});

test('wants transforms', () => {
  expect(() => new Pipeline(new SumReduction(), SumReduction as unknown as Transform)).toThrow(ValueError);
  expect(() => new Pipeline(undefined as unknown as Transform)).toThrow(/Transform 0 of the pipeline is undefined/);
});
