const absent = (name: string) =>
  jest.doMock(name, () => {
    throw new Error(`Cannot find module '${name}'`);
  });

beforeEach(() => jest.resetModules());

const find = async () => (await import('../../src/session/find-runtime')).findRuntime();

describe('the runtime that is found', () => {
  it('is onnxruntime-node', async () => {
    const { InferenceSession } = await import('onnxruntime-node');
    expect((await find()).InferenceSession).toBe(InferenceSession);
  });

  it('is onnxruntime-web where onnxruntime-node is not installed', async () => {
    absent('onnxruntime-node');
    const { InferenceSession } = await import('onnxruntime-web');
    expect((await find()).InferenceSession).toBe(InferenceSession);
  });

  it('is none where neither is installed: an error with the line that installs one', async () => {
    absent('onnxruntime-node');
    absent('onnxruntime-web');
    const error = await find().catch((reason) => reason);
    expect(error.name).toBe('RuntimeNotFoundError');
    expect(error.message).toContain('npm install onnxruntime-node');
    expect(error.cause.errors).toHaveLength(2);
  });
});
