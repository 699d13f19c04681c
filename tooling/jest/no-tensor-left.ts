import { memory } from '@tensorflow/tfjs-core';

let before = 0;

beforeEach(() => {
  before = memory().numTensors;
});

afterEach(() => {
  expect({ tensorsLeftOver: memory().numTensors - before }).toEqual({ tensorsLeftOver: 0 });
});
