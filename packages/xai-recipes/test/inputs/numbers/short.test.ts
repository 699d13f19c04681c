import { short } from '../../../src';

test('numbers for people', () => {
  expect([0, 1.23456, -0.001234, 123456, 1e-7].map(short)).toEqual(['0', '1.235', '-0.001234', '1.2e+5', '1.0e-7']);
});
