import '@tensorflow/tfjs-backend-cpu';
import { add, engine, mul, setBackend, sub, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../tooling/jest/backends';
import {
  type AnalyzeOptions,
  type Attribution,
  analyze,
  type FurtherInputs,
  ProgramAnalyzer,
  toModelView,
} from '../src';

/** The numbers 2 and 3, said to be float32, with an array of integers below, as casts on the cpu backend make them. */
function castOnCpu(): { tensor: Tensor; dispose(): void } {
  const integers = tensor2d([[2, 3]], [1, 2], 'int32');
  const tensor = engine().makeTensorFromTensorInfo({ dataId: integers.dataId, shape: [1, 2], dtype: 'float32' });
  engine().backend.incRef(integers.dataId);
  return { tensor, dispose: () => integers.dispose() };
}

interface Options extends AnalyzeOptions {
  inputRef?: Tensor;
}

/** The input, less the reference. */
class Difference extends ProgramAnalyzer<Options> {
  readonly name = 'Difference';

  override get moreOptions() {
    return ['inputRef'];
  }

  protected override moreInputs({ inputRef }: Options): Tensor[] {
    return inputRef ? [inputRef] : [];
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor, inputRef?: Tensor): Attribution {
    const output = this.model.forward(input);
    return { val: inputRef ? sub(input, inputRef) : add(input, 0), output, mask: select(output) };
  }
}

describeBackends('numbers that were cast on the cpu backend', (backend) => {
  const product = (x: Tensor, further?: FurtherInputs) => mul(x, further ? Object.values(further)[0] : 1);

  test('are the numbers that they say, as input, reference and further input', async () => {
    await setBackend('cpu');
    const { tensor, dispose } = castOnCpu();
    await setBackend(backend);
    const ones = tensor2d([[1, 1]]);
    const analyzer = new Difference(toModelView(product));
    const alone = await analyze(tensor, analyzer, 0);
    expect(await alone.val.array()).toEqual([[2, 3]]);
    expect(await alone.output.array()).toEqual([[2, 3]]);
    const compared = await analyze(ones, analyzer, 0, { inputRef: tensor, furtherInputs: [ones] });
    expect(await compared.val.array()).toEqual([[-1, -2]]);
    expect(await compared.output.array()).toEqual([[1, 1]]);
    const named = await analyze(ones, analyzer, 0, { furtherInputs: { scale: tensor } });
    expect(await named.output.array()).toEqual([[2, 3]]);
    for (const one of [alone, compared, named, ones]) one.dispose();
    tensor.dispose();
    dispose();
  });
});
