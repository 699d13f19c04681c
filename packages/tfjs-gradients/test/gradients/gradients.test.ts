import { completingGradients, correctedGradients } from '../../src/gradients/index';
import { checkGradients } from '../support/check-gradients';
import { examples } from '../support/examples';

test('every gradient has an example, and every example a gradient', () => {
  const registered = [...correctedGradients, ...completingGradients].map(({ kernelName }) => kernelName);
  expect(new Set(examples.map(({ op }) => op))).toEqual(new Set(registered));
  expect(registered).toHaveLength(new Set(registered).size);
});

checkGradients();
