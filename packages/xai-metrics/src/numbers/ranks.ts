/** The rank of each value among all, the smallest 1; ties share the mean of their ranks. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, index) => index).sort((a, b) => values[a] - values[b]);
  const all = new Float64Array(values.length);
  for (let begin = 0; begin < order.length; ) {
    let end = begin + 1;
    while (end < order.length && values[order[end]] === values[order[begin]]) end++;
    for (let k = begin; k < end; k++) all[order[k]] = (begin + 1 + end) / 2;
    begin = end;
  }
  return all;
}
