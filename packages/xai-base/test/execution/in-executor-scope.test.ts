import { type Executor, type ExecutorScope, eagerExecutor, inExecutorScope, useExecutor } from '../../src';

/** An executor that tells which of its scopes are open. */
function scoping() {
  const open = new Set<ExecutorScope>();
  const executor: Executor = {
    ...eagerExecutor,
    scope() {
      const scope: ExecutorScope = { ...eagerExecutor, dispose: async () => void open.delete(scope) };
      open.add(scope);
      return scope;
    },
  };
  return { open, executor };
}

afterEach(() => useExecutor(undefined));

test.each(['named', 'chosen'])('work has a scope of the executor that is %s, until it is done', async (how) => {
  const { open, executor } = scoping();
  if (how === 'chosen') useExecutor(executor);
  const options = how === 'named' ? { executor, seed: 3 } : { seed: 3 };
  const done = await inExecutorScope(options as { executor?: Executor; seed: number }, async (own) => {
    expect([...open]).toEqual([own.executor]);
    return own.seed;
  });
  expect({ done, open: open.size }).toEqual({ done: 3, open: 0 });
});

test('a scope goes also when the work fails', async () => {
  const { open, executor } = scoping();
  const failing = inExecutorScope({ executor }, async () => {
    throw new Error('failed');
  });
  await expect(failing).rejects.toThrow('failed');
  expect(open.size).toBe(0);
});

test('without an executor that keeps anything, work has what was given', async () => {
  for (const executor of [undefined, eagerExecutor])
    await inExecutorScope({ executor }, async (own) => expect(own.executor).toBe(executor));
});
