import { OutOfMemoryError } from '../errors';
import type { WrittenGraph } from '../graph/write-graph';
import type { Runtime, RuntimeSession, RuntimeTensor, SessionOptions } from './runtime';

/** A graph to load: a file, and the constants that are not in it. */
export type LoadedGraph = Pick<WrittenGraph, 'bytes' | 'external'>;

/** A graph that onnxruntime has loaded. */
export class GraphSession {
  private constructor(private readonly session: RuntimeSession) {}

  static load(
    { InferenceSession }: Runtime,
    { bytes, external }: LoadedGraph,
    own: SessionOptions,
  ): Promise<GraphSession> {
    const options = {
      externalData: [...external].map(([path, data]) => ({ path, data })),
      graphOptimizationLevel: 'all',
      enableMemPattern: false, // from its second run on, it would have a plan's memory beside that of the first run
      logSeverityLevel: 4,
      ...own,
    } as const;
    return guarded(async () => new GraphSession(await InferenceSession.create(bytes, options)));
  }

  run(feeds: Record<string, RuntimeTensor>): Promise<Record<string, RuntimeTensor>> {
    return guarded(() => this.session.run(feeds));
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

/** Tells a lack of memory from other failures. */
async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!/allocat|bad_alloc|out of memory/i.test(String(cause))) throw cause;
    throw new OutOfMemoryError(`onnxruntime could not allocate what this batch needs: ${String(cause)}`, { cause });
  }
}
