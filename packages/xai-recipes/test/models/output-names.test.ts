import { findOutput } from '../../src/models/output-names';

test('outputs by index, by path and by class', () => {
  const labels = ['ham', 'Spam'];
  expect(findOutput('recipe.selection.output', 1, labels)).toBe(1);
  expect(findOutput('recipe.selection.output', [37, 1], labels)).toEqual([37, 1]);
  expect(findOutput('recipe.selection.output', 'spam', labels)).toBe(1);
  expect(() => findOutput('recipe.selection.output', 'spm', labels)).toThrow('Did you mean Spam?');
  expect(() => findOutput('recipe.selection.against', 'cat')).toThrow(
    'recipe.selection.against is "cat". Expected an integer of at least 0, as nothing names its classes.',
  );
});
