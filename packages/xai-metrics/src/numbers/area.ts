/** The area under a curve by the trapezoid, over places from 0 to 1. */
export function area(curve: ArrayLike<number>, places: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 1; k < curve.length; k++) sum += ((curve[k] + curve[k - 1]) / 2) * (places[k] - places[k - 1]);
  return sum;
}
