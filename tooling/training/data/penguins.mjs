import { readVega } from './vega.mjs';

/** The species of penguins. */
export const species = ['Adelie', 'Chinstrap', 'Gentoo'];

const sexes = ['FEMALE', 'MALE'];

/** The columns of {@link readPenguins}. */
export const columns = ['beak length (mm)', 'beak depth (mm)', 'flipper length (mm)', 'body mass (g)', 'sex'];

/**
 * The penguins of the Palmer Archipelago that have been measured completely, with their sex known.
 *
 * @returns the rows `[penguins][columns]` (sex: 0 female, 1 male), and the index of the species of each
 */
export function readPenguins() {
  const known = JSON.parse(readVega('penguins.json')).filter((one) => sexes.includes(one.Sex));
  const measures = (one) =>
    ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)'].map((key) => one[key]);
  return {
    rows: known.map((one) => [...measures(one), sexes.indexOf(one.Sex)]),
    labels: known.map((one) => species.indexOf(one.Species)),
  };
}
