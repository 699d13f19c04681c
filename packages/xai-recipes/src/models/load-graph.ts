import type { GraphModel } from '@tensorflow/tfjs-converter';
import { engine, type io, type Tensor } from '@tensorflow/tfjs-core';

/** Builds a graph-model; none of the weights of one that cannot be built stays. */
export async function loadGraph(artifacts: io.ModelArtifacts): Promise<GraphModel> {
  const { loadGraphModelSync } = await import('@tensorflow/tfjs-converter');
  engine().startScope();
  let weights: Tensor[] = []; // none of a model that cannot be loaded outlives the scope
  try {
    const model = loadGraphModelSync({ load: () => artifacts });
    weights = [...engine().state.activeScope.track];
    return model as unknown as GraphModel; // its type says by what it was loaded
  } finally {
    engine().endScope(weights);
  }
}
