/** Something of each method by each metric. */
export type ByMethod<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** Makes something else of each. */
export function mapCells<A, B>(cells: ByMethod<A>, make: (cell: A) => B): ByMethod<B> {
  const rowOf = (row: Readonly<Record<string, A>>) =>
    Object.fromEntries(Object.entries(row).map(([metric, cell]) => [metric, make(cell)]));
  return Object.fromEntries(Object.entries(cells).map(([method, row]) => [method, rowOf(row)]));
}

/** Makes something of each method by each metric, in their order. */
export function eachCell<T>(
  methods: readonly string[],
  metrics: readonly string[],
  make: (method: string, metric: string) => T,
): ByMethod<T> {
  const rowOf = (method: string) => Object.fromEntries(metrics.map((metric) => [metric, make(method, metric)]));
  return Object.fromEntries(methods.map((method) => [method, rowOf(method)]));
}
