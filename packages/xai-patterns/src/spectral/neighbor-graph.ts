import { dot, type Vector } from '../maps/vectors';

/**
 * Who is next to whom: 1 where one of two is among the nearest of the other, by Euclidean distance, else 0; nobody is next to itself.
 *
 * @param vectors all of one length
 * @param neighbors how many of the nearest count
 * @returns symmetric, `[samples][samples]`
 */
export function neighborGraph(vectors: readonly Vector[], neighbors: number): Float64Array[] {
  const squares = vectors.map((vector) => dot(vector, vector));
  const graph = vectors.map(() => new Float64Array(vectors.length));
  vectors.forEach((vector, one) => {
    const distances = vectors.map((other, at) => squares[at] - 2 * dot(vector, other));
    const others = distances.map((_, at) => at).filter((at) => at !== one);
    others.sort((a, b) => distances[a] - distances[b]);
    for (const other of others.slice(0, neighbors)) {
      graph[one][other] = 1;
      graph[other][one] = 1;
    }
  });
  return graph;
}
