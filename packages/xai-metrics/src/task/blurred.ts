const deviation = 5; // as RISE has it
const reach = 2 * deviation;
const weights = Float64Array.from({ length: reach + 1 }, (_, distance) => Math.exp(-0.5 * (distance / deviation) ** 2));

/** A sample blurred along all its axes but the last, which are the channels; where it ends, the weights inside count alone. */
export function blurred(values: ArrayLike<number>, shape: readonly number[]): Float64Array {
  let result: Float64Array = Float64Array.from(values);
  for (let axis = 0; axis < shape.length - 1; axis++) result = alongAxis(result, shape, axis);
  return result;
}

function alongAxis(values: Float64Array, shape: readonly number[], axis: number): Float64Array {
  const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  const length = shape[axis];
  return values.map((_, index) => {
    const place = Math.floor(index / stride) % length;
    let [sum, total] = [0, 0];
    for (let other = Math.max(0, place - reach); other <= Math.min(length - 1, place + reach); other++) {
      const weight = weights[Math.abs(other - place)];
      sum += weight * values[index + (other - place) * stride];
      total += weight;
    }
    return sum / total;
  });
}
