import { engine } from '@tensorflow/tfjs-core';

let before = 0;

beforeEach(() => {
  before = engine().state.numTensors;
});

afterEach(() => {
  expect({ tensorsLeftOver: engine().state.numTensors - before }).toEqual({ tensorsLeftOver: 0 });
});
