import { gaussLegendre } from './gauss-legendre';
import type { LeafGame } from './leaf-game';

/**
 * Adds the Shapley values of a leaf's game. Where every feature is there with probability t, independently, the game's mean is a product over the players,
 * `f(t) = product of (hidden + t (present - hidden))`, and the Shapley value of a player is the integral of its derivative by that player over t
 * from 0 to 1: a polynomial, which Gauss-Legendre integrates exactly in half as many points as there are players. All terms have one sign, so
 * that nothing is lost in deep trees. The factor of an absent player is `hidden (1 - t)`, its derivative `-hidden`: all absent ones have the same value.
 *
 * @param value what the leaf gives, of what is explained
 * @param values are added to, a feature each
 * @see G. Owen: Multilinear Extensions of Games (1972)
 */
export function addShapleyOfLeaf(game: LeafGame, value: number, values: Float64Array): void {
  const { present, absent, hidden, presentFeatures, absentFeatures } = game;
  if (value === 0 || present + absent === 0) return;
  const { points, weights } = gaussLegendre((present + absent + 1) >> 1);
  const scale = value * game.hiddenOfAbsent;
  let ofAbsent = 0;
  for (let index = 0; index < points.length; index++) {
    const t = points[index];
    let product = scale * weights[index];
    for (let one = 0; one < absent; one++) product *= 1 - t;
    for (let one = 0; one < present; one++) product *= hidden[one] + t * (1 - hidden[one]);
    ofAbsent -= product / (1 - t);
    for (let one = 0; one < present; one++) {
      const slope = 1 - hidden[one];
      values[presentFeatures[one]] += (product * slope) / (hidden[one] + t * slope);
    }
  }
  for (let one = 0; one < absent; one++) values[absentFeatures[one]] += ofAbsent;
}

/**
 * Adds the Shapley interaction indices of the pairs of players of a leaf's game: the integral of the derivative by both. Half of it to each order of the two.
 *
 * @param pairs `[features * features]`, row by row, are added to
 * @param features how many there are
 * @see K. Fujimoto, I. Kojadinovic, J.-L. Marichal: Axiomatic Characterizations of Probabilistic and Cardinal-Probabilistic Interaction Indices (2006)
 */
export function addInteractionsOfLeaf(game: LeafGame, value: number, pairs: Float64Array, features: number): void {
  const { present, absent, hidden, presentFeatures, absentFeatures } = game;
  const players = present + absent;
  if (value === 0 || players < 2) return;
  const { points, weights } = gaussLegendre(players >> 1);
  const scale = (value * game.hiddenOfAbsent) / 2;
  const featureOf = (player: number) => (player < present ? presentFeatures[player] : absentFeatures[player - present]);
  const slopes = new Float64Array(players); // of the logarithm: the derivative over the factor
  for (let index = 0; index < points.length; index++) {
    const t = points[index];
    let product = scale * weights[index];
    for (let one = 0; one < players; one++) {
      const slope = one < present ? 1 - hidden[one] : -1; // of those absent, over what is hidden of them
      const factor = one < present ? hidden[one] + t * slope : 1 - t;
      product *= factor;
      slopes[one] = slope / factor;
    }
    for (let one = 0; one < players; one++) {
      for (let two = one + 1; two < players; two++) {
        const part = product * slopes[one] * slopes[two];
        pairs[featureOf(one) * features + featureOf(two)] += part;
        pairs[featureOf(two) * features + featureOf(one)] += part;
      }
    }
  }
}
