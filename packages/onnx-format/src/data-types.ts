import { Tensor_DataType as Code } from './generated/onnx_pb';
import type { DataType } from './tensor';

const codes: Record<DataType, Code> = {
  float32: Code.FLOAT,
  float64: Code.DOUBLE,
  int8: Code.INT8,
  uint8: Code.UINT8,
  int16: Code.INT16,
  uint16: Code.UINT16,
  int32: Code.INT32,
  uint32: Code.UINT32,
  int64: Code.INT64,
  uint64: Code.UINT64,
  bool: Code.BOOL,
  string: Code.STRING,
};

/** The number that stands for a type in a file. */
export const typeCode = (type: DataType): Code => codes[type];

/** The type behind a number of a file; of half precision float32, which its tensors are widened to. */
export function typeOfCode(code: number): DataType | undefined {
  if (code === Code.FLOAT16 || code === Code.BFLOAT16) return 'float32';
  return (Object.keys(codes) as DataType[]).find((type) => codes[type] === code);
}
