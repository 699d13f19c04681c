import { gaussLegendre } from './gauss-legendre';
import type { LeafGame, Player } from './leaf-game';

/**
 * Adds the Shapley values of a leaf's game. Where every feature is present with probability t, independently, the game's mean is a product over the players,
 * `f(t) = product of (hidden + t (present - hidden))`, and the Shapley value of a player is the integral of its derivative by that player over t
 * from 0 to 1: a polynomial, which Gauss-Legendre integrates exactly in half as many points as there are players. All terms have one sign, so
 * that nothing is lost in deep trees.
 *
 * @param value what the leaf gives, of what is explained
 * @param add takes a player's value
 * @see G. Owen: Multilinear Extensions of Games (1972)
 */
export function shapleyOfLeaf(
  { players }: LeafGame,
  value: number,
  add: (feature: number, value: number) => void,
): void {
  if (value === 0) return;
  const { points, weights } = gaussLegendre(Math.ceil(players.length / 2));
  const found = new Float64Array(players.length);
  points.forEach((t, index) => {
    const factors = players.map((player) => factorOf(player, t));
    const product = factors.reduce((all, factor) => all * factor, weights[index]);
    for (let one = 0; one < players.length; one++) found[one] += product / factors[one];
  });
  players.forEach(({ feature, present, hidden }, one) => void add(feature, value * (present - hidden) * found[one]));
}

/**
 * Adds the Shapley interaction indices of the pairs of players of a leaf's game: the integral of the derivative by both.
 *
 * @param add takes the index of a pair, once a pair
 * @see K. Fujimoto, I. Kojadinovic, J.-L. Marichal: Axiomatic Characterizations of Probabilistic and Cardinal-Probabilistic Interaction Indices (2006)
 */
export function interactionsOfLeaf(
  { players }: LeafGame,
  value: number,
  add: (first: number, second: number, value: number) => void,
): void {
  if (value === 0 || players.length < 2) return;
  const { points, weights } = gaussLegendre(Math.ceil((players.length - 1) / 2));
  const factors = Array.from(points, (t) => players.map((player) => factorOf(player, t)));
  const products = factors.map((row, index) => row.reduce((all, factor) => all * factor, weights[index]));
  players.forEach((first, one) => {
    for (let two = one + 1; two < players.length; two++) {
      const second = players[two];
      const mean = products.reduce((sum, product, at) => sum + product / factors[at][one] / factors[at][two], 0);
      const slopes = (first.present - first.hidden) * (second.present - second.hidden);
      add(first.feature, second.feature, value * slopes * mean);
    }
  });
}

/** Above 0, as t is inside of (0, 1) and one of both is not 0. */
const factorOf = ({ present, hidden }: Player, t: number): number => hidden + t * (present - hidden);
