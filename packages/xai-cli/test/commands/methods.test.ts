import * as explainableAi from 'explainable-ai';
import { findMethod, methods } from '../../src';
import { xai } from '../support/xai';

test('every method of explainable-ai, relevance-propagation, model-agnostic and tree-shap is on the command line', () => {
  const isBase = (name: string) => /^(Augmentation|.*Analyzer|TokenAttribution)$/.test(name);
  const classes = Object.entries(explainableAi)
    .filter(([name, value]) => /^[A-Z]/.test(name) && typeof value === 'function' && !isBase(name))
    .map(([name]) => name);
  expect(methods.map(({ name }) => name).sort()).toEqual(
    [...classes, 'CRP', 'LRP', 'AttnLRP', 'CPLRP', 'RISE', 'LIME', 'KernelSHAP', 'TreeSHAP'].sort(),
  );
});

test('the list, for people and for programs', async () => {
  const { code, stdout } = await xai(['methods']);
  expect(code).toBe(0);
  expect(stdout).toContain('Engine: native');
  for (const { name, about } of methods) expect(stdout).toMatch(new RegExp(`^${name} .*${about.slice(0, 9)}`, 'm'));
  const described = JSON.parse((await xai(['methods', '--json'])).stdout);
  expect(described).toHaveLength(methods.length);
  expect(described[0]).toEqual({
    name: 'Gradient',
    group: 'gradients',
    about: 'How much the output changes with each element of the input.',
    options: [],
    needs: 'gradients',
    inputs: ['image', 'text', 'series', 'table'],
  });
});

test('one method alone, with its options', async () => {
  const { code, stdout } = await xai(['methods', 'smoothgrad']);
  expect(code).toBe(0);
  expect(stdout).toContain('SmoothGrad: The mean gradient of noisy copies of the input.');
  expect(stdout).toMatch(/^--std <share> .*standard deviation of the noise/m);
  expect(stdout).not.toContain('Occlusion');
  expect((await xai(['methods', 'NoiseAugmentation'])).stdout).toContain('of:     InputTimesGradient');
  expect(JSON.parse((await xai(['methods', 'Gradient', '--json'])).stdout)).toMatchObject({
    name: 'Gradient',
    options: [],
  });
  const wrong = await xai(['methods', 'Smooth']);
  expect(wrong.code).not.toBe(0);
  expect(wrong.stderr).toContain('SmoothGrad');
});

test('a name is found whatever its case', () => {
  expect(findMethod('GRADCAM').name).toBe('GradCAM');
  expect(() => findMethod('Occlusions')).toThrow('did you mean Occlusion?');
});
