import type { OnnxNode } from 'onnx-format';
import type { UnsupportedUse } from './errors';

/** The operators of a graph that are not supported, each way of using one once. */
export class UnsupportedUses {
  private readonly uses = new Map<string, UnsupportedUse>();

  /** Counts a node. */
  add({ op, domain }: OnnxNode, reason?: string): void {
    const key = `${domain}.${op} ${reason}`;
    const count = (this.uses.get(key)?.count ?? 0) + 1;
    this.uses.set(key, { op, domain, count, ...(reason !== undefined && { reason }) });
  }

  /** All of them, in the order in which they came. */
  get list(): UnsupportedUse[] {
    return [...this.uses.values()];
  }
}
