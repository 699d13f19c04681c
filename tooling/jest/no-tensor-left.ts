import { engine, env } from '@tensorflow/tfjs-core';

env().set('IS_TEST', true); // keeps the advertisement for the node backend out of the output

let before = 0;

beforeEach(() => {
  before = engine().state.numTensors;
});

afterEach(() => {
  expect({ tensorsLeftOver: engine().state.numTensors - before }).toEqual({ tensorsLeftOver: 0 });
});
