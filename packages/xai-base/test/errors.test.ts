import * as errors from '../src/errors';

const { ModelError, NoGradientError, ShapeError, XaiError } = errors;
const kinds = Object.values(errors);

test.each(kinds.map((kind) => [kind.name, kind] as const))('%s carries its name and what was wrong', (name, kind) => {
  const cause = new Error('cause');
  const error = new kind('batchSize is 0', { argument: 'batchSize', value: 0, expected: 'more', cause });
  expect(error).toMatchObject({
    name,
    message: 'batchSize is 0',
    argument: 'batchSize',
    value: 0,
    expected: 'more',
    cause,
  });
  expect(error).toBeInstanceOf(kind);
  expect(error).toBeInstanceOf(XaiError);
  expect(error).toBeInstanceOf(Error);
  expect('cause' in new kind('no cause')).toBe(false);
});

test('kinds are told apart', () => {
  expect(new NoGradientError('x')).toBeInstanceOf(ModelError);
  expect(new ModelError('x')).not.toBeInstanceOf(NoGradientError);
  expect(new ShapeError('x')).not.toBeInstanceOf(ModelError);
  for (const other of [new Error('x'), {}, null, undefined, 3, 'XaiError', Object.create(null)]) {
    expect(other).not.toBeInstanceOf(XaiError);
  }
});

test('a subclass of another package has the name and the id that it gives itself', () => {
  class GridError extends ShapeError {
    static override readonly id = 'GridError';
  }
  class Unnamed extends ShapeError {}
  expect(new GridError('x')).toMatchObject({ name: 'GridError' });
  expect(new GridError('x')).toBeInstanceOf(ShapeError);
  expect(new ShapeError('x')).not.toBeInstanceOf(GridError);
  expect(new Unnamed('x')).toBeInstanceOf(Unnamed);
  expect(new Unnamed('x')).toBeInstanceOf(ShapeError);
  expect(new ShapeError('x')).not.toBeInstanceOf(Unnamed);
});
