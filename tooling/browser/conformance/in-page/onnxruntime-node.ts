import { env, InferenceSession as WebSession } from 'onnxruntime-web';

export { Tensor } from 'onnxruntime-web';

env.wasm.wasmPaths = '/onnxruntime/';

let turn: Promise<unknown> = Promise.resolve();

/** Sessions that run one after the other, as those of onnxruntime-node seem to: those of a page refuse to run while another does. */
export const InferenceSession = {
  async create(model: Uint8Array): Promise<WebSession> {
    const session = await WebSession.create(model);
    const run = session.run.bind(session);
    const queued = (feeds: WebSession.OnnxValueMapType) => {
      const result = turn.then(() => run(feeds));
      turn = result.catch(() => undefined);
      return result;
    };
    return Object.assign(session, { run: queued });
  },
};
