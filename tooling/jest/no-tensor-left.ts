import { engine, env } from '@tensorflow/tfjs-core';

// Keeps the advertisement for the node backend out of the output. IS_TEST would, too, but it forbids an op to keep a tensor, as customGrad does.
env().set('PROD', true);

let before = 0;

beforeEach(() => {
  before = engine().state.numTensors;
});

afterEach(() => {
  expect({ tensorsLeftOver: engine().state.numTensors - before }).toEqual({ tensorsLeftOver: 0 });
});
