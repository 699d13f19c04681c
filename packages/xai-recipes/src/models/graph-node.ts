/** One use of an operator in a graph of any format: the values that it takes and gives. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}
