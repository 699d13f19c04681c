import { verdictOn } from '../../kernels/verdict';

const reference = { values: Float32Array.of(1, -200, 3) };

test('small differences, relative to the largest value, are right', () => {
  expect(verdictOn({ values: Float32Array.of(1.1, -200, 3) }, reference)).toBe('right');
  expect(verdictOn({ values: Float32Array.of(1.3, -200, 3) }, reference)).toBe('wrong');
});

test('other shapes and numbers that are none are wrong', () => {
  expect(verdictOn({ values: Float32Array.of(1, -200) }, reference)).toBe('wrong');
  expect(verdictOn({ values: Float32Array.of(Number.NaN, -200, 3) }, reference)).toBe('wrong');
});

test('what is not registered is missing, other failures throw', () => {
  const failure = "Error: Kernel 'Einsum' not registered for backend 'wasm'";
  expect(verdictOn({ failure }, reference)).toBe('missing');
  expect(
    verdictOn({ failure: 'Error: Cannot compute gradient: gradient function not found for Einsum.' }, reference),
  ).toBe('missing');
  expect(verdictOn({ failure: 'Error: dilation rates greater than 1 are not supported' }, reference)).toBe('throws');
});
