import '@tensorflow/tfjs-layers';
import { getGradient } from '@tensorflow/tfjs-core';
import { checkGradients } from '../support/check-gradients';

// The stock gradients, which tfjs-layers registers, are there before those of this package.
const stockTanh = getGradient('Tanh');

checkGradients();

test('stock gradients that are right stay', () => {
  expect(stockTanh).toBeDefined();
  expect(getGradient('Tanh')).toBe(stockTanh);
});
