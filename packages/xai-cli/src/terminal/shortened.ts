const MOST = 200; // letters

/** A cell that leaves room for the others: names in a damaged file may have millions of letters. */
export function shortened(cell: string): string {
  return cell.length <= MOST ? cell : `${cell.slice(0, MOST - 1)}…`;
}
