import {
  any,
  argMax,
  cast,
  equal,
  expandDims,
  fill,
  gather,
  greater,
  isNaN as isMissing,
  logicalAnd,
  logicalOr,
  type Tensor,
  tensor,
  where,
} from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';

/** `Imputer` of ai.onnx.ml: what is missing (NaN, or a number that stands for it) becomes a number of its column. */
export const imputer: Operator = (node) => {
  const ofIntegers = node.ints('imputed_value_int64s');
  const values = node.attribute('imputed_value_floats', 'floats') ?? ofIntegers ?? [];
  const isInteger = ofIntegers !== undefined;
  const replaced = isInteger ? node.int('replaced_value_int64', 0) : node.float('replaced_value_float', 0);
  return ([x]) => {
    const rows = isInteger ? x.tensor : cast(x.tensor, 'float32');
    const isReplaced = Number.isNaN(replaced) ? isMissing(rows) : equal(rows, replaced);
    return new DeviceValue(where(isReplaced, tensor([...values], undefined, rows.dtype as 'float32'), rows));
  };
};

/** `Binarizer` of ai.onnx.ml: 1 above the threshold, else 0. */
export const binarizer: Operator = (node) => {
  const threshold = node.float('threshold', 0);
  return ([x]) => new DeviceValue(cast(greater(x.tensor, threshold), 'float32'));
};

/** `OneHotEncoder` of ai.onnx.ml: for each number an axis of categories, with a 1 at its own. */
export const oneHotEncoder: Operator = (node) => {
  const categories = node.ints('cats_int64s');
  if (!categories) throw new Unsupported('of categories that are texts');
  return ([x]) => {
    const whole = expandDims(cast(x.tensor, 'int32'), -1);
    return new DeviceValue(cast(equal(whole, tensor([...categories], undefined, 'int32')), 'float32'));
  };
};

/** The entries of one side of a table: its numbers, and whether they are whole. */
function side(node: OperatorNode, name: 'keys' | 'values'): { numbers: readonly number[]; isInteger: boolean } {
  const floats = node.attribute(`${name}_floats`, 'floats');
  const integers = node.ints(`${name}_int64s`);
  const given = node.attribute(`${name}_tensor`, 'tensor');
  if (given && given.type !== 'string') {
    return { numbers: Array.from(given.data as ArrayLike<number | bigint>, Number), isInteger: /int/.test(given.type) };
  }
  const numbers = floats ?? integers;
  if (!numbers) throw new Unsupported(`whose ${name} are texts`);
  return { numbers, isInteger: floats === undefined };
}

/** `LabelEncoder` of ai.onnx.ml: numbers for numbers, by a table. */
export const labelEncoder: Operator = (node) => {
  const [keys, values] = [side(node, 'keys'), side(node, 'values')];
  const dtype = values.isInteger ? 'int32' : 'float32';
  const findsMissing = node.opset >= 4;
  const { data } = node.attribute('default_tensor', 'tensor') ?? {};
  const stated = data === undefined ? undefined : Number((data as ArrayLike<number | bigint>)[0]);
  const otherwise = stated ?? (values.isInteger ? node.int('default_int64', -1) : node.float('default_float', -0));
  return ([x]) => {
    const given = expandDims(x.tensor, -1); // [..., 1]
    const wanted = tensor([...keys.numbers], undefined, keys.isInteger ? 'int32' : 'float32');
    const isSame = findsMissing
      ? logicalOr(equal(given, wanted), logicalAnd(isMissing(given), isMissing(wanted)))
      : equal(given, wanted); // [..., keys]
    const found = gather(tensor([...values.numbers], undefined, dtype), argMax(cast(isSame, 'int32'), -1) as Tensor);
    return new DeviceValue(where(any(isSame, -1), found, fill(found.shape, otherwise, dtype)));
  };
};
