import { int } from 'onnx-format';
import { type Node, producer, type Value } from '../graph/value';
import type { BlockedValues } from './blocked-values';
import { convolutionInPhases } from './phased-convolutions';
import { hardSigmoid, isPositive } from './steps';

/** Multiplications of a convolution in the time that it takes to find the largest of four cells, and its place, one cell after another. */
const searchOfFour = 500;

/** Which cells of windows of two by two are the largest: zeros and ones, one a window. */
interface Largest {
  /** Whether it is in the lower row. */
  readonly isLower: Value;
  /** Of each row, whether its right one is larger. */
  readonly isRight: readonly [upper: Value, lower: Value];
}

/**
 * Maximum pools of two by two behind a convolution of few channels, whose gradient is asked for. To find where the largest cell of a window is takes
 * onnxruntime a comparison and a jump for each cell, longer than such a convolution. So the convolution computes the four cells of a window as channels, which are
 * compared, and get their gradients, as whole images, and a convolution takes these gradients as they are.
 */
export class PhasedPools {
  private readonly largest = new Map<Value, Largest>();

  constructor(private readonly values: BlockedValues) {}

  /** The plain maximum of the windows. */
  pooled(node: Node): Value | undefined {
    const { values } = this;
    const [image] = node.inputs as Value[];
    const [maximum, places] = node.outputs;
    if (node.op !== 'MaxPool' || !isOfPairs(node, image)) return undefined;
    const users = values.usersOf(places);
    if (users.length === 0 || users.some((user) => user.op !== 'MaxUnpool')) return undefined;
    const phased = this.imageInPhases(image);
    return phased && this.compared(phased, maximum, places);
  }

  /** The gradient of such a pool, in phases: each window's at its largest cell, the first of several. */
  unpooled({ op, inputs: [gradient, places], outputs: [output] }: Node): Value | undefined {
    const { graph } = this.values;
    const largest = op === 'MaxUnpool' ? this.largest.get(places as Value) : undefined;
    if (!largest) return undefined;
    const { type, range } = output;
    const divided = (whole: Value, mask: Value): readonly [Value, Value] => {
      const { shape } = whole;
      const second = graph.one('Mul', [whole, mask], { shape, type, range });
      return [graph.one('Sub', [whole, second], { shape, type, range }), second];
    };
    const rows = divided(this.values.plain(gradient as Value), largest.isLower);
    const cells = rows.flatMap((row, index) => divided(row, largest.isRight[index]));
    const [batch, channels, height, width] = rows[0].shape;
    return graph.one('Concat', cells, { shape: [batch, 4 * channels, height, width], type, range }, { axis: int(1) });
  }

  /** What a convolution gives, and a relu behind it, in phases; none, if that does not pay, or something else needs it. */
  private imageInPhases(image: Value): Value | undefined {
    const { values } = this;
    const relu = producer(image, 'Relu');
    const source = relu ? (relu.inputs[0] as Value) : image;
    const convolution = producer(source, 'Conv');
    if (!convolution || values.usesOf(image) > 1 || values.usesOf(source) > 1) return undefined;
    const allowance = (searchOfFour * source.shape[1]) / 4;
    return convolutionInPhases(values, convolution, allowance, relu?.op);
  }

  private compared(phased: Value, maximum: Value, places: Value): Value {
    const { graph } = this.values;
    const { shape, type, range } = maximum;
    const cell = { shape, type, range };
    const cells = graph.add('Split', [phased], { axis: int(1) }, [cell, cell, cell, cell]);
    const [upperLeft, upperRight, lowerLeft, lowerRight] = cells;
    const larger = (one: Value, other: Value) => graph.one('Max', [one, other], cell);
    const isLarger = (one: Value, than: Value) =>
      hardSigmoid(graph, graph.one('Sub', [one, than], { shape, type }), isPositive);
    const [upper, lower] = [larger(upperLeft, upperRight), larger(lowerLeft, lowerRight)];
    this.largest.set(places, {
      isLower: isLarger(lower, upper),
      isRight: [isLarger(upperRight, upperLeft), isLarger(lowerRight, lowerLeft)],
    });
    return larger(upper, lower);
  }
}

/** Whether a pool divides an image into windows of two by two. */
function isOfPairs({ attributes }: Node, { shape: [, , ...space] }: Value): boolean {
  const [kernel, strides, pads] = ['kernel_shape', 'strides', 'pads'].map((name) => String(attributes[name].value));
  return kernel === '2,2' && strides === '2,2' && pads === '0,0,0,0' && space.every((length) => length % 2 === 0);
}
