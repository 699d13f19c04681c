import { ValueError } from 'xai-base';
import { createImage, SumReduction } from '../../src';
import { perSample } from '../values-for-tests';

test('images are an error that names the transform', () => {
  const apply = () => new SumReduction().apply([createImage(1, 1)], perSample);
  expect(apply).toThrow(ValueError);
  expect(apply).toThrow('SumReduction was given images; expected values: put it before the colour map.');
});
