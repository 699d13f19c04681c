import type { Node } from './value';

/** How many groups of channels a convolution has. */
export function groupOf({ attributes }: Node): number {
  return Number(attributes.group?.value ?? 1);
}
