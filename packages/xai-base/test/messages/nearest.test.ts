import { nearest } from '../../src/messages/nearest';

const names = ['Gradient', 'GradCAM', 'GradCAMPlusPlus', 'IntegratedGradients', 'Occlusion'];

test.each([
  ['gradcam', 'GradCAM'],
  ['Grad-CAM', 'GradCAM'],
  ['gradients', 'Gradient'],
  ['integrated_gradient', 'IntegratedGradients'],
  ['oclusion', 'Occlusion'],
])('%s means %s', (given, expected) => {
  expect(nearest(given, names)).toBe(expected);
});

test('what is nothing like any name means none', () => {
  expect(nearest('lime', names)).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});
