/**
 * Of the other samples whose explanations count as the same as one's, the share that is predicted alike; NaN where there is none.
 *
 * @param predicted the class of each sample
 * @param isSame whether the explanations of two samples count as the same
 */
export function predictedAlike(
  predicted: ArrayLike<number>,
  isSame: (sample: number, other: number) => boolean,
): Float64Array {
  return Float64Array.from({ length: predicted.length }, (_, sample) => {
    let [same, alike] = [0, 0];
    for (let other = 0; other < predicted.length; other++) {
      if (other === sample || !isSame(sample, other)) continue;
      same++;
      if (predicted[other] === predicted[sample]) alike++;
    }
    return same === 0 ? Number.NaN : alike / same;
  });
}
