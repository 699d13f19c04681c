/** An element of which a share is kept. Whole shares as they are: nothing of a missing value is left when it is hidden, and nothing is rounded. */
export function mixed(share: number, value: number, hidden: number): number {
  if (share === 1) return value;
  return share === 0 ? hidden : hidden + share * (value - hidden);
}
