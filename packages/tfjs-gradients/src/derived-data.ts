import { type DataId, engine, type KernelBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { type DerivedData, shared } from './shared';

/**
 * What `make` computes from a tensor, computed once for the tensor's data: the mirrored filter of a convolution, for
 * instance, whose weights stay the same over many gradients. The result is freed with the data it was made from, so
 * nothing has to be cleared; new weights are new data. It is not counted among the tensors of TensorFlow.js.
 *
 * @param source the tensor that alone determines the result
 * @param name tells apart what is made from the same data
 * @param make computes the result by tensor operations
 * @returns a tensor that the caller disposes of, or the enclosing tidy
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { derivedFrom } from 'tfjs-gradients';
 * const weight = tf.tensor1d([1, -2]);
 * const doubled = () => derivedFrom(weight, 'doubled', () => tf.mul(weight, 2));
 * doubled().dataId === doubled().dataId; // => true
 * ```
 */
export function derivedFrom(source: Tensor, name: string, make: () => Tensor): Tensor {
  const { state } = engine();
  if (state.gradientDepth > 0 && state.kernelDepth === 0) {
    return make(); // on a tape, which must know the way from the source
  }
  const key = `${name} [${source.shape}]`; // the same data may have several shapes
  const known = entriesOf(engine().backend).get(source.dataId)?.get(key);
  if (known !== undefined) {
    engine().backend.incRef(known.dataId);
    return engine().makeTensorFromTensorInfo(known);
  }
  const made = make();
  if (made.dataId !== source.dataId) {
    remember(source.dataId, key, made);
  }
  return made;
}

function remember(source: DataId, name: string, { dataId, shape, dtype }: Tensor): void {
  const { backend } = engine();
  const entries = entriesOf(backend);
  const derived: DerivedData = entries.get(source) ?? new Map();
  backend.incRef(dataId);
  derived.set(name, { dataId, shape, dtype });
  entries.set(source, derived);
}

/** What was derived on a backend, which from then on frees it together with its source. */
function entriesOf(backend: KernelBackend): WeakMap<DataId, DerivedData> {
  const { derived } = shared();
  const known = derived.get(backend);
  if (known !== undefined) {
    return known;
  }
  const entries = new WeakMap<DataId, DerivedData>();
  derived.set(backend, entries);
  const disposeData = backend.disposeData.bind(backend);
  const free = ({ dataId }: TensorInfo) => {
    if (backend.disposeData(dataId)) {
      engine().removeDataId(dataId, backend);
    }
  };
  backend.disposeData = (dataId, force) => {
    const isFreed = disposeData(dataId, force);
    if (isFreed) {
      entries.get(dataId)?.forEach(free);
      entries.delete(dataId);
    }
    return isFreed;
  };
  return entries;
}
