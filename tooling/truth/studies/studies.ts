import { decoys, faithfulness, sanity } from './digits';
import { series, tables, words } from './planted';
import type { Study } from './study';
import { tetrominoes } from './tetrominoes';

/** All that the page tells of, quick ones first. */
export async function studies(): Promise<Study[]> {
  return [
    tables(),
    ...(await tetrominoes(8)),
    words(),
    series(),
    decoys(),
    faithfulness(),
    sanity(),
    ...(await tetrominoes(64)),
  ];
}
