import { float } from 'onnx-format';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, floats } from '../support/against-onnxruntime';

describeBackends('products', () => {
  it.each([
    [
      [2, 3],
      [3, 4],
    ],
    [[3], [3, 4]],
    [[2, 3], [3]],
    [[3], [3]],
    [
      [2, 5, 3],
      [3, 4],
    ],
    [
      [2, 5, 3],
      [2, 3, 4],
    ],
    [
      [2, 1, 5, 3],
      [6, 3, 4],
    ],
    [
      [5, 3],
      [2, 3, 4],
    ],
    [[3], [2, 3, 4]],
  ])('MatMul of %j and %j', async (left, right) => {
    await expectSame({ op: 'MatMul', shape: left, constants: [floats(right)] });
    await expectSame({ op: 'MatMul', shape: right, constants: [floats(left)], place: 1 });
  });

  it('Gemm', async () => {
    await expectSame({ op: 'Gemm', shape: [2, 3], constants: [floats([3, 4])] });
    await expectSame({
      op: 'Gemm',
      shape: [2, 3],
      constants: [floats([4, 3]), floats([4])],
      attributes: { transB: 1 },
    });
    const attributes = { transA: 1, alpha: 0.5, beta: float(2) };
    for (const bias of [[4], [2, 4], [2, 1], []]) {
      await expectSame({ op: 'Gemm', shape: [3, 2], constants: [floats([3, 4]), floats(bias)], attributes });
    }
  });

  it.each([
    ['bij,bjk->bik', [2, 3, 4], [2, 4, 5]],
    ['bhid, bhjd -> bhij', [2, 2, 3, 4], [2, 2, 5, 4]],
    ['...ij,...jk->...ik', [2, 3, 4], [2, 4, 5]],
    ['ij,jk', [3, 4], [4, 5]],
    ['i,j->ij', [3], [4]],
  ])('Einsum %s', async (equation, left, right) => {
    await expectSame({ op: 'Einsum', shape: left, constants: [floats(right)], attributes: { equation } });
  });

  it.each([
    ['bi,ij,jk->bk', [2, 3], [3, 4], [4, 2]],
    ['bchw,ck,hd->bkd', [2, 3, 4, 2], [3, 2], [4, 3]],
    ['...i,ij,...j->...', [2, 3], [3, 4], [2, 4]],
    ['i,j,k->kji', [2], [3], [4]],
  ])('Einsum %s', async (equation, first, ...others) => {
    await expectSame({
      op: 'Einsum',
      shape: first as number[],
      constants: (others as number[][]).map((shape) => floats(shape)),
      attributes: { equation: equation as string },
    });
  });

  it.each([
    ['bii->bi', [2, 3, 3]],
    ['iji->j', [3, 2, 3]],
    ['ii->', [4, 4]],
  ])('Einsum %s, along a diagonal', async (equation, shape) => {
    await expectSame({ op: 'Einsum', shape, attributes: { equation } });
  });

  it('Einsum of one factor', async () => {
    await expectSame({ op: 'Einsum', shape: [2, 3, 4], attributes: { equation: 'ijk->kj' } });
  });
});
